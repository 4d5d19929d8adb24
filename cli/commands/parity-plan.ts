import { shortStackName } from "../../core/config/stack-name.ts";
import type { Allowance, StageConfig } from "../../core/config/types.ts";
import type { Incomplete } from "../../core/findings/report.ts";
import type { StageInput } from "../../core/parity/types.ts";
import { nearest } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";
import { unknownStage } from "./unknown-stage.ts";

/** What a person asked of `parity`. */
export interface ParityRequest {
  /** Stage names, or stack names in a project without stagekeeper configuration; empty: all. */
  readonly stages: readonly string[];
  /** null: not said, which is `desired` where no exports are compared. */
  readonly source: "desired" | "recorded" | null;
  /** `NAME=FILE` each: compare these exports, whatever project they are from. */
  readonly state: readonly string[];
}

interface PlannedStage {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A stage that is read from an export. */
export interface PlannedFile extends PlannedStage {
  readonly file: string;
}

/** A stage that is read from its stack, or evaluated for it. */
export interface PlannedStack extends PlannedStage {
  readonly stack: string;
}

/** The stacks of a project that have a file of their own. */
export interface StacksWithFiles {
  /** Their short names. */
  readonly stacks: readonly string[];
  /** How their files end, as the project's own does: `.yaml`. */
  readonly ending: string;
}

/** What one stage gave when it was read. */
export type LoadedStage =
  | { readonly ok: true; readonly stage: StageInput }
  | { readonly ok: false; readonly incomplete: Incomplete };

/** What the configuration contributes to a comparison. */
export interface ParityRules {
  readonly allowances: readonly Allowance[];
  /** By secret name; secrets without `mustDiffer` are left out. */
  readonly mustDiffer: Readonly<Record<string, boolean>>;
  readonly configuredStages: readonly string[];
}

/**
 * The exports named by `--state`. Aliases come from a configuration, where one was given, and so does the order where it has all
 * the stages; else it is the order given.
 */
export function planStates(request: ParityRequest, stages: readonly StageConfig[]): PlannedFile[] {
  if (request.stages.length > 0) {
    throw new UserError(
      "Stages and --state cannot be combined",
      "Name each stage with its export: --state dev=dev.json --state prod=prod.json",
    );
  }
  if (request.source !== null) {
    throw new UserError(
      "--source and --state cannot be combined",
      "Leave --source out to compare exports; without --state it says where the stages are read from.",
    );
  }
  const planned = request.state.map((written): PlannedFile => {
    const [, name, file] = /^([^=]+)=(.+)$/s.exec(written) ?? [];
    if (name === undefined || file === undefined) {
      throw new UserError(
        `--state ${written} has no stage name`,
        "Write --state NAME=FILE, for example --state prod=prod.json",
      );
    }
    const aliases = stages.find(({ stage }) => stage.name === name)?.stage.aliases ?? [];
    return { name, aliases, file };
  });
  const exports = atLeastTwo(withoutRepeats(planned));
  const inOrder = stages.flatMap(({ stage }) => exports.find(({ name }) => name === stage.name) ?? []);
  return inOrder.length === exports.length ? inOrder : exports;
}

/** The stages of the configuration that were asked for, in promotion order. */
export function planConfigured(request: ParityRequest, configs: readonly StageConfig[]): PlannedStack[] {
  const names = configs.map(({ stage }) => stage.name);
  for (const wanted of request.stages) if (!names.includes(wanted)) throw unknownStage(wanted, names);
  const chosen = configs.filter(({ stage }) => request.stages.length === 0 || request.stages.includes(stage.name));
  return atLeastTwo(chosen.map(({ stage: { name, stack, aliases } }) => ({ name, aliases, stack })));
}

/**
 * In a project without stagekeeper configuration a stage is a stack; without names, every stack that has a file. The backend
 * knows which stacks there are; where nobody asks it, a stack is one that has a file: any other name evaluates to something, too.
 */
export function planStacks(request: ParityRequest, files: StacksWithFiles): PlannedStack[] {
  const stacks = request.stages.length > 0 ? request.stages : files.stacks;
  if (request.source !== "recorded") {
    const unknown = stacks.map(shortStackName).find((stack) => !files.stacks.includes(stack));
    if (unknown !== undefined) throw stackWithoutFile(unknown, files);
  }
  return atLeastTwo(withoutRepeats(stacks.map((stack) => ({ name: shortStackName(stack), aliases: [], stack }))));
}

/** Allowances stand once in the base, so the stages say the same; each is taken once. */
export function rulesOf(configs: readonly StageConfig[]): ParityRules {
  const allowances = new Map<string, Allowance>();
  const mustDiffer: Record<string, boolean> = {};
  for (const config of configs) {
    for (const allowance of config.allowances) allowances.set(JSON.stringify(allowance), allowance);
    for (const [name, secret] of Object.entries(config.secrets)) {
      if (secret.mustDiffer !== null) mustDiffer[name] = secret.mustDiffer;
    }
  }
  return { allowances: [...allowances.values()], mustDiffer, configuredStages: configs.map(({ stage }) => stage.name) };
}

function stackWithoutFile(stack: string, { stacks, ending }: StacksWithFiles): UserError {
  const near = nearest(stack, stacks);
  const file = `Pulumi.${stack}${ending}`;
  const known = stacks.length > 0 ? `the stacks with a file are ${stacks.join(", ")}` : "no stack has a file";
  return new UserError(
    `There is no ${file}, and so no stack ${stack} to evaluate; ${known}`,
    `${near === null ? "" : `Did you mean ${near}? `}A stack without configuration needs an empty ${file}, or compare what was deployed: --source recorded.`,
  );
}

function withoutRepeats<T extends PlannedStage>(stages: readonly T[]): readonly T[] {
  const names = stages.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`The stage ${twice} is given twice`, "Give each stage once.");
  return stages;
}

function atLeastTwo<T extends PlannedStage>(stages: readonly T[]): T[] {
  if (stages.length >= 2) return [...stages];
  const given = stages.length === 0 ? "none was given" : `only ${stages[0]?.name} was given`;
  throw new UserError(
    `Parity compares at least two stages; ${given}`,
    "Name the stages (npx stagekeeper parity dev prod --source recorded), or their exports (--state dev=dev.json --state prod=prod.json).",
  );
}
