import * as v from "valibot";
import { VendorUnread } from "./questions.ts";

/**
 * What the schema takes of a vendor's answer. Unknown fields are tolerated; a missing one makes it no answer. The failure names
 * the place, never what stood there.
 */
export function parsedAnswer<T>(schema: v.GenericSchema<unknown, T>, answer: unknown): T {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  const place = v.getDotPath(result.issues[0]) ?? "body";
  throw new VendorUnread({ kind: "unknown-answer", what: `unexpected ${place}` });
}
