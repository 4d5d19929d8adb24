import type { DriftDraft } from "../types.ts";
import { isForeign, type LastWrite, mayBeForeign, type UpdateWindow } from "./foreign-writes.ts";
import { isoTime } from "./iso-time.ts";
import type { Recorded } from "./recorded.ts";

/** A declared value that its vendor never shows, and what is known of its last write. */
export interface WriteOnlyValue {
  readonly recorded: Recorded;
  /** Name at the vendor. */
  readonly name: string;
  /** `the environment prod` */
  readonly place: string;
  /** Whether creating it overwrites what is there. */
  readonly isOverwritten: boolean;
  readonly write: LastWrite;
}

/** Those for which the history of updates has to be read. */
export function suspects(values: readonly WriteOnlyValue[]): readonly WriteOnlyValue[] {
  return values.filter(({ write }) => mayBeForeign(write));
}

/**
 * One finding for each value that somebody else wrote. What it holds now cannot be read, so it is not said to differ.
 * @param stack for the command that restores it
 */
export function judgeWrites(
  values: readonly WriteOnlyValue[],
  windows: readonly UpdateWindow[],
  clockOffsetMs: number,
  stack: string,
): DriftDraft[] {
  return values
    .filter(({ write }) => isForeign(write, windows, [clockOffsetMs]))
    .map(({ recorded, name, place, write, isOverwritten }): DriftDraft => {
      const { address, urn } = recorded;
      const at = isoTime(write.writtenAt);
      return {
        code: "drift/changed",
        address,
        path: "value",
        recorded: { state: "secret", group: "A" },
        actual: { state: "unreadable" },
        detail: { vendor: { kind: "foreign-write", name, place, at, stack, urn, isOverwritten } },
      };
    });
}
