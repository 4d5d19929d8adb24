/** Whether texts that differ are equal all the same, as far as that is seen without parsing anything. */

import { isPlain, lineEnd } from "./lines";
import { addressOf, idHashOf, mayHaveText, NONE, onlyOther } from "./resources";
import {
  hasPlainKey,
  isUrn,
  recordedLines,
  resourceIn,
  selfOf,
  stageOf,
  textEndOf,
  textHash,
  textStartOf,
} from "./walks";
import { align } from "./words";

/** Where addresses are gathered: none yet, one, or more than one (or one that is not known). */
const NO_ADDRESS: i32 = -1;
const SEVERAL: i32 = -2;

/** The same of texts that callers have put there: only plain ones are hashed as the scanner hashes ids. */
export function areTextsEqual(walks: i32): bool {
  for (let walk = 0; walk < walks; walk++) if (!isPlain(textStartOf(walk), textEndOf(walk))) return false;
  return areEqual(walks);
}

/** Of the texts of all walks; false only means that there is more to be asked. */
export function areEqual(walks: i32): bool {
  return areAligned(walks) ? !mayReferApart(walks) : areSameRecordedId(walks);
}

function areAligned(walks: i32): bool {
  for (let a = 0; a < walks; a++) {
    for (let b = a + 1; b < walks; b++) {
      const isSame = align(stageOf(a), textStartOf(a), textEndOf(a), stageOf(b), textStartOf(b), textEndOf(b));
      if (!isSame) return false;
    }
  }
  return true;
}

/**
 * Texts that align differ all the same where whole texts of two stages refer to resources of different addresses. Here the
 * addresses are gathered to which a text can refer at all: as long as there is one only, they do not.
 */
function mayReferApart(walks: i32): bool {
  let only = NO_ADDRESS;
  for (let walk = 0; walk < walks; walk++) {
    // With no reference in any other stage, that of the last one does not matter.
    if (walk === walks - 1 && only === NO_ADDRESS) return false;
    const text = textHash(walk);
    const other = onlyOther(text, stageOf(walk), selfOf(walk));
    if (other !== NONE) only = together(only, addressOf(other));
    only = withRecorded(walk, text, only);
    if (only === SEVERAL) return true;
  }
  return false;
}

/** Of the resources that the property was made from, those count that may have the text as an output. */
function withRecorded(walk: i32, text: u64, known: i32): i32 {
  let only = known;
  if (!hasPlainKey(walk)) return SEVERAL;
  let line = recordedLines(walk);
  if (line === 0) return only;
  for (; isUrn(line); line = lineEnd(line) + 1) {
    const number = resourceIn(walk, line);
    if (number === NONE) return SEVERAL;
    if (number !== selfOf(walk) && mayHaveText(number, text)) only = together(only, addressOf(number));
    if (only === SEVERAL) break;
  }
  return only;
}

function together(known: i32, address: i32): i32 {
  return known === NO_ADDRESS || known === address ? address : SEVERAL;
}

/** Generated ids are equal where each is the id of the same resource in its stage, of those that the property was made from. */
function areSameRecordedId(walks: i32): bool {
  let only = NO_ADDRESS;
  for (let walk = 0; walk < walks; walk++) {
    const found = hasPlainKey(walk) ? addressOfRecordedId(walk) : SEVERAL;
    if (found < 0) return false;
    only = together(only, found);
    if (only === SEVERAL) return false;
  }
  return true;
}

/** Negative where not exactly one of the recorded resources has the text as its id. */
function addressOfRecordedId(walk: i32): i32 {
  const text = textHash(walk);
  let found = NO_ADDRESS;
  let line = recordedLines(walk);
  if (line === 0) return found;
  for (; isUrn(line); line = lineEnd(line) + 1) {
    const number = resourceIn(walk, line);
    if (number === NONE || number === selfOf(walk) || idHashOf(number) !== text) continue;
    if (found !== NO_ADDRESS) return SEVERAL;
    found = addressOf(number);
  }
  return found;
}
