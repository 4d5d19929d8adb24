/** The lines of a resource's inputs. */

export const QUOTE: u32 = 0x22;
const COMMA: u32 = 0x2c;
export const NEWLINE: u32 = 0x0a;
const SPACE: u32 = 0x20;
const COLON: u32 = 0x3a;
const BACKSLASH: u32 = 0x5c;
const OPEN_BRACE: u32 = 0x7b;
const OPEN_BRACKET: u32 = 0x5b;
const CLOSE_BRACKET: u32 = 0x5d;

/** Spaces before a property of the inputs. */
export const INDENT: usize = 20;

/** Position of the line break that ends the line around `from`. */
export function lineEnd(from: usize): usize {
  let at = from;
  let found = newlines(v128.load(at));
  while (found === 0) {
    at += 16;
    found = newlines(v128.load(at));
  }
  return at + ctz(found);
}

export function newlines(bytes: v128): i32 {
  return i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x0a)));
}

/** Whether the line ends with the sign that opens a map or list. */
export function isOpening(lineEnd: usize): bool {
  const last: u32 = load<u8>(lineEnd - 1);
  return last === OPEN_BRACE || last === OPEN_BRACKET;
}

/** Whether the line, within a property of several lines, is the last one of it. */
export function isPropertyEnd(lineStart: usize): bool {
  return load<u8>(lineStart + INDENT) !== SPACE;
}

/** Where the property that begins at `start` has ended: the start of the next line. */
export function propertyEnd(start: usize): usize {
  let end = lineEnd(start);
  if (!isOpening(end)) return end + 1;
  let line = end + 1;
  end = lineEnd(line);
  while (!isPropertyEnd(line)) {
    line = end + 1;
    end = lineEnd(line);
  }
  return end + 1;
}

/** Position of the quote that ends the key of the property that begins at `start`. */
export function keyEnd(start: usize): usize {
  let at = start + INDENT + 1;
  while (load<u8>(at) !== QUOTE) at += load<u8>(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** By how many lists the lines after this one are deeper within: 1, 0 or -1. */
export function listsOpened(lineEnd: usize): i32 {
  const last: u32 = load<u8>(lineEnd - 1);
  if (last === OPEN_BRACKET) return 1;
  const closing = last === COMMA ? lineEnd - 2 : lineEnd - 1;
  return load<u8>(closing) === CLOSE_BRACKET && load<u8>(closing - 1) === SPACE ? -1 : 0;
}

/** Whether the line is the only item of a list. */
export function isOnlyItem(lineStart: usize, lineEnd: usize): bool {
  return load<u8>(lineStart - 2) === OPEN_BRACKET && load<u8>(lineEnd - 1) !== COMMA;
}

/** Position of the quote that ends the line's text, where the line ends with one. */
export function textEndIn(lineEnd: usize): usize {
  return load<u8>(lineEnd - 1) === COMMA ? lineEnd - 2 : lineEnd - 1;
}

/**
 * Where the text begins that a line holds, under a key or as an item of a list; `within` is a position in the text, `end` that
 * of the line's last quote. 0 where it holds something else, or a text that has to be parsed: one with escapes, one that may
 * hold JSON, and one that is not ASCII, whose case is another matter.
 */
export function textStart(lineStart: usize, within: usize, end: usize): usize {
  if (load<u8>(end) !== QUOTE) return 0;
  let start = within;
  while (start > lineStart && load<u8>(start - 1) !== QUOTE) start--;
  const first: u32 = load<u8>(start);
  if (start >= end || first === SPACE || first === OPEN_BRACE || first === OPEN_BRACKET) return 0;
  return isTextStart(lineStart, start - 1) && isPlain(start, end) ? start : 0;
}

/** Whether the quote stands behind a key, or is the first sign of the line. */
function isTextStart(lineStart: usize, quote: usize): bool {
  if (quote < lineStart || load<u8>(quote - 1) !== SPACE) return false;
  if (load<u8>(quote - 2) === COLON) return load<u8>(quote - 3) === QUOTE;
  for (let at = lineStart; at < quote - 1; at++) if (load<u8>(at) !== SPACE) return false;
  return true;
}

/** Whether no sign between is a quote, an escape, one that Go's encoder would write as an escape, or none of ASCII. */
export function isPlain(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    let found = i8x16.bitmask(
      v128.or(
        v128.or(
          v128.or(i8x16.lt_s(bytes, i8x16.splat(0x20)), i8x16.eq(bytes, i8x16.splat(0x7f))),
          v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
        ),
        v128.or(
          v128.or(i8x16.eq(bytes, i8x16.splat(0x3c)), i8x16.eq(bytes, i8x16.splat(0x3e))),
          i8x16.eq(bytes, i8x16.splat(0x26)),
        ),
      ),
    );
    if (end - at < 16) found &= (1 << (<i32>(end - at))) - 1;
    if (found !== 0) return false;
  }
  return true;
}
