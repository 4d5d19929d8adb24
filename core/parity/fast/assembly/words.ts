/** The stages' own words in the bytes of their exports. */
import { FIRST_LETTERS, FOREIGN, WHOLE, WORD_WORDS, WORDS } from "./layout";

const BACKSLASH: u32 = 0x5c;
const U: u32 = 0x75;
/** Stands where a word stood; no text has it. */
const PLACEHOLDER: u8 = 1;
/** First byte of the Kelvin sign, the only sign that is a letter of a word in another way than by its case. */
const KELVIN: u32 = 0xe2;

/** Offsets of what layout.ts says of a word. */
const TEXT: usize = 0;
const LENGTH: usize = 4;
const OWNERS: usize = 8;
const REGION_OWNERS: usize = 16;
const OWNERS_END: usize = 20;
const USE: usize = 20;

let wordCount: i32 = 0;

/** The words stand in memory; see layout.ts. */
export function useWords(count: i32): void {
  wordCount = count;
  memory.fill(FIRST_LETTERS, 0, 256);
  for (let index = 0; index < count; index++) {
    const word = wordAt(index);
    if ((load<u32>(word + USE) & FOREIGN) === 0) continue;
    const first: usize = load<u8>(load<u32>(word + TEXT));
    store<u8>(FIRST_LETTERS + first, 1);
    if (isLetter(<u32>first)) store<u8>(FIRST_LETTERS + (first ^ 0x20), 1);
  }
}

/**
 * Whether two texts are equal apart from words that are each stage's own. false only means that it was not seen at a glance.
 * What is between the words is the same, so the words stand at the same places: a word that could reach over its own edges is
 * none of those that are WHOLE.
 */
export function align(a: u32, startA: usize, endA: usize, b: u32, startB: usize, endB: usize): bool {
  let atA = startA;
  let atB = startB;
  let lastWordEnd: usize = 0;
  while (atA < endA || atB < endB) {
    if (atA < endA && atB < endB && load<u8>(atA) === load<u8>(atB)) {
      atA++;
      atB++;
      continue;
    }
    if (atA === lastWordEnd) return false;
    while (atA > startA && isAlphanumeric(load<u8>(atA - 1))) {
      atA--;
      atB--;
    }
    const wordA = atA;
    const wordB = atB;
    while (atA < endA && isAlphanumeric(load<u8>(atA))) atA++;
    while (atB < endB && isAlphanumeric(load<u8>(atB))) atB++;
    if (!areOwn(a, wordA, atA - wordA, b, wordB, atB - wordB)) return false;
    lastWordEnd = atA;
  }
  return true;
}

/** Whether words that differ are each stage's own of the same kind, whatever stands around them. */
function areOwn(a: u32, startA: usize, lengthA: usize, b: u32, startB: usize, lengthB: usize): bool {
  const wordA = find(startA, lengthA);
  const wordB = wordA === 0 ? 0 : find(startB, lengthB);
  if (wordB === 0) return false;
  for (let kind = OWNERS; kind < OWNERS_END; kind += 4) {
    if (((load<u32>(wordA + kind) >> a) & (load<u32>(wordB + kind) >> b) & 1) === 1) return true;
  }
  return false;
}

function find(start: usize, length: usize): usize {
  for (let index = 0; index < wordCount; index++) {
    const word = wordAt(index);
    if (load<u32>(word + LENGTH) !== <u32>length || (load<u32>(word + USE) & WHOLE) === 0) continue;
    if (isWritten(word, start)) return word;
  }
  return 0;
}

/** Writes a text with the stage's own words taken out; returns where it ends. Only of a text that is plain. */
export function withoutOwn(start: usize, end: usize, stage: u32, into: usize): usize {
  let to = into;
  let at = start;
  while (at < end) {
    const length = at === start || !isAlphanumeric(load<u8>(at - 1)) ? wordLengthAt(at, end) : 0;
    if (length > 0 && isOwn(found, stage)) {
      store<u8>(to++, PLACEHOLDER);
      at += length;
      continue;
    }
    for (const next = at + max<usize>(length, 1); at < next; at++) store<u8>(to++, load<u8>(at));
  }
  return to;
}

/** The word that {@link wordLengthAt} found. */
let found: usize = 0;

/** Length of the longest word that stands here with nothing but the letter of a region's zone behind it; 0 where none does. */
function wordLengthAt(at: usize, end: usize): usize {
  for (let index = 0; index < wordCount; index++) {
    found = wordAt(index);
    const length: usize = load<u32>(found + LENGTH);
    const after = at + length;
    if (after > end || !isWritten(found, at)) continue;
    if (after === end || !isAlphanumeric(load<u8>(after))) return length;
    if (load<u32>(found + REGION_OWNERS) === 0 || !isLetter(load<u8>(after))) continue;
    if (after + 1 === end || !isAlphanumeric(load<u8>(after + 1))) return length;
  }
  return 0;
}

function isOwn(word: usize, stage: u32): bool {
  for (let kind = OWNERS; kind < OWNERS_END; kind += 4) if (((load<u32>(word + kind) >> stage) & 1) === 1) return true;
  return false;
}

/** Whether a line, which all stages have, may name one stage and not another: then it may be a finding. */
export function mayBeForeign(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) {
    const sign: u32 = load<u8>(at);
    if (sign === KELVIN) return true;
    if (load<u8>(FIRST_LETTERS + sign) === 1 && isWordStart(start, at) && startsForeign(at, end)) return true;
  }
  return false;
}

function startsForeign(at: usize, end: usize): bool {
  for (let index = 0; index < wordCount; index++) {
    const word = wordAt(index);
    if ((load<u32>(word + USE) & FOREIGN) === 0) continue;
    const after = at + load<u32>(word + LENGTH);
    if (after <= end && isWritten(word, at) && (after === end || !isAlphanumeric(load<u8>(after)))) return true;
  }
  return false;
}

/** Whether no letter or digit stands before; one that is the end of an escape does not count. */
function isWordStart(start: usize, at: usize): bool {
  if (at === start || !isAlphanumeric(load<u8>(at - 1))) return true;
  if (at >= start + 2 && load<u8>(at - 2) === BACKSLASH) return true;
  return at >= start + 6 && load<u8>(at - 6) === BACKSLASH && load<u8>(at - 5) === U;
}

/** In any case. */
function isWritten(word: usize, at: usize): bool {
  const text: usize = load<u32>(word + TEXT);
  const length: usize = load<u32>(word + LENGTH);
  for (let index: usize = 0; index < length; index++) {
    const sign: u32 = load<u8>(at + index);
    if ((isLetter(sign) ? sign | 0x20 : sign) !== load<u8>(text + index)) return false;
  }
  return true;
}

function wordAt(index: i32): usize {
  return WORDS + index * WORD_WORDS * 4;
}

export function isAlphanumeric(sign: u32): bool {
  return isLetter(sign) || sign - 0x30 < 10;
}

function isLetter(sign: u32): bool {
  return (sign | 0x20) - 0x61 < 26;
}
