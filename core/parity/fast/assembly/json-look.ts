/**
 * A look at JSON that a text holds in all stages, such as a policy: whether a full comparison would find nothing in it. What is
 * not seen to be equal is asked about: escapes, other forms of white space, sets that may pair in another way.
 */

import { hash } from "./hash";
import { scalarEnd } from "./json";
import { areEqual } from "./judge";
import { KEYS_AT, LEVEL_SIZE, LEVELS, OFFSETS, SCRATCH, SCRATCH_SIZE, SLACK } from "./layout";
import { isPlain, keyEnd, lineEnd, textEndIn } from "./lines";
import { propertyOf, setText, stageOf } from "./walks";
import { mayBeForeign, withoutOwn } from "./words";

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;
const SPACE: u32 = 0x20;
const COMMA: u32 = 0x2c;
const COLON: u32 = 0x3a;
const OPEN_BRACE: u32 = 0x7b;
const OPEN_BRACKET: u32 = 0x5b;
const N: u32 = 0x6e;
/** From the opening sign to the closing one. */
const TO_CLOSING: u32 = 2;
/** A backslash and a quote, as two bytes read at once. */
const ESCAPED_QUOTE: u32 = 0x225c;
/** `4dabf181`, the start of the key that marks secrets. */
const SIGNATURE: u64 = ((<u64>0x31383166) << 32) | 0x62616434;
/** `Statemen`, and its last letter: a list whose order counts. */
const STATEMENT: u64 = ((<u64>0x6e656d65) << 32) | 0x74617453;
const T: u32 = 0x74;
/** Deeper than this is left to the full comparison. */
const DEEPEST: i32 = 40;
const MOST_ELEMENTS: i32 = 256;

/** Offsets of what is known of a level: the sign that closes it, how many elements it has, and what is special about it. */
const CLOSER: usize = 0;
const COUNT: usize = 4;
const DIFFERS: usize = 8;
const HAS_OTHERS: usize = 12;
const ORDERED: usize = 16;
/** By walk, where the first element is. */
const FIRSTS: usize = 32;

let walks: i32 = 0;
/** Of the texts of the property that is looked at; false only means that there is more to be asked. */
export function isCleanJson(count: i32): bool {
  walks = count;
  let start: usize = 0;
  let end: usize = 0;
  for (let walk = 0; walk < walks; walk++) {
    const property = propertyOf(walk);
    const textEnd = textEndIn(lineEnd(property));
    const textStart = keyEnd(property) + 4;
    if (load<u8>(textStart - 1) !== QUOTE || load<u8>(textEnd) !== QUOTE) return false;
    if (walk === 0) {
      start = textStart;
      end = textEnd;
    }
    setOffset(walk, textStart - start);
  }
  if (!areSame(start)) return false;
  const sign: u32 = load<u8>(start);
  if (sign !== OPEN_BRACE && sign !== OPEN_BRACKET) return false;
  const after = lookAtContainer(start);
  if (after !== end) return false;
  for (let walk = 1; walk < walks; walk++) if (load<u8>(end + offset(walk)) !== QUOTE) return false;
  return true;
}

/** Returns the position after the closing sign; 0 where there is something to be asked. */
function lookAtContainer(start: usize): usize {
  let level = 0;
  let at = start;
  open(level, at);
  at = spaceEnd(at + 1);
  let isFirst = true;
  while (at !== 0) {
    const known = levelAt(level);
    if (load<u8>(at) === load<u32>(known + CLOSER)) {
      if (!areSame(at) || !close(level)) return 0;
      at++;
      if (level === 0) return at;
      level--;
      isFirst = false;
      at = spaceEnd(at);
      continue;
    }
    if (!isFirst) {
      if (load<u8>(at) !== COMMA || !areSame(at)) return 0;
      at = spaceEnd(at + 1);
      if (at === 0) return 0;
    }
    isFirst = false;
    let isOrdered = false;
    if (load<u32>(known + CLOSER) === OPEN_BRACE + TO_CLOSING) {
      const key = at + 2;
      at = sameTextEnd(at);
      if (at === 0 || load<u64>(key) === SIGNATURE) return 0;
      isOrdered = level === 0 && isStatement(key, at - 2);
      at = spaceEnd(at);
      if (at === 0 || load<u8>(at) !== COLON || !areSame(at)) return 0;
      at = spaceEnd(at + 1);
      if (at === 0) return 0;
    }
    store<u32>(known + COUNT, load<u32>(known + COUNT) + 1);
    const sign: u32 = load<u8>(at);
    if (sign === OPEN_BRACE || sign === OPEN_BRACKET) {
      if (!areSame(at) || level === DEEPEST) return 0;
      store<u32>(known + HAS_OTHERS, 1);
      level++;
      open(level, at);
      store<u32>(levelAt(level) + ORDERED, isOrdered ? 1 : 0);
      isFirst = true;
      at = spaceEnd(at + 1);
    } else {
      if (load<u16>(at) !== ESCAPED_QUOTE) store<u32>(known + HAS_OTHERS, 1);
      at = load<u16>(at) === ESCAPED_QUOTE ? textEnd(known, at) : sameScalarEnd(at);
      if (at !== 0) at = spaceEnd(at);
    }
  }
  return 0;
}

function open(level: i32, at: usize): void {
  const known = levelAt(level);
  memory.fill(known, 0, FIRSTS);
  store<u32>(known + CLOSER, load<u8>(at) + TO_CLOSING);
  for (let walk = 0; walk < walks; walk++) store<u32>(known + FIRSTS + walk * 4, at + 1 + offset(walk));
}

