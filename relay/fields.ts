/** Reads JSON whose shape is only promised: what is absent or of another kind is null. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The object under a key; an empty one where there is none, whose fields are then all null. */
export function childOf(fields: Fields, key: string): Fields {
  return fieldsOf(own(fields, key)) ?? {};
}

export function textOf(fields: Fields, key: string): string | null {
  const value = own(fields, key);
  return typeof value === "string" ? value : null;
}

/** A text that says something. */
export function wordsOf(fields: Fields, key: string): string | null {
  return textOf(fields, key) || null;
}

/** One of GitHub's numbers: whole, positive, and exact in JavaScript. */
export function idOf(fields: Fields, key: string): number | null {
  const value = own(fields, key);
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** Milliseconds since 1970 of an ISO 8601 time. */
export function timeOf(fields: Fields, key: string): number | null {
  const time = Date.parse(textOf(fields, key) ?? "");
  return Number.isNaN(time) ? null : time;
}

/** What a table holds under a key that comes from outside: nothing for `constructor`. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
