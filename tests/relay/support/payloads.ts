/** Payloads as GitHub documents them: the examples of @octokit/webhooks-examples, with what a case is about put in. */
import { createRequire } from "node:module";
import { settings } from "./settings.ts";

export type Json = Record<string, unknown>;

interface ExampleGroup {
  readonly name: string;
  readonly examples: readonly Json[];
}

const groups = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly ExampleGroup[];

function example(name: string, fits: (payload: Json) => boolean): Json {
  const found = groups.find((group) => group.name === name)?.examples.find(fits);
  if (found === undefined) throw new Error(`@octokit/webhooks-examples has no such ${name}`);
  return structuredClone(found);
}

const part = (payload: Json, key: string): Json => payload[key] as Json;
const hour = 3_600_000;
const start = Date.parse("2026-11-24T10:00:00Z");

/** `2026-11-24T10:00:00Z` and so many hours. */
export function at(hours: number): string {
  return new Date(start + hours * hour).toISOString().replace(".000Z", "Z");
}

export interface RunOptions {
  readonly conclusion?: string | null;
  readonly action?: string;
  readonly file?: string;
  readonly workflowId?: number;
  readonly branch?: string;
  readonly event?: string;
  readonly run?: number;
  readonly attempt?: number;
  readonly hours?: number;
  /** Changes to `workflow_run` itself. */
  readonly more?: Json;
}

export function workflowRun(options: RunOptions = {}): Json {
  const payload = example("workflow_run", ({ workflow_run }) => (workflow_run as Json)["conclusion"] === "success");
  const { conclusion = "failure", action = "completed", file = "etl.yml", hours = 0 } = options;
  const path = `.github/workflows/${file}`;
  const id = options.run ?? 1000 + hours;
  Object.assign(part(payload, "workflow"), { id: options.workflowId ?? 7, path });
  Object.assign(part(payload, "workflow_run"), {
    id,
    path,
    conclusion,
    workflow_id: options.workflowId ?? 7,
    run_attempt: options.attempt ?? 1,
    head_branch: options.branch ?? "main",
    event: options.event ?? "schedule",
    html_url: `https://github.com/${settings.repository}/actions/runs/${id}`,
    updated_at: at(hours),
    head_repository: { id: settings.repositoryId, full_name: settings.repository },
    ...options.more,
  });
  return { ...payload, action, repository: repositoryOf(payload) };
}

export interface DeploymentOptions {
  readonly state?: string;
  readonly environment?: string;
  readonly ref?: string;
  readonly hours?: number;
  readonly deployment?: number;
  /** Changes to `deployment_status` itself. */
  readonly more?: Json;
}

/** A deployment that a tool made by GitHub's API. */
export function deploymentStatus(options: DeploymentOptions = {}): Json {
  const payload = example("deployment_status", (one) => one["workflow_run"] === undefined);
  const { state = "failure", environment = "prod", hours = 0 } = options;
  const deployment = options.deployment ?? 5000 + hours;
  Object.assign(part(payload, "deployment"), { id: deployment, environment, ref: options.ref ?? "main" });
  Object.assign(part(payload, "deployment_status"), {
    id: deployment * 10,
    state,
    environment,
    target_url: "https://deploy.example.com/log/1",
    created_at: at(hours),
    updated_at: at(hours),
    ...options.more,
  });
  return { ...payload, repository: repositoryOf(payload) };
}

/** A deployment of Vercel's GitHub App. */
export function vercelStatus(options: DeploymentOptions = {}): Json {
  const { environment = "Production – agent-ops-web-prod", ref = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e" } = options;
  const payload = deploymentStatus({ ...options, environment, ref });
  part(payload, "deployment")["creator"] = { login: "vercel[bot]", id: 35613825, type: "Bot" };
  return payload;
}

export interface JobOptions extends DeploymentOptions {
  readonly job?: string;
  /** How the job and its run ended, where they have ended already. */
  readonly jobEnd?: string;
  readonly runEnd?: string;
  readonly run?: number;
  readonly attempt?: number;
  readonly workflowId?: number;
  readonly branch?: string;
  readonly file?: string;
  readonly event?: string;
}

/** A deployment that a job with `environment:` made: it names the run. */
export function jobStatus(options: JobOptions = {}): Json {
  const payload = example("deployment_status", (one) => one["workflow_run"] !== undefined);
  const made = deploymentStatus(options);
  const id = options.run ?? 1000 + (options.hours ?? 0);
  Object.assign(part(payload, "deployment"), part(made, "deployment"));
  Object.assign(part(payload, "deployment_status"), part(made, "deployment_status"));
  Object.assign(part(payload, "check_run"), { name: options.job ?? "deploy", conclusion: options.jobEnd ?? null });
  Object.assign(part(payload, "workflow_run"), {
    id,
    run_attempt: options.attempt ?? 1,
    workflow_id: options.workflowId ?? 7,
    head_branch: options.branch ?? "main",
    event: options.event ?? "push",
    conclusion: options.runEnd ?? null,
  });
  const workflow = { id: options.workflowId ?? 7, path: `.github/workflows/${options.file ?? "deploy.yml"}` };
  return { ...payload, workflow, repository: repositoryOf(payload) };
}

export function ping(): Json {
  const payload = example("ping", (one) => one["repository"] !== undefined);
  return { ...payload, repository: repositoryOf(payload) };
}

function repositoryOf(payload: Json): Json {
  return {
    ...part(payload, "repository"),
    id: settings.repositoryId,
    full_name: settings.repository,
    default_branch: "main",
  };
}
