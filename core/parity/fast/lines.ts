/** The lines of a resource's inputs in an indented export. */

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Spaces before a property of the inputs. */
const INDENT = 20;

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
  return JSON.parse(bytes.toString("utf8", start + INDENT, keyEnd(bytes, start) + 1));
}

/** By how many lists the lines after this one are deeper within: 1, 0 or -1. */
export function listsOpened(bytes: Uint8Array, lineEnd: number): number {
  const last = bytes[lineEnd - 1];
  if (last === OPEN_BRACKET) return 1;
  const closing = last === COMMA ? lineEnd - 2 : lineEnd - 1;
  return bytes[closing] === CLOSE_BRACKET && bytes[closing - 1] === SPACE ? -1 : 0;
}

/** A line that holds one text under a key, cut at the text; null where it holds something else, or needs to be parsed. */
export interface TextLine {
  /** Everything before the text. */
  readonly start: string;
  readonly text: string;
  /** The closing quote and what follows. */
  readonly end: string;
}

/** Texts with escapes, and those that may hold JSON, are parsed; so are those that are not ASCII: their case is another matter. */
const TEXT_LINE = /^( *"[^"\\]*": ")([^\s{["\\][^"\\]*)(",?)$/;
const ASCII = /^[\x20-\x7e]*$/;

export function toTextLine(bytes: Buffer, start: number, end: number): TextLine | null {
  const line = bytes.toString("latin1", start, end);
  const parts = ASCII.test(line) ? TEXT_LINE.exec(line) : null;
  return parts ? { start: parts[1] ?? "", text: parts[2] ?? "", end: parts[3] ?? "" } : null;
}
