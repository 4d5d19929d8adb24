import { type Merged, mergeLayers } from "./merge.ts";
import { repair } from "./repair.ts";
import { withoutReservedKeys } from "./reserved-keys.ts";
import { configSchema, type WrittenConfig } from "./schema/index.ts";
import { shapeViolations } from "./shape.ts";
import type { StageEntry } from "./types.ts";

/** A stage and what is written for it. */
export interface WrittenStage {
  readonly stage: StageEntry;
  readonly written: WrittenConfig;
}

/** `stagekeeper:stage` of every stage by name, where whoever parses has read them all. */
export type AllOverrides = Readonly<Record<string, unknown>>;

/**
 * The stages that live in the same AWS account as this one, itself included. Of a stage whose file was not read, the base
 * says where it lives and what it has.
 */
export function stagesInAccount(
  own: WrittenStage,
  stages: readonly StageEntry[],
  { base, allOverrides: all }: { readonly base: unknown; readonly allOverrides?: AllOverrides },
): readonly WrittenStage[] {
  const inBase = writtenFrom(mergeLayers(base, undefined));
  return stages
    .map((stage) => {
      if (stage.name === own.stage.name) return own;
      return { stage, written: all === undefined ? inBase : writtenFrom(mergeLayers(base, all[stage.name])) };
    })
    .filter(({ written }) => account(written) === account(own.written));
}

/** What the merged layers say, without what does not fit the schema. */
export function writtenFrom({ value }: Merged): WrittenConfig {
  const usable = withoutReservedKeys(value);
  return repair(usable, shapeViolations(configSchema, usable)).written;
}

function account({ aws }: WrittenConfig): string {
  return JSON.stringify([aws.accountStack, aws.accountId]);
}
