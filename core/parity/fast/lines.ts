/** The lines of a resource's inputs in an indented export. */

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

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

/** Whether a property of the inputs begins here. */
export function isPropertyStart(bytes: Uint8Array, lineStart: number): boolean {
  return bytes[lineStart + INDENT] === QUOTE;
}

/** Whether the line ends with the sign that opens a map or list. */
export function isOpening(bytes: Uint8Array, lineEnd: number): boolean {
  const last = bytes[lineEnd - 1];
  return last === OPEN_BRACE || last === OPEN_BRACKET;
}

/** Whether the line, within a property of several lines, is the last one of it. */
export function isPropertyEnd(bytes: Uint8Array, lineStart: number): boolean {
  return bytes[lineStart + INDENT] !== SPACE;
}

/** Where the property that begins at `start` has ended: the start of the next line. */
export function propertyEnd(bytes: Uint8Array, start: number): number {
  let end = lineEnd(bytes, start);
  if (!isOpening(bytes, end)) return end + 1;
  for (;;) {
    const line = end + 1;
    end = lineEnd(bytes, line);
    if (isPropertyEnd(bytes, line)) return end + 1;
  }
}

/** Position of the quote that ends the key of the property that begins at `start`. */
export function keyEnd(bytes: Uint8Array, start: number): number {
  let at = start + INDENT + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** The key of the property that begins at `start`. */
export function keyAt(bytes: Buffer, start: number): string {
  const key = bytes.toString("utf8", start + INDENT + 1, keyEnd(bytes, start));
  return key.includes("\\") ? JSON.parse(`"${key}"`) : key;
}

/** By how many lists the lines after this one are deeper within: 1, 0 or -1. */
export function listsOpened(bytes: Uint8Array, lineEnd: number): number {
  const last = bytes[lineEnd - 1];
  if (last === OPEN_BRACKET) return 1;
  const closing = last === COMMA ? lineEnd - 2 : lineEnd - 1;
  return bytes[closing] === CLOSE_BRACKET && bytes[closing - 1] === SPACE ? -1 : 0;
}

/** The text that a line holds, as it stands in the bytes. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * The text of a line that holds one, under a key or as an item of a list; `within` is a position in the text. null where it
 * holds something else, or a text that has to be parsed: one with escapes, one that may hold JSON, and one that is not ASCII,
 * whose case is another matter.
 */
export function textAround(bytes: Uint8Array, lineStart: number, within: number, lineEnd: number): TextSpan | null {
  const end = bytes[lineEnd - 1] === COMMA ? lineEnd - 2 : lineEnd - 1;
  if (bytes[end] !== QUOTE) return null;
  let start = within;
  while (start > lineStart && bytes[start - 1] !== QUOTE) start--;
  if (!isTextStart(bytes, lineStart, start - 1) || TO_PARSE_FIRST[bytes[start] ?? 0] === 1) return null;
  for (let at = start; at < end; at++) if (TO_PARSE[bytes[at] ?? 0] === 1) return null;
  return { start, end };
}

/** The text of a property's line where it holds JSON; null where it does not. */
export function jsonTextAround(bytes: Buffer, lineStart: number, lineEnd: number): string | null {
  const end = bytes[lineEnd - 1] === COMMA ? lineEnd - 1 : lineEnd;
  const start = keyEnd(bytes, lineStart) + AFTER_KEY;
  if (start >= end || bytes[start] !== QUOTE || (bytes[start + 1] !== OPEN_BRACE && bytes[start + 1] !== OPEN_BRACKET))
    return null;
  return JSON.parse(bytes.toString("utf8", start, end));
}

/** Whether the quote stands behind a key, or is the first sign of the line. */
function isTextStart(bytes: Uint8Array, lineStart: number, quote: number): boolean {
  if (quote < lineStart || bytes[quote - 1] !== SPACE) return false;
  if (bytes[quote - 2] === COLON) return bytes[quote - 3] === QUOTE;
  for (let at = quote - 2; at >= lineStart; at--) if (bytes[at] !== SPACE) return false;
  return true;
}

/** Signs of texts that are parsed: quotes within, escapes, whatever is not ASCII. */
const TO_PARSE = new Uint8Array(256).fill(1);
for (let sign = SPACE; sign < 0x7f; sign++) TO_PARSE[sign] = sign === QUOTE || sign === BACKSLASH ? 1 : 0;
/** The text is empty, or the start of JSON. */
const TO_PARSE_FIRST = Uint8Array.from(TO_PARSE);
for (const sign of [SPACE, OPEN_BRACE, OPEN_BRACKET]) TO_PARSE_FIRST[sign] = 1;

/** Whether the line is the only item of a list. */
export function isOnlyItem(bytes: Uint8Array, lineStart: number, lineEnd: number): boolean {
  return bytes[lineStart - 2] === OPEN_BRACKET && bytes[lineEnd - 1] !== COMMA;
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
