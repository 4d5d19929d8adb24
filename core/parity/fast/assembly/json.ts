/** Where texts, numbers and words of JSON end. 0 where they are none; then {@link stoppedAt} says how far it looked right. */

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;
const ZERO: u32 = 0x30;
const MINUS: u32 = 0x2d;
const PLUS: u32 = 0x2b;
const POINT: u32 = 0x2e;
/** `e`, and the bit that makes letters small. */
const EXPONENT: u32 = 0x65;
const LOWER_CASE: u32 = 0x20;
/** Words as they are read from memory, four bytes at once. */
const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const FALS: u32 = 0x736c6166;

export let stoppedAt: usize = 0;

export function stop(at: usize): usize {
  stoppedAt = at;
  return 0;
}

/** Position of the quote that ends a text, given the position after the one that begins it. */
export function textEnd(start: usize): usize {
  let at = nextSpecial(start);
  while (load<u8>(at) === BACKSLASH) {
    at = escapeEnd(at + 1);
    if (at === 0) return 0;
    at = nextSpecial(at);
  }
  return load<u8>(at) === QUOTE ? at : stop(at);
}

/** Position of the next quote, backslash or control character. */
function nextSpecial(start: usize): usize {
  let at = start;
  let special = specialBytes(v128.load(at));
  while (special === 0) {
    at += 16;
    special = specialBytes(v128.load(at));
  }
  return at + ctz(special);
}

/** A bit for each of the sixteen bytes that is a quote, a backslash or a control character. */
function specialBytes(bytes: v128): i32 {
  const quotes = i8x16.eq(bytes, i8x16.splat(0x22));
  const backslashes = i8x16.eq(bytes, i8x16.splat(0x5c));
  const controls = i8x16.lt_u(bytes, i8x16.splat(0x20));
  return i8x16.bitmask(v128.or(v128.or(quotes, backslashes), controls));
}

/**
 * After an escape. One that hides a printable ASCII character is left to the full path, so that a look at the bytes finds
 * every word; Go's encoder hides only `<`, `>` and `&`.
 */
function escapeEnd(at: usize): usize {
  const sign: u32 = load<u8>(at);
  if (sign !== 0x75) return isSimpleEscape(sign) ? at + 1 : stop(at);
  let code: i32 = 0;
  for (let digit = at + 1; digit < at + 5; digit++) {
    const value = hexValue(load<u8>(digit));
    if (value < 0) return stop(digit);
    code = code * 16 + value;
  }
  const isHidden = code >= 0x20 && code < 0x7f && code !== 0x3c && code !== 0x3e && code !== 0x26;
  return isHidden ? stop(at) : at + 5;
}

/** One of `"`, `\`, b, f, n, r and t; `\/` would hide a character. */
function isSimpleEscape(sign: u32): bool {
  return (
    sign === QUOTE ||
    sign === BACKSLASH ||
    sign === 0x62 ||
    sign === 0x66 ||
    sign === 0x6e ||
    sign === 0x72 ||
    sign === 0x74
  );
}

/** After a number, true, false or null. */
export function scalarEnd(start: usize): usize {
  const word = load<u32>(start);
  if (word === TRUE || word === NULL) return start + 4;
  if (word === FALS) return load<u8>(start + 4) === 0x65 ? start + 5 : stop(start);
  const first: u32 = load<u8>(start);
  return numberEnd(first === MINUS ? start + 1 : start);
}

function numberEnd(start: usize): usize {
  const point = digitsEnd(start);
  if (point === 0 || (load<u8>(start) === ZERO && point > start + 1)) return stop(start);
  const fraction = load<u8>(point) === POINT ? digitsEnd(point + 1) : point;
  if (fraction === 0) return stop(point);
  if ((load<u8>(fraction) | LOWER_CASE) !== EXPONENT) return fraction;
  const sign: u32 = load<u8>(fraction + 1);
  const exponent = digitsEnd(sign === PLUS || sign === MINUS ? fraction + 2 : fraction + 1);
  return exponent === 0 ? stop(fraction) : exponent;
}

/** After at least one digit; 0 where none stands. */
function digitsEnd(start: usize): usize {
  let at = start;
  while (load<u8>(at) - ZERO < 10) at++;
  return at === start ? 0 : at;
}

function hexValue(sign: i32): i32 {
  if (sign >= 0x30 && sign <= 0x39) return sign - 0x30;
  const letter = sign | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
