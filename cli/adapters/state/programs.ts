import { shortStackName } from "../../../core/config/stack-name.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import type { LoadedStage, PlannedStack } from "../../commands/parity-plan.ts";
import { evaluateProgram } from "../program/evaluate.ts";
import { programOf, stackToEvaluate } from "../program/stack-config.ts";
import type { Project } from "../project.ts";
import { stackFilesOf } from "../stack-files.ts";
import { loadDesired } from "./load.ts";

/** Evaluates the project's program for each stage. */
export function readDesired(
  stages: readonly PlannedStack[],
  project: Project,
  configs: readonly StageConfig[],
): Promise<LoadedStage[]> {
  const program = programOf(project);
  const files = stackFilesOf(project);
  return loadDesired(stages, (stack) => {
    const config = configs.find(({ stage }) => stage.stack === stack) ?? null;
    return evaluateProgram(program, stackToEvaluate(project, files, shortStackName(stack), config));
  });
}