/** false where the order of the elements may mean nothing, and they may pair in another way. */
function close(level: i32): bool {
  const known = levelAt(level);
  const differs = load<u32>(known + DIFFERS);
  if (differs === 0) return true;
  if (level > 0) store<u32>(levelAt(level - 1) + DIFFERS, 1);
  const isList = load<u32>(known + CLOSER) === OPEN_BRACKET + TO_CLOSING;
  if (!isList || load<u32>(known + COUNT) < 2 || load<u32>(known + ORDERED) === 1) return true;
  return load<u32>(known + HAS_OTHERS) === 0 && areTold(known);
}

/** After a text that is a value; 0 where it is not equal in all stages. */
function textEnd(known: usize, at: usize): usize {
  const end = contentEnd(at + 2);
  if (end === 0 || !isPlain(at + 2, end)) return 0;
  if (isSameText(at, end)) return mayBeForeign(at + 2, end) ? 0 : end + 2;
  store<u32>(known + DIFFERS, 1);
  const first: u32 = load<u8>(at + 2);
  if (first === SPACE || first === OPEN_BRACE || first === OPEN_BRACKET) return 0;
  for (let walk = 0; walk < walks; walk++) {
    const start = at + offset(walk);
    const ownEnd = load<u16>(start) === ESCAPED_QUOTE ? contentEnd(start + 2) : 0;
    if (ownEnd === 0 || !isPlain(start + 2, ownEnd)) return 0;
    setText(walk, start + 2, ownEnd);
    setOffset(walk, ownEnd - end);
  }
  return areEqual(walks) ? end + 2 : 0;
}

/** After a text that has to be the same in all stages, such as a key. */
function sameTextEnd(at: usize): usize {
  if (load<u16>(at) !== ESCAPED_QUOTE) return 0;
  const end = contentEnd(at + 2);
  return end !== 0 && isPlain(at + 2, end) && isSameText(at, end) ? end + 2 : 0;
}

function sameScalarEnd(at: usize): usize {
  const end = scalarEnd(at);
  if (end === 0) return 0;
  for (let walk = 1; walk < walks; walk++) if (memory.compare(at, at + offset(walk), end - at) !== 0) return 0;
  return end;
}

function isStatement(start: usize, end: usize): bool {
  return end - start === 9 && load<u64>(start) === STATEMENT && load<u8>(start + 8) === T;
}

/** Position of the backslash before the quote that ends a text; 0 where it has escapes. */
function contentEnd(start: usize): usize {
  let at = start;
  while (load<u8>(at) !== BACKSLASH && load<u8>(at) >= SPACE) at++;
  return load<u16>(at) === ESCAPED_QUOTE ? at : 0;
}

/** From the backslash before it to the one after it. */
function isSameText(start: usize, end: usize): bool {
  for (let walk = 1; walk < walks; walk++) {
    if (memory.compare(start, start + offset(walk), end + 2 - start) !== 0) return false;
  }
  return true;
}

/** Behind spaces and line breaks, which are the same in all stages; 0 where other escapes follow. */
function spaceEnd(start: usize): usize {
  let at = start;
  for (;;) {
    const sign: u32 = load<u8>(at);
    if (sign === SPACE && areSame(at)) at++;
    else if (sign === BACKSLASH && load<u8>(at + 1) === N && areSame(at) && areSame(at + 1)) at += 2;
    else break;
  }
  return at;
}

/**
 * Whether the elements of the list are told apart by their texts without the stage's own words, so that each has just one
 * counterpart: the one at its own place. Generated names have more.
 */
function areTold(known: usize): bool {
  const count: i32 = load<u32>(known + COUNT);
  if (count > MOST_ELEMENTS) return false;
  for (let walk = 0; walk < walks; walk++) {
    let at: usize = load<u32>(known + FIRSTS + walk * 4);
    for (let element = 0; element < count; element++) {
      while (load<u16>(at) !== ESCAPED_QUOTE) at++;
      const end = contentEnd(at + 2);
      if (end === at + 2 || isGenerated(at + 2, end) || <i32>(end - at) + SLACK > SCRATCH_SIZE) return false;
      const key = hash(SCRATCH, withoutOwn(at + 2, end, stageOf(walk), SCRATCH));
      const to: usize = KEYS_AT + element * 8;
      if (walk > 0 && load<u64>(to) !== key) return false;
      store<u64>(to, key);
      at = end + 2;
      // What stands between two elements has no quote in it.
      for (let earlier = 0; walk === 0 && earlier < element; earlier++) {
        if (load<u64>(KEYS_AT + earlier * 8) === key) return false;
      }
    }
  }
  return true;
}

/** Whether a text ends as Pulumi's generated names do: a hyphen and seven hexadecimal digits. */
function isGenerated(start: usize, end: usize): bool {
  if (end - start < 8 || load<u8>(end - 8) !== 0x2d) return false;
  for (let at = end - 7; at < end; at++) {
    const sign: u32 = load<u8>(at);
    if (sign - 0x30 >= 10 && sign - 0x61 >= 6) return false;
  }
  return true;
}

function areSame(at: usize): bool {
  for (let walk = 1; walk < walks; walk++) if (load<u8>(at) !== load<u8>(at + offset(walk))) return false;
  return true;
}

function offset(walk: i32): usize {
  return load<u32>(OFFSETS + walk * 4);
}

function setOffset(walk: i32, value: usize): void {
  store<u32>(OFFSETS + walk * 4, value);
}

function levelAt(level: i32): usize {
  return LEVELS + level * LEVEL_SIZE;
}
