import { isTree } from "../../parity/values.ts";
import type { UpdateWindow } from "./foreign-writes.ts";

/** Kinds of updates that write to no vendor: they read, or change the state alone (pulumi/pulumi, sdk/go/common/apitype). */
const ONLY_READING: readonly unknown[] = ["refresh", "preview", "rename", "import", "resource-import"];

/**
 * Windows of `pulumi stack history --json`; null where the text is none. Only times, kind and result are read: an entry also
 * holds the configuration of its update. Failed updates count, since they have written, too.
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
    if (!isTree(entry) || ONLY_READING.includes(entry["kind"])) return [];
    const start = Date.parse(String(entry["startTime"]));
    const end = Date.parse(String(entry["endTime"]));
    if (Number.isNaN(start)) return [];
    // One that has not ended is written without an end, or with that of 1970.
    const hasEnded = end >= start;
    const hasSucceeded = hasEnded && entry["result"] === "succeeded";
    return [{ start, end: hasEnded ? end : Number.POSITIVE_INFINITY, hasSucceeded }];
  });
}
