import type { AccountConfig, AccountPipeline } from "../config/types.ts";
import {
  branchName,
  chatUrlParameterName,
  hookIdParameterName,
  relayName,
  vercelProjectName,
  webhookSecretParameterName,
} from "../naming/names.ts";
import type { RelaySettings, RelayWorkflow } from "./relay-settings.ts";

/** Generations of the webhook's secret that exist, the newest first: the one before is accepted for another day. */
export function secretGenerations(newest: number): readonly number[] {
  return newest > 1 ? [newest, newest - 1] : [newest];
}

/** What the relay has to know of the product. */
export function relaySettings(
  config: AccountConfig,
  known: { readonly repositoryId: number; readonly topicArn: string },
): RelaySettings {
  const { app, github, vercel, stages, monitoring, pipelines } = config;
  const projects = Object.keys(vercel.projects);
  return {
    app,
    repository: `${github.owner}/${github.repository}`,
    repositoryId: known.repositoryId,
    topicArn: known.topicArn,
    table: relayName(app),
    secretParameters: secretGenerations(monitoring.webhookSecretGeneration).map((generation) =>
      webhookSecretParameterName(app, generation),
    ),
    hookIdParameter: hookIdParameterName(app),
    chatParameter: monitoring.chat ? chatUrlParameterName(app) : null,
    stages: stages.map(({ name, aliases }) => ({ name, aliases, branch: branchName(name), environment: name })),
    vercelProjects: Object.fromEntries(
      stages.flatMap(({ name }) => projects.map((project) => [vercelProjectName(app, project, name), name])),
    ),
    workflows: workflowsOf(pipelines),
  };
}

/** A file may run several pipelines; the first one gives it its name. */
function workflowsOf(pipelines: Readonly<Record<string, AccountPipeline>>): Readonly<Record<string, RelayWorkflow>> {
  const workflows = new Map<string, RelayWorkflow>();
  for (const [pipeline, { workflow, stages }] of Object.entries(pipelines)) {
    const known = workflows.get(workflow);
    workflows.set(workflow, {
      pipeline: known?.pipeline ?? pipeline,
      stages: [...new Set([...(known?.stages ?? []), ...stages])],
    });
  }
  return Object.fromEntries(workflows);
}
