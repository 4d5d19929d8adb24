/** Words for messages: lists as a sentence has them, and the nearest known word to a misspelt one. */
import { distance } from "fastest-levenshtein";

/** `["a", "b", "c"]` as `a, b or c`. */
export function orList(words: readonly string[]): string {
  return joined(words, "or");
}

/** `["a", "b", "c"]` as `a, b and c`. */
export function andList(words: readonly string[]): string {
  return joined(words, "and");
}

/** `1 problem`, `2 problems`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The candidate that the word was probably meant to be, or null where none is near. Case does not count. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  // A third of the letters may be wrong: `reviewer` finds `reviewers`, `red` does not find `team`.
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const candidateDistance = distance(word.toLowerCase(), candidate.toLowerCase());
    if (candidateDistance < bestDistance) {
      best = candidate;
      bestDistance = candidateDistance;
    }
  }
  return best;
}

function joined(words: readonly string[], conjunction: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words[words.length - 1]}`;
}
