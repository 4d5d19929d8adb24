import { isTree } from "../../parity/values.ts";
import type { UpdateWindow } from "./foreign-writes.ts";

/**
 * Windows of `pulumi stack history --json`; null where the text is none. Only the times are read: an entry also holds the
 * configuration of its update. Updates of every kind and result count, since a failed one has written, too.
 */
export function parseHistory(text: string): readonly UpdateWindow[] | null {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(entries)) return null;
  return entries.flatMap((entry: unknown) => {
    const start = isTree(entry) ? Date.parse(String(entry["startTime"])) : Number.NaN;
    const end = isTree(entry) ? Date.parse(String(entry["endTime"])) : Number.NaN;
    // One that has not ended is written without an end, or with that of 1970.
    return Number.isNaN(start) ? [] : [{ start, end: end >= start ? end : Number.POSITIVE_INFINITY }];
  });
}
