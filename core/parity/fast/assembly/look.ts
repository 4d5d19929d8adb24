/**
 * A look at the inputs of one resource, in all stages that have it, line by line. Most properties are equal to the byte or
 * differ in the stage's own words only; the others are left open, so a look never decides that there is a difference.
 */

import { isCleanJson } from "./json-look";
import { areEqual } from "./judge";
import {
  ASK_JSON,
  ASK_TEXTS,
  DONE,
  MOST_SPAN_WORDS,
  OTHER_KEYS,
  READ_KEY_COUNT,
  READ_KEY_SIZE,
  READ_KEYS,
  READ_SPANS,
  SPANS,
} from "./layout";
import {
  INDENT,
  isOnlyItem,
  isOpening,
  isPropertyEnd,
  keyEnd,
  lineEnd,
  listsOpened,
  newlines,
  propertyEnd,
  textEndIn,
  textStart,
} from "./lines";
import { isAtProperty, lineOf, propertyOf, setLine, setProperty, setText } from "./walks";
import { mayBeForeign } from "./words";

/** What a look at a property has come to, beside what layout.ts says. */
const EQUAL: i32 = 10;
const OPEN: i32 = 11;

/** `"4dabf181`, the start of the key that marks secrets. */
const SIGNATURE: u64 = ((<u64>0x31383166) << 32) | 0x62616434;
const QUOTE: u32 = 0x22;

let walks: i32 = 0;
let isSigned = false;
/** How many words the spans take of properties that are left open, and of those that others are read by. */
export let openWords: i32 = 0;
export let readWords: i32 = 0;

/** Whether the look has come to a stop within a property, how many lists it is in, and in which line. */
let isWithin = false;
let lists: i32 = 0;
let start: usize = 0;
let end: usize = 0;
/** Where the first walk's line differs from another's; 0 where all are the same. */
let difference: usize = 0;

/** The walks stand in memory; `signed` says whether secrets or the like stand in any of them. */
export function begin(count: i32, signed: bool): void {
  walks = count;
  isSigned = signed;
  openWords = 0;
  readWords = 0;
  isWithin = false;
}

/** Looks on until the end, or until there is a question that {@link answer} has to be called for. */
export function look(): i32 {
  while (isWithin || areAtProperty()) {
    if (!isWithin) beginProperty();
    const seen = lookAtLines();
    if (seen < EQUAL) return seen;
    if (!endProperty(seen)) return OTHER_KEYS;
  }
  for (let walk = 0; walk < walks; walk++) if (isAtProperty(walk)) return OTHER_KEYS;
  return DONE;
}

/** Whether what was asked about is equal; returns false where there is no room left to note that it is not. */
export function answer(isEqual: bool): bool {
  if (!isEqual) return endProperty(OPEN);
  for (let walk = 0; walk < walks; walk++) setLine(walk, lineEnd(lineOf(walk)) + 1);
  return isAtEnd() ? endProperty(EQUAL) : true;
}

function areAtProperty(): bool {
  for (let walk = 0; walk < walks; walk++) if (!isAtProperty(walk)) return false;
  return true;
}

function beginProperty(): void {
  for (let walk = 0; walk < walks; walk++) setProperty(walk, lineOf(walk));
  isWithin = true;
  lists = 0;
}

function lookAtLines(): i32 {
  let seen = lookAtLine();
  while (seen === EQUAL && !isAtEnd()) seen = lookAtLine();
  return seen;
}

/** Moves behind the line where it is equal. */
function lookAtLine(): i32 {
  compareLine();
  if (difference !== 0) return lookAtDifference();
  if (isSigned && holdsSignature()) return OPEN;
  if (mayBeCopy() && mayBeForeign(start, end)) return OPEN;
  for (let walk = 0; walk < walks; walk++) setLine(walk, lineOf(walk) + end - start + 1);
  lists += listsOpened(end);
  return EQUAL;
}

function lookAtDifference(): i32 {
  const first = propertyOf(0);
  if (start === first && difference <= keyEnd(first)) return OTHER_KEYS;
  // The order of a list may mean nothing, which only a full comparison knows.
  if (lists > 1 || (lists === 1 && !isOnlyItem(start, end))) return OPEN;
  const seen = lookAtTexts();
  if (seen !== EQUAL) return seen;
  for (let walk = 0; walk < walks; walk++) setLine(walk, lineEnd(lineOf(walk)) + 1);
  return EQUAL;
}

