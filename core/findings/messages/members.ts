/** What became of a list or a set, where its members are short enough to be named. */
import type { Json, PlaceState } from "../report.ts";

/** More text than this is counted. */
const LONGEST_LIST = 60;

/** `"production" removed, "preview" added`; null where the places are no lists of plain values, or show none. */
export function memberChanges(before: PlaceState | undefined, now: PlaceState | undefined): string | null {
  const recorded = membersOf(before);
  const actual = membersOf(now);
  if (recorded === null || actual === null) return null;
  const removed = without(recorded, actual);
  const added = without(actual, recorded);
  const parts = [named(removed, "removed"), named(added, "added")].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "the order changed";
}

/** The members as JSON. */
function membersOf(place: PlaceState | undefined): readonly string[] | null {
  if (place?.state !== "value" || !Array.isArray(place.value)) return null;
  const members: readonly Json[] = place.value;
  const isPlain = members.every((member) => typeof member !== "object" || member === null);
  return isPlain ? members.map((member) => JSON.stringify(member)) : null;
}

/** What is left of the members when each of the others has taken one of its kind away. */
function without(members: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return members.filter((member) => {
    const count = counts.get(member) ?? 0;
    counts.set(member, count - 1);
    return count <= 0;
  });
}

function named(members: readonly string[], what: "removed" | "added"): string {
  if (members.length === 0) return "";
  const list = members.join(", ");
  return `${list.length <= LONGEST_LIST ? list : members.length} ${what}`;
}
