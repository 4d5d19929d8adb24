import { isMap } from "../merge.ts";
import type { WrittenStage } from "../neighbours.ts";
import { valueAt } from "../path.ts";
import type { WrittenConfig } from "../schema/index.ts";
import type { StageEntry } from "../types.ts";
import type { Violation } from "../violation.ts";

/** What a rule may look at. */
export interface RuleContext {
  /** The merged configuration; what does not fit the schema is left out. */
  readonly written: WrittenConfig;
  /** The merged configuration as it was given, to tell "not there" from "there, but wrong". */
  readonly given: unknown;
  /** The base alone. */
  readonly inBase: WrittenConfig;
  /** What the stage's own file holds. */
  readonly overrides: unknown;
  readonly stages: readonly StageEntry[];
  /** The stage that is parsed; null for the account stack. */
  readonly stage: StageEntry | null;
  /** The stages that live in this AWS account, the one that is parsed among them. */
  readonly inAccount: readonly WrittenStage[];
  /** `<name>.<key>` of the program's extra outputs; null where the program was not asked. */
  readonly extraOutputs: readonly string[] | null;
}

/** One thing that must hold across fields of the configuration. */
export type Rule = (context: RuleContext) => readonly Violation[];

/** Keys of a map as it was given, also those whose values are wrong. */
export function givenKeys(context: RuleContext, ...path: readonly string[]): readonly string[] {
  const map = valueAt(context.given, path);
  return isMap(map) ? Object.keys(map) : [];
}
