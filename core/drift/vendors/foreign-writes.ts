/**
 * Whether somebody else wrote a value that nobody can read. Vendors tell when a secret was last written; a time outside of
 * everything that Pulumi did was not Pulumi's. Nothing is kept between runs, and nothing is derived from a value.
 */

/** From when to when Pulumi worked on a stack; epoch milliseconds. */
export interface UpdateWindow {
  readonly start: number;
  /** Infinity for one that has not ended, as far as is known. */
  readonly end: number;
  /** Then the state says of each resource when it was written; a failed one may have written more than the state tells. */
  readonly hasSucceeded: boolean;
}

/** What is known of a value's last write; epoch milliseconds. */
export interface LastWrite {
  /** The vendor's time. */
  readonly writtenAt: number;
  /** The vendor's time of Pulumi's own last write, where the state has it: GitHub's does, Vercel's does not. */
  readonly ownWriteAt: number | null;
  /** The vendor's time of the object's making, where the object is known to be the one that Pulumi made. */
  readonly madeAt: number | null;
  /** When the engine made the resource and last changed it in the state, on its machine's clock. */
  readonly created: number | null;
  readonly modified: number | null;
  readonly unsettled: boolean;
}

/** Clocks differ, and a vendor stamps a write before or after the engine counts it: this much is not held against anybody. */
export const clockToleranceMs = 60_000;

/**
 * Whether the write may be somebody else's, as far as the state alone tells. Almost always false: only then is the history of
 * updates worth reading.
 *
 * - GitHub's state holds GitHub's own time of the provider's last write. An equal time is that write, whatever any clock says.
 * - Of Vercel only the engine's time is known. A write before the state's last change was followed by Pulumi's own, or was
 *   accepted with a refresh. A variable that was never written after its making has the value that Pulumi gave it.
 * - Where nothing is known to compare with, nothing is said.
 */
export function mayBeForeign(write: LastWrite): boolean {
  const { writtenAt, ownWriteAt, madeAt, modified, unsettled } = write;
  if (unsettled) return false;
  if (ownWriteAt !== null) return writtenAt > ownWriteAt;
  if (madeAt !== null && writtenAt <= madeAt + clockToleranceMs) return false;
  return modified !== null && writtenAt > modified + clockToleranceMs;
}

/**
 * Whether the write was somebody else's: outside of every window in which Pulumi may have written this resource, and not beside
 * what the engine recorded of the resource itself. An empty or pruned history decides nothing alone, because {@link mayBeForeign} has to hold too.
 * @param clockOffsetsMs how far the vendor's clock may be ahead of the engine's: the write must be foreign under each of them
 */
export function isForeign(
  write: LastWrite,
  windows: readonly UpdateWindow[],
  clockOffsetsMs: readonly number[],
): boolean {
  if (!mayBeForeign(write)) return false;
  const { writtenAt, ownWriteAt, created, modified } = write;
  return [0, ...clockOffsetsMs].every((offset) => {
    const at = writtenAt - offset;
    const isAfterOwn = ownWriteAt !== null || modified === null || at > modified + clockToleranceMs;
    const own = [...windows.filter((window) => mayHaveWritten(window, write, offset)), ...moments(created, modified)];
    return isAfterOwn && !own.some((window) => isWithin(window, at));
  });
}

/**
 * A succeeded update has written only what it notes in the state as made or changed then, and what the vendor has a time for.
 * Engines before 2023 note no times: then any update may have.
 */
function mayHaveWritten(window: UpdateWindow, { ownWriteAt, created, modified }: LastWrite, offset: number): boolean {
  if (!window.hasSucceeded || modified === null) return true;
  const own = [created, modified, ownWriteAt === null ? null : ownWriteAt - offset];
  return own.some((at) => at !== null && isWithin(window, at));
}

function isWithin({ start, end }: Moment, at: number): boolean {
  return at >= start - clockToleranceMs && at <= end + clockToleranceMs;
}

type Moment = Pick<UpdateWindow, "start" | "end">;

function moments(...times: readonly (number | null)[]): readonly Moment[] {
  return times.flatMap((time) => (time === null ? [] : [{ start: time, end: time }]));
}
