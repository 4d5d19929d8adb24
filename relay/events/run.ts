import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { childOf, type Fields, fieldsOf, idOf, own, textOf, wordsOf } from "../fields.ts";
import type { Happening } from "../happening.ts";

/** What `workflow_run` and, for deployments made by a job, `deployment_status` tell of a run of GitHub Actions. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
  readonly told: RunTold;
  readonly branch: string | null;
  /** Nobody watches a pipeline, nor what runs on a schedule. */
  readonly isUnattended: boolean;
  /** It runs for everybody: on the repository's default branch, or on a schedule. */
  readonly isShared: boolean;
  /** Why there is nothing to say about it, whatever its end. */
  readonly ignored: string | null;
}

/**
 * `family` has the workflow's number, or its path: the same in both events. `name` is the file of the workflow without folders,
 * for example `etl.yml`; the workflow's name where the payload has no path.
 */
type RunTold = Pick<Happening, "family" | "run" | "name" | "pipeline">;

/**
 * Runs that only try out a proposal: whoever made it sees them in the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const proposals = new Set(["pull_request", "pull_request_target", "merge_group"]);

/** Null where there is no run in the payload. */
export function runOf(payload: Fields, { workflows }: Pick<RelaySettings, "workflows">): Run | null {
  const run = fieldsOf(payload["workflow_run"]);
  const id = run === null ? null : idOf(run, "id");
  if (run === null || id === null) return null;
  const workflow = childOf(payload, "workflow");
  // A reusable workflow's path ends in the ref it was taken from.
  const path = (wordsOf(workflow, "path") ?? wordsOf(run, "path"))?.replace(/@.*$/s, "") ?? null;
  const name = path?.split("/").at(-1) || wordsOf(run, "name") || wordsOf(workflow, "name") || "a workflow";
  const number = idOf(run, "workflow_id") ?? idOf(workflow, "id");
  const attempt = idOf(run, "run_attempt") ?? 1;
  const pipeline = own(workflows, name)?.pipeline ?? null;
  const branch = wordsOf(run, "head_branch");
  const isScheduled = textOf(run, "event") === "schedule";
  return {
    id,
    attempt,
    told: { family: `workflow ${number ?? path ?? name}`, run: `${id}/${attempt}`, name, pipeline },
    branch,
    isUnattended: pipeline !== null || isScheduled,
    isShared: isScheduled || [branch, null].includes(textOf(childOf(payload, "repository"), "default_branch")),
    ignored: ignoredRun(run, payload),
  };
}

function ignoredRun(run: Fields, payload: Fields): string | null {
  if (isFork(run, payload)) return "fork";
  return proposals.has(textOf(run, "event") ?? "") ? "pull request" : null;
}

/** A fork's branch may have the name of a stage's. Where the head has gone, GitHub sends null. */
function isFork(run: Fields, payload: Fields): boolean {
  if (run["head_repository"] === undefined) return false;
  const head = childOf(run, "head_repository");
  const headId = idOf(head, "id");
  const home = childOf(payload, "repository");
  return headId === null ? textOf(head, "full_name") !== textOf(home, "full_name") : headId !== idOf(home, "id");
}
