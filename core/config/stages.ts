/** Which Pulumi stack is which stage, read from the base alone. */
import * as v from "valibot";
import { isMap, mergeLayers } from "./merge.ts";
import { valueAt } from "./path.ts";
import type { WrittenConfig } from "./schema/index.ts";
import { stagesSchema } from "./schema/stages.ts";
import { sameStack } from "./stack-name.ts";
import type { StageEntry } from "./types.ts";

/** What a stack is for: a stage, what exists once per AWS account, or nothing that the configuration names. */
export type StackRole =
  | { readonly kind: "stage"; readonly stage: StageEntry }
  | { readonly kind: "account" }
  | { readonly kind: "unknown"; readonly known: readonly string[] };

export interface StageList {
  /** In promotion order; empty where `stages` itself is wrong, which parsing any stage reports. */
  readonly stages: readonly StageEntry[];
  /** Stack of what exists once per AWS account. */
  readonly accountStack: string;
}

/** The stages and the account stack that a base names, without checking the rest of it. */
export function readStages(base: unknown): StageList {
  const written = v.safeParse(stagesSchema, valueAt(base, ["stages"]));
  const accountStack = valueAt(base, ["aws", "accountStack"]);
  return {
    stages: written.success ? stageEntries(written.output) : [],
    accountStack: typeof accountStack === "string" ? accountStack : "account",
  };
}

/**
 * What the stack is for. `stack` may be the short name that a program sees or a full `organisation/project/name`.
 * With several AWS accounts each account stack names itself in its own file: `aws: { accountStack: <its name> }`.
 */
export function roleOfStack(base: unknown, overrides: unknown, stack: string): StackRole {
  const { stages } = readStages(base);
  const stage = stages.find((entry) => sameStack(entry.stack, stack));
  if (stage) return { kind: "stage", stage };
  const { accountStack } = readStages(mergeLayers(base, isMap(overrides) ? overrides : undefined).value);
  if (sameStack(accountStack, stack)) return { kind: "account" };
  return { kind: "unknown", known: [...stages.map((entry) => entry.stack), accountStack] };
}

export function stageEntries(written: WrittenConfig["stages"]): readonly StageEntry[] {
  return written.map((entry) =>
    typeof entry === "string"
      ? { name: entry, stack: entry, aliases: [] }
      : { name: entry.name, stack: entry.stack ?? entry.name, aliases: entry.aliases },
  );
}
