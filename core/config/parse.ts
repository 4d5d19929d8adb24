/** From plain data to a stage's configuration, or to everything that is wrong with it. */
import { nearest } from "../text/words.ts";
import { isMap, type Merged, mergeLayers, type Origins } from "./merge.ts";
import { type AllOverrides, stagesInAccount, type WrittenStage, writtenFrom } from "./neighbours.ts";
import { normalise } from "./normalise.ts";
import { type ConfigFiles, toProblem } from "./problems.ts";
import { repair } from "./repair.ts";
import { reservedKeys, withoutReservedKeys } from "./reserved-keys.ts";
import { RULES } from "./rules/index.ts";
import { configSchema, type WrittenConfig } from "./schema/index.ts";
import { shapeViolations } from "./shape.ts";
import { sameStack } from "./stack-name.ts";
import { readStages, stageEntries } from "./stages.ts";
import type { ConfigProblem, StageConfig, StageEntry } from "./types.ts";
import type { Violation } from "./violation.ts";

/** The two layers of a configuration, as plain data from Pulumi's configuration or from the YAML files. */
export interface ConfigInput {
  /** Value of `stagekeeper:base`. */
  readonly base: unknown;
  /** Value of `stagekeeper:stage`; undefined or null where the stage differs in nothing. */
  readonly overrides?: unknown;
  readonly files: ConfigFiles;
  /**
   * `<name>.<key>` of what the program passes as extra outputs, which `from: extra.<name>.<key>` may name.
   * Left out where the program was not run: then any `extra.<name>.<key>` passes.
   */
  readonly extraOutputs?: readonly string[];
  /** Left out where only this stage's file was read: then the others are taken to be as the base has them. */
  readonly allOverrides?: AllOverrides;
}

/** Which stage: by its name, or by the Pulumi stack. */
export type StageSelector = { readonly stage: string } | { readonly stack: string };

export type ParsedStage =
  | { readonly ok: true; readonly config: StageConfig; readonly origins: Origins }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export function parseStageConfig(input: ConfigInput & StageSelector): ParsedStage {
  const written = checkWritten(input, (entries) => entries.find((entry) => isSelected(entry, input)) ?? null);
  // Where the list of stages is broken itself, that is the problem to show.
  const isUnknown = written.stage === null && readStages(input.base).stages.length > 0;
  const problems = [...written.problems, ...(isUnknown ? [unknownStage(input, written)] : [])];
  if (problems.length > 0 || !written.stage) return { ok: false, problems };
  const { origins } = written.merged;
  return { ok: true, config: normalise(written.written, written.stage, written.stages, origins), origins };
}

export interface CheckedConfig {
  readonly merged: Merged;
  /** To be used only where there are no problems. */
  readonly written: WrittenConfig;
  readonly stages: readonly StageEntry[];
  readonly stage: StageEntry | null;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Merges, checks against the schema, and runs the rules on whatever fits it.
 * @param select the stage that is parsed; null for the account stack
 * @param members of the account stack, the stages that live in it
 */
export function checkWritten(
  input: ConfigInput,
  select: (stages: readonly StageEntry[]) => StageEntry | null,
  members: (stages: readonly StageEntry[]) => readonly StageEntry[] = (stages) => stages,
): CheckedConfig {
  const merged = mergeLayers(input.base, input.overrides);
  const usable = withoutReservedKeys(merged.value);
  const shape = shapeViolations(configSchema, usable);
  const { written, originalPath } = repair(usable, shape);
  const stages = stageEntries(written.stages);
  const stage = select(stages);
  const withThis = (entry: StageEntry): WrittenStage => ({ stage: entry, written });
  const context = {
    written,
    given: usable,
    inBase: writtenFrom(mergeLayers(input.base, undefined)),
    overrides: input.overrides,
    stages,
    stage,
    inAccount: stage === null ? members(stages).map(withThis) : stagesInAccount(withThis(stage), stages, input),
    extraOutputs: input.extraOutputs ?? null,
  };
  const ruled = RULES.flatMap((rule) => rule(context)).map((violation) => ({
    ...violation,
    path: originalPath(violation.path),
  }));
  const violations = [...overridesAreNoMap(input), ...reservedKeys(merged.value), ...shape, ...ruled];
  return {
    merged,
    written,
    stages,
    stage,
    problems: violations.map((violation) => toProblem(violation, merged, input.files)),
  };
}

function isSelected(entry: StageEntry, selector: StageSelector): boolean {
  return "stage" in selector ? entry.name === selector.stage : sameStack(entry.stack, selector.stack);
}

function overridesAreNoMap({ overrides }: ConfigInput): readonly Violation[] {
  if (overrides === undefined || overrides === null || isMap(overrides)) return [];
  return [{ path: [], allowed: "a map of what the stage changes", next: null }];
}

function unknownStage(input: ConfigInput & StageSelector, { stages }: CheckedConfig): ConfigProblem {
  const wanted = "stage" in input ? input.stage : input.stack;
  const known = stages.map((entry) => ("stage" in input ? entry.name : entry.stack));
  const near = nearest(wanted, known);
  return {
    path: "stagekeeper:base.stages",
    file: input.files.base,
    given: JSON.stringify(wanted),
    allowed: `a ${"stage" in input ? "stage" : "stack"} of the configuration: ${known.join(", ")}`,
    next:
      near === null
        ? `Add ${wanted} to stages in ${input.files.base}, or choose one of them.`
        : `Did you mean ${near}?`,
  };
}
