/** `stagekeeper/parity`: compares state exports of Pulumi stacks. */
import type { Report } from "../findings/report.ts";
import { UserError } from "../user-error.ts";
import { compareIndexed } from "./compare.ts";
import { IndentedDeployment } from "./fast/indented-deployment.ts";
import { StageIndex } from "./stage-index.ts";
import { readState } from "./state.ts";
import type { CompareOptions } from "./types.ts";

export type { AllowanceInput } from "../findings/allowances.ts";
export type {
  Finding,
  FindingCode,
  Incomplete,
  Json,
  PlaceState,
  Report,
  Severity,
  Summary,
  Suppression,
} from "../findings/report.ts";
export { proposeAllowances } from "./propose.ts";
export { parseState, type ReadState } from "./state.ts";
export type { CompareOptions, StageInput } from "./types.ts";

/**
 * Says exactly how the stages differ: one finding per place, with every stage's value and the stage that stands out.
 *
 * Pure: no input, no output, no clock. The same options give the same report.
 *
 * @throws UserError where two stages have one name, or a deployment is no state export.
 */
export function compareStages(options: CompareOptions): Report {
  const names = options.stages.map((stage) => stage.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`The stage ${twice} is given twice`, "Give each stage once.");
  const stages = options.stages.map((stage) => {
    if (stage.deployment instanceof IndentedDeployment) return new StageIndex(stage, stage.deployment);
    const state = readState(stage.deployment);
    if (!state.ok)
      throw new UserError(`The state of ${stage.name} ${state.reason}`, "Give the output of pulumi stack export.");
    return new StageIndex(stage, state.deployment);
  });
  return compareIndexed(stages, options);
}
