/**
 * The few building blocks of the configuration's schema. The message of each is what is allowed, in words:
 * `shape.ts` adds the path, the value given and the next step.
 */
import * as v from "valibot";
import { orList } from "../../text/words.ts";

/** A map with fixed keys. */
export function section<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, `a map with the keys ${orList(Object.keys(entries))}`);
}

/** A map whose keys the user chooses. */
export function mapOf<Value extends v.GenericSchema>(nameSchema: NameSchema, value: Value) {
  return v.record(nameSchema, value, "a map");
}

export type NameSchema = v.GenericSchema<string, string>;

export function text(allowed = "a text") {
  return v.string(allowed);
}

export function filled(allowed: string) {
  return v.pipe(v.string(allowed), v.nonEmpty(allowed));
}

/** A text that matches a pattern. */
export function matching(pattern: RegExp, allowed: string) {
  return v.pipe(v.string(allowed), v.regex(pattern, allowed));
}

export function oneOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(options, orList(options));
}

export function flag() {
  return v.boolean("true or false");
}

/** A whole number in a range, both ends included. */
export function integer(from: number, to: number, unit = "") {
  const allowed = `a whole number${unit && ` of ${unit}`} from ${from} to ${to}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(from, allowed), v.maxValue(to, allowed));
}

export function listOf<Item extends v.GenericSchema>(item: Item, allowed: string) {
  return v.array(item, `a list of ${allowed}`);
}

/** The text that editors show for a key. */
export function described<Schema extends v.GenericSchema>(schema: Schema, description: string) {
  return v.pipe(schema, v.description(description));
}

/** A name of a stage, table, layer or pipeline that stands in paths and in names at the vendors. */
export const wordName = matching(
  /^[A-Za-z][A-Za-z0-9_-]*$/,
  "a name of letters, digits, - and _ that starts with a letter",
);

/** A name that becomes a part of a name where the vendor takes lower case only. */
export const lowerName = matching(
  /^[a-z][a-z0-9-]*$/,
  "a name of lower-case letters, digits and - that starts with a letter",
);
