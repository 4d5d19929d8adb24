/** The lines of a resource's inputs in an indented export, where a look has come to a stop. */

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** Spaces before a property of the inputs. */
const INDENT = 20;
const LINE_START = `\n${" ".repeat(INDENT)}`;
const LIST_END = `${LINE_START}]`;
const NONE: readonly string[] = [];
/** From the quote that ends a key to the value: the quote, a colon, a space. */
const AFTER_KEY = 3;

/** Position of the line break that ends the line around `from`. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== NEWLINE) at++;
  return at;
}

/** The key of the property that begins at `start`. */
export function keyAt(bytes: Buffer, start: number): string {
  const key = bytes.toString("utf8", start + INDENT + 1, keyEnd(bytes, start));
  return key.includes("\\") ? JSON.parse(`"${key}"`) : key;
}

/** The text of a property's line where it holds JSON; null where it does not. */
export function jsonTextAround(bytes: Buffer, lineStart: number, lineEnd: number): string | null {
  const end = bytes[lineEnd - 1] === COMMA ? lineEnd - 1 : lineEnd;
  const start = keyEnd(bytes, lineStart) + AFTER_KEY;
  if (start >= end || bytes[start] !== QUOTE || (bytes[start + 1] !== OPEN_BRACE && bytes[start + 1] !== OPEN_BRACKET))
    return null;
  return JSON.parse(bytes.toString("utf8", start, end));
}

/** Within a map that is indented as the inputs are: the texts of the list under a key; none where there is no list of several lines. */
export function textsUnder(bytes: Buffer, key: string): readonly string[] {
  const before = `${LINE_START}"${key}": `;
  let found = bytes.indexOf(before, 0, "latin1");
  if (found < 0) return NONE;
  // Of keys that stand twice the last one counts.
  for (let next = found; next >= 0; next = bytes.indexOf(before, found + 1, "latin1")) found = next;
  const start = found + before.length;
  if (bytes[start] !== OPEN_BRACKET || bytes[start + 1] !== NEWLINE) return NONE;
  return JSON.parse(bytes.toString("utf8", start, bytes.indexOf(LIST_END, start) + LIST_END.length));
}

/** Position of the quote that ends the key of the property that begins at `start`. */
function keyEnd(bytes: Uint8Array, start: number): number {
  let at = start + INDENT + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
