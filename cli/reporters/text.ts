/** Text that people look at: what cannot be seen is made visible, what is too long keeps the part that matters. */
import type { Json } from "../../core/findings/report.ts";
import { jsonText } from "./json-text.ts";

/** Control, format (also direction marks and zero-width), surrogate, private, unassigned; and separators but the space. */
const INVISIBLE = /(?! )[\p{C}\p{Z}]/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A string that would be taken for another value without quotes: empty, padded, a JSON scalar, or in our own brackets. */
const AMBIGUOUS = /^(?:|\s.*|.*\s|true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\(.*\)|".*")$/s;

/** Nearly every text; measuring the others takes fifty times as long. */
const PRINTABLE_ASCII = /^[ -~]*$/;

const ELLIPSIS = "…";
/** The same with the signs that the reports draw with, each one column wide. */
const ONE_COLUMN_EACH = /^[ -~…─≠→○✓✗▲•]*$/;

/** string-width, from when a text was to be measured that has other signs: it takes as long to load as all that is compared. */
let widthOf: ((text: string) => number) | null = null;

/** To be called before texts are measured that may have other signs than ASCII's. */
export async function prepareWidths(text: string): Promise<void> {
  if (!widthOf && !ONE_COLUMN_EACH.test(text)) widthOf = (await import("string-width")).default;
}
/** A character has at least one code unit; one with more than this many is cut, which only hostile text has. */
const UNITS_PER_COLUMN = 8;

/** One line in which every character can be seen: `\n`, `\x1b`, `\u202e` stand for what would move the cursor or the text. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT_ESCAPES[character] ?? escapeSequence(character));
}

/** A value as one line. Strings stand bare where that is unambiguous: `1` is the number, `"1"` the string. */
export function valueText(value: Json): string {
  if (typeof value !== "string") return visible(jsonText(value));
  const shown = visible(value);
  return shown === value && !AMBIGUOUS.test(value) ? value : visible(JSON.stringify(value));
}

/** Columns that the text takes in a terminal. */
export function width(text: string): number {
  return ONE_COLUMN_EACH.test(text) || !widthOf ? text.length : widthOf(text);
}

/** The text, cut at its end to the given columns. */
export function fitEnd(text: string, columns: number): string {
  return fits(text, columns) ? text : takeStart(text, columns - 1) + ELLIPSIS;
}

/** The text, cut in its middle: names differ at their ends. */
export function fitMiddle(text: string, columns: number): string {
  if (fits(text, columns)) return text;
  const tail = takeEnd(text, Math.floor((columns - 1) * 0.6));
  return takeStart(text, columns - 1 - width(tail)) + ELLIPSIS + tail;
}

/** Where texts that stand side by side begin to differ; where they are all the same, the first of the words in them. */
export function pointOfInterest(texts: readonly string[], words: readonly string[]): number {
  const [first = "", ...others] = [...new Set(texts)];
  if (others.length === 0) return Math.max(0, ...words.map((word) => first.indexOf(word)));
  let length = 0;
  while (length < first.length && others.every((other) => other[length] === first[length])) length += 1;
  return length;
}

/** The text, cut so that what begins at the given index stays in view. */
export function fitAround(text: string, index: number, columns: number): string {
  if (fits(text, columns)) return text;
  const context = Math.floor(columns / 3);
  if (index <= context) return fitEnd(text, columns);
  if (fits(text.slice(index), columns - 2)) return ELLIPSIS + takeEnd(text, columns - 1);
  return `${ELLIPSIS}${takeStart(sliceAtCharacter(text, index - context), columns - 2)}${ELLIPSIS}`;
}

/** The text padded with spaces to the given columns. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** Lines of at most the given columns, broken at spaces; a longer word is broken where it must be. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && fits(`${line} ${word}`, columns)) line += ` ${word}`;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
    while (!fits(line, columns)) {
      const start = takeStart(line, columns);
      lines.push(start);
      line = line.slice(start.length);
    }
  }
  return [...lines, line];
}

function escapeSequence(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function fits(text: string, columns: number): boolean {
  return text.length <= columns * UNITS_PER_COLUMN && width(text) <= columns;
}

function sliceAtCharacter(text: string, index: number): string {
  const splitsPair = /[\udc00-\udfff]/.test(text.charAt(index)) && /[\ud800-\udbff]/.test(text.charAt(index - 1));
  return text.slice(splitsPair ? index + 1 : index);
}

let segmenter: Intl.Segmenter | null = null;

/** What a person sees as characters. */
function characters(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

function takeStart(text: string, columns: number): string {
  const start = text.slice(0, columns * UNITS_PER_COLUMN);
  if (PRINTABLE_ASCII.test(start)) return start.slice(0, columns);
  let taken = "";
  let used = 0;
  for (const { segment } of characters(start)) {
    used += width(segment);
    if (used > columns) break;
    taken += segment;
  }
  // A character wider than the line still has to go somewhere, or wrapping would never end.
  return taken === "" && columns > 0 ? text.slice(0, 1) : taken;
}

function takeEnd(text: string, columns: number): string {
  const end = sliceAtCharacter(text, Math.max(0, text.length - columns * UNITS_PER_COLUMN));
  if (PRINTABLE_ASCII.test(end)) return end.slice(Math.max(0, end.length - columns));
  let taken = "";
  let used = 0;
  for (const { segment } of [...characters(end)].reverse()) {
    used += width(segment);
    if (used > columns) break;
    taken = segment + taken;
  }
  return taken;
}
