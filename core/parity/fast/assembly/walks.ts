/** One stage's inputs of a resource, and how far a look has come in them. */
import { hash } from "./hash";
import {
  AT,
  END,
  PROPERTY,
  RECORDED_END,
  RECORDED_START,
  SELF,
  STAGE,
  TEXT_END,
  TEXT_START,
  WALK_WORDS,
  WALKS,
} from "./layout";
import { INDENT, isPlain, keyEnd, lineEnd, NEWLINE, QUOTE } from "./lines";
import { NONE, withUrn } from "./resources";

const COLON: u32 = 0x3a;
const OPEN_BRACKET: u32 = 0x5b;
/** The opening brace or bracket and the line break. */
const FIRST_LINE: usize = 2;
/** From the quote that ends a key to the value: the quote, a colon, a space. */
const AFTER_KEY: usize = 3;
/** Spaces before a URN. */
const ITEM_INDENT: usize = 24;

function get(walk: i32, word: usize): usize {
  return load<u32>(WALKS + walk * WALK_WORDS * 4 + word * 4);
}

function set(walk: i32, word: usize, value: usize): void {
  store<u32>(WALKS + walk * WALK_WORDS * 4 + word * 4, value);
}

/** Puts the walk at the first line of a resource's inputs. */
export function startWalk(
  walk: i32,
  at: usize,
  end: usize,
  recordedStart: usize,
  recordedEnd: usize,
  self: usize,
  stage: usize,
): void {
  set(walk, AT, at);
  set(walk, END, end);
  set(walk, RECORDED_START, recordedStart);
  set(walk, RECORDED_END, recordedEnd);
  set(walk, SELF, self);
  set(walk, STAGE, stage);
}

export function lineOf(walk: i32): usize {
  return get(walk, AT);
}

export function setLine(walk: i32, at: usize): void {
  set(walk, AT, at);
}

export function isAtProperty(walk: i32): bool {
  const at = get(walk, AT);
  return at < get(walk, END) && load<u8>(at + INDENT) === QUOTE;
}

export function propertyOf(walk: i32): usize {
  return get(walk, PROPERTY);
}

export function setProperty(walk: i32, start: usize): void {
  set(walk, PROPERTY, start);
}

export function setText(walk: i32, start: usize, end: usize): void {
  set(walk, TEXT_START, start);
  set(walk, TEXT_END, end);
}

export function textStartOf(walk: i32): usize {
  return get(walk, TEXT_START);
}

export function textEndOf(walk: i32): usize {
  return get(walk, TEXT_END);
}

export function textHash(walk: i32): u64 {
  return hash(get(walk, TEXT_START), get(walk, TEXT_END));
}

export function stageOf(walk: i32): u32 {
  return get(walk, STAGE);
}

export function selfOf(walk: i32): i32 {
  return get(walk, SELF);
}

/** The first of the lines that name what the property was made from; 0 where there are none. */
export function recordedLines(walk: i32): usize {
  const start = get(walk, RECORDED_START);
  const end = get(walk, RECORDED_END);
  if (start === 0) return 0;
  const key = get(walk, PROPERTY) + INDENT;
  const length = keyEnd(get(walk, PROPERTY)) + 1 - key;
  let found: usize = 0;
  for (let line = start + FIRST_LINE; line < end; line = lineEnd(line) + 1) {
    const at = line + INDENT;
    if (load<u8>(at) !== QUOTE || load<u8>(at + length) !== COLON || memory.compare(at, key, length) !== 0) continue;
    // Of keys that stand twice the last one counts.
    const value = at + length - 1 + AFTER_KEY;
    found = load<u8>(value) === OPEN_BRACKET && load<u8>(value + 1) === NEWLINE ? value + FIRST_LINE : 0;
  }
  return found;
}

/** Whether the key stands in `propertyDependencies` as it stands here, if it does. */
export function hasPlainKey(walk: i32): bool {
  const start = get(walk, PROPERTY);
  return isPlain(start + INDENT + 1, keyEnd(start));
}

/** The resource whose URN stands in a line; {@link NONE} where the stage has none. */
export function resourceIn(walk: i32, line: usize): i32 {
  const end = lineEnd(line);
  const quote = load<u8>(end - 1) === QUOTE ? end - 1 : end - 2;
  const start = line + ITEM_INDENT + 1;
  return isPlain(start, quote) ? withUrn(start, quote, stageOf(walk)) : NONE;
}

/** Whether another URN stands in a line. */
export function isUrn(line: usize): bool {
  return load<u8>(line + ITEM_INDENT) === QUOTE && load<u8>(line + INDENT) !== QUOTE;
}
