import type { RelaySettings, RelayStage } from "../core/monitoring/relay-settings.ts";
import { own } from "./fields.ts";

/** In place of a stage's name where something belongs to no stage: it is the repository's. */
export const REPOSITORY = "repository";

type StageSettings = Pick<RelaySettings, "stages" | "vercelProjects" | "workflows">;

/**
 * Stage of a workflow's run: the one that its branch deploys; else, where it runs for everybody, those of its pipeline
 * (`dev+prod` where it serves several: the run itself does not say which). Null for a run of somebody's own branch.
 * @param file workflow file without folders, for example `etl.yml`
 * @param isShared on the repository's default branch, or on a schedule
 */
export function stageOfWorkflow(
  settings: StageSettings,
  file: string,
  branch: string | null,
  isShared: boolean,
): string | null {
  const shared = isShared ? own(settings.workflows, file)?.stages.join("+") || REPOSITORY : null;
  return stageOfBranch(settings, branch)?.name ?? shared;
}

/** Stage of a deployment that GitHub Actions or another tool made: its environment says it, else its branch. */
export function stageOfEnvironment(settings: StageSettings, environment: string, ref: string | null): string {
  // Names of environments are case-insensitive (docs.github.com, "Managing environments for deployment").
  const wanted = environment.toLowerCase();
  const is = (name: string): boolean => name.toLowerCase() === wanted;
  const stage =
    settings.stages.find((one) => is(one.environment)) ??
    settings.stages.find((one) => is(one.name) || one.aliases.some(is)) ??
    stageOfBranch(settings, ref);
  return stage?.name ?? REPOSITORY;
}

/**
 * Stage of a deployment of Vercel's: that of its project, else of its branch. The environment says nothing: every stage has a
 * project of its own, and each of them deploys to "Production".
 */
export function stageOfVercel(settings: StageSettings, project: string | null, ref: string | null): string {
  const { vercelProjects } = settings;
  const only = project === null ? onlyStage(vercelProjects) : undefined;
  return own(vercelProjects, project ?? "") ?? stageOfBranch(settings, ref)?.name ?? only ?? REPOSITORY;
}

export function stageOfBranch({ stages }: Pick<RelaySettings, "stages">, ref: string | null): RelayStage | undefined {
  const branch = ref?.replace(/^refs\/heads\//, "");
  return stages.find((stage) => stage.branch === branch);
}

/** Vercel leaves the project's name out where a repository has only one. A name that no stage has is another project's. */
function onlyStage(vercelProjects: StageSettings["vercelProjects"]): string | undefined {
  const stages = Object.values(vercelProjects);
  return stages.length === 1 ? stages[0] : undefined;
}
