import { shortStackName } from "../../../core/config/stages.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import type { LoadedStage, PlannedStack } from "../../commands/parity-plan.ts";
import { stackConfigFolder } from "../configuration.ts";
import { evaluateProgram } from "../program/evaluate.ts";
import { programOf, stackToEvaluate } from "../program/stack-config.ts";
import type { Project } from "../project.ts";
import { loadDesired } from "./load.ts";

/** Evaluates the project's program for each stage. */
export function readDesired(
  stages: readonly PlannedStack[],
  project: Project,
  configs: readonly StageConfig[],
): Promise<LoadedStage[]> {
  const program = programOf(project);
  const folder = stackConfigFolder(project);
  return loadDesired(stages, (stack) => {
    const config = configs.find(({ stage }) => stage.stack === stack) ?? null;
    return evaluateProgram(program, stackToEvaluate(project, folder, shortStackName(stack), config));
  });
}
