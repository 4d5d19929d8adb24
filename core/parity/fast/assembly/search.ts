/** Finds ids and ARNs within a text, at word boundaries, leftmost and longest first; as ../../phrases.ts. */
import { hash } from "./hash";
import { NONE, onlyOther } from "./resources";
import { isAlphanumeric } from "./words";

/** Where in the text the last match starts and ends. */
export let foundStart: i32 = 0;
export let foundEnd: i32 = 0;

/**
 * The next resource whose id or ARN is a part of at least `shortest` signs of the text of plain ASCII. The search begins with the
 * part from `from` to `to`, goes on with shorter ones, then with what starts behind `from`.
 */
export function nextOther(text: usize, length: i32, from: i32, to: i32, shortest: i32, stage: u32, self: i32): i32 {
  let last = to;
  for (let start = from; start + shortest <= length; start++, last = length) {
    if (!isBoundary(text, length, start)) continue;
    for (let end = last; end >= start + shortest; end--) {
      if (!isBoundary(text, length, end)) continue;
      const found = onlyOther(hash(text + start, text + end), stage, self);
      if (found === NONE) continue;
      foundStart = start;
      foundEnd = end;
      return found;
    }
  }
  return NONE;
}

function isBoundary(text: usize, length: i32, position: i32): bool {
  if (position === 0 || position === length) return true;
  return !(isAlphanumeric(load<u8>(text + position - 1)) && isAlphanumeric(load<u8>(text + position)));
}
