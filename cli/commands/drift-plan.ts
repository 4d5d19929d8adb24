import { shortStackName } from "../../core/config/stack-name.ts";
import type { AccountConfig, Allowance, StageConfig } from "../../core/config/types.ts";
import type { StackConfig } from "../../core/drift/types.ts";
import { UserError } from "../../core/user-error.ts";
import { unknownStage } from "./unknown-stage.ts";

/** The part of a project's configuration that a drift check reads. */
export interface DriftConfiguration {
  /** In promotion order. */
  readonly stages: readonly StageConfig[];
  /** Short name of the account stack, and what parses its configuration. */
  readonly accountStack: string;
  readonly account: () => AccountConfig;
}

/** A stack to check. */
export interface PlannedStack {
  /** Name of the stage; of other stacks their short name. */
  readonly stage: string;
  /** For the engine's `--stack`. */
  readonly stack: string;
  /** null in a project without stagekeeper configuration. */
  readonly config: StackConfig | null;
}

/** The stages in promotion order, and the account stack, under the names that `drift` knows them by. */
export function allStages({ stages, accountStack }: DriftConfiguration): readonly string[] {
  return [...stages.map(({ stage }) => stage.name), accountStack];
}

/** The stages that were asked for, in promotion order; all stages where none was named. The account stack goes last. */
export function planConfigured(wanted: readonly string[], configuration: DriftConfiguration): readonly PlannedStack[] {
  const { stages, accountStack, account } = configuration;
  const known = allStages(configuration);
  for (const name of wanted) if (!known.includes(name)) throw unknownStage(name, known);
  const chosen = stages.filter(({ stage }) => wanted.length === 0 || wanted.includes(stage.name));
  const planned = chosen.map(
    (config): PlannedStack => ({
      stage: config.stage.name,
      stack: config.stage.stack,
      config: { kind: "stage", config },
    }),
  );
  if (!wanted.includes(accountStack)) return planned;
  const config = account();
  return [...planned, { stage: accountStack, stack: config.aws.accountStack, config: { kind: "account", config } }];
}

/** In a project without stagekeeper configuration a stage is a stack. */
export function planStacks(wanted: readonly string[]): readonly PlannedStack[] {
  const stacks = [...new Set(wanted)];
  if (stacks.length === 0) {
    throw new UserError(
      "There is no stack to check: neither a stage file (Pulumi.<stack>.yaml) nor a stack in the backend",
      "Name the stacks (npx stagekeeper drift dev prod), or create one: npx pulumi stack init dev",
    );
  }
  const names = stacks.map(shortStackName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`Two stacks are called ${twice}`, "Check one of them at a time.");
  return stacks.map((stack) => ({ stage: shortStackName(stack), stack, config: null }));
}

/** Allowances stand in the base, so that all stages have the same. */
export function allowancesOf(configuration: DriftConfiguration | null): readonly Allowance[] {
  return configuration?.stages[0]?.driftAllowances ?? [];
}