/** Whether the line that was looked at is the last one of the property. */
function isAtEnd(): bool {
  return start === propertyOf(0) ? !isOpening(end) : isPropertyEnd(start);
}

/** Compares the line of the first walk with those of the others. */
function compareLine(): void {
  start = lineOf(0);
  difference = 0;
  for (let walk = 1; walk < walks; walk++) {
    const other = lineOf(walk);
    let offset: usize = 0;
    let found = endOrDifference(start, other);
    while (found === 0) {
      offset += 16;
      found = endOrDifference(start + offset, other + offset);
    }
    end = start + offset + ctz(found);
    const isSame = load<u8>(end) === load<u8>(other + end - start);
    if (!isSame && (difference === 0 || end < difference)) difference = end;
  }
  if (difference !== 0) end = lineEnd(difference);
}

/** A bit for each of the sixteen bytes that is a line break or differs. */
function endOrDifference(at: usize, other: usize): i32 {
  const bytes = v128.load(at);
  return newlines(bytes) | (~i8x16.bitmask(i8x16.eq(bytes, v128.load(other))) & 0xffff);
}

/** Whether the line may hold a URL, an ARN, a host name, or JSON within a text. */
function mayBeCopy(): bool {
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const colons = i8x16.eq(bytes, i8x16.splat(0x3a));
    const behindKey = i8x16.eq(v128.load(at, 1), i8x16.splat(0x20));
    const dots = i8x16.eq(bytes, i8x16.splat(0x2e));
    const backslashes = i8x16.eq(bytes, i8x16.splat(0x5c));
    let found = i8x16.bitmask(v128.or(v128.andnot(colons, behindKey), v128.or(dots, backslashes)));
    if (end - at < 16) found &= (1 << (<i32>(end - at))) - 1;
    if (found !== 0) return true;
  }
  return false;
}

function holdsSignature(): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) === QUOTE && load<u64>(at + 1) === SIGNATURE) return true;
  return false;
}

/** Whether the lines at which the walks are hold one text each, equal though they differ. */
function lookAtTexts(): i32 {
  const offset = difference - start;
  let isFollowed = false;
  for (let walk = 0; walk < walks; walk++) {
    const line = lineOf(walk);
    const lineBreak = lineEnd(line + offset);
    const textEnd = textEndIn(lineBreak);
    const text = textStart(line, line + offset, textEnd);
    if (text === 0) return line === propertyOf(walk) ? lookAtJson() : OPEN;
    // What stands before the difference is the same; what follows the text has to be, too.
    if (walk === 0) isFollowed = textEnd === lineBreak - 2;
    else if (isFollowed !== (textEnd === lineBreak - 2)) return OPEN;
    setText(walk, text, textEnd);
  }
  return areEqual(walks) ? EQUAL : ASK_TEXTS;
}

function lookAtJson(): i32 {
  return isCleanJson(walks) ? EQUAL : ASK_JSON;
}

/** Notes where the property starts and ends, where that is needed later on; false where there is no room for it. */
function endProperty(seen: i32): bool {
  isWithin = false;
  const isOpen = seen === OPEN;
  if (!isOpen && !isReadByOthers()) return true;
  const words = isOpen ? openWords : readWords;
  if (words + walks * 2 > MOST_SPAN_WORDS) return false;
  let to: usize = (isOpen ? SPANS : READ_SPANS) + words * 4;
  for (let walk = 0; walk < walks; walk++, to += 8) {
    const property = propertyOf(walk);
    const after = propertyEnd(property);
    setLine(walk, after);
    store<u32>(to, property);
    store<u32>(to + 4, after);
  }
  if (isOpen) openWords += walks * 2;
  else readWords += walks * 2;
  return true;
}

function isReadByOthers(): bool {
  const key = propertyOf(0) + INDENT + 1;
  const length = keyEnd(propertyOf(0)) - key;
  for (let index = 0; index < READ_KEY_COUNT; index++) {
    const at: usize = READ_KEYS + index * READ_KEY_SIZE;
    if (load<u8>(at) === <u8>length && memory.compare(at + 1, key, length) === 0) return true;
  }
  return false;
}
