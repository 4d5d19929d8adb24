/** Looks for the stages' words in the bytes of an export, where {@link Vocabulary} looks in parsed texts. */
import { type Vocabulary, WORD_KINDS, type Word } from "../words.ts";

/** Words of these kinds are found by a plain search, in any text whose other signs are ASCII too. */
const PLAIN_WORD = /^[A-Za-z0-9_.-]+$/;
const SEPARATOR = /[^A-Za-z0-9]/;
/** The Kelvin sign in UTF-8: the only other sign that is a `k` in any case. */
const KELVIN_SIGN = "\u00e2\u0084\u00aa";

export class PlainWords {
  readonly #stages: number;
  readonly #words = new Map<string, Word>();
  /** Parts of words that have several, for example `eu` of `eu-central-1`: what they mean depends on what stands beside them. */
  readonly #partsOfOthers = new Set<string>();
  readonly #foreign: RegExp | null;
  #lastOwn = { a: -1, wordA: "", b: -1, wordB: "" };

  private constructor(words: readonly Word[], stages: number) {
    this.#stages = stages;
    for (const word of words) {
      const parts = word.text.split(SEPARATOR);
      if (parts.length === 1) this.#words.set(word.text, word);
      else for (const part of parts) this.#partsOfOthers.add(part);
    }
    this.#foreign = this.#foreignPattern(words);
  }

  /** null where a word could be written in a way that a search in the bytes does not find. */
  static of(vocabulary: Vocabulary, stages: number): PlainWords | null {
    const words = vocabulary.words();
    return words.every((word) => PLAIN_WORD.test(word.text)) ? new PlainWords(words, stages) : null;
  }

  /** Whether the word means the same wherever it stands. */
  isWhole({ text }: Word): boolean {
    return this.#words.has(text) && !this.#partsOfOthers.has(text);
  }

  /** Whether some stages own the word as name or account, but not all. */
  isForeign({ owners }: Word): boolean {
    const some = (stages: ReadonlySet<number>) => stages.size > 0 && stages.size < this.#stages;
    return some(owners.name) || some(owners.account);
  }

  /** Whether a line, which all stages have, may name one stage and not another: then it may be a finding. `line` as Latin-1. */
  mayBeForeign(line: string): boolean {
    return this.#foreign?.test(line) === true;
  }

  /** Whether words that differ are each stage's own of the same kind, whatever stands around them. */
  areOwn(a: number, wordA: string, b: number, wordB: string): boolean {
    const known = this.#lastOwn;
    // Nearly always the stages' names.
    if (known.wordA === wordA && known.wordB === wordB && known.a === a && known.b === b) return true;
    const areOwn = this.#findOwn(a, wordA, b, wordB);
    if (areOwn) this.#lastOwn = { a, wordA, b, wordB };
    return areOwn;
  }

  #findOwn(a: number, wordA: string, b: number, wordB: string): boolean {
    const [keyA, keyB] = [wordA.toLowerCase(), wordB.toLowerCase()];
    const [ofA, ofB] = [this.#words.get(keyA), this.#words.get(keyB)];
    if (!ofA || !ofB || this.#partsOfOthers.has(keyA) || this.#partsOfOthers.has(keyB)) return false;
    return WORD_KINDS.some((kind) => ofA.owners[kind].has(a) && ofB.owners[kind].has(b));
  }

  /** An escape may stand before a foreign word. */
  #foreignPattern(words: readonly Word[]): RegExp | null {
    const foreign = words.filter((word) => this.isForeign(word));
    if (foreign.length === 0) return null;
    const alternatives = foreign.map((word) => word.text.replaceAll(".", "\\.")).join("|");
    return new RegExp(
      `(?:^|[^A-Za-z0-9]|\\\\[bfnrt]|\\\\u[0-9a-fA-F]{4})(?:${alternatives})(?![A-Za-z0-9])|${KELVIN_SIGN}`,
      "i",
    );
  }
}

const ALPHANUMERIC = new Uint8Array(256);
for (const sign of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  ALPHANUMERIC[sign.charCodeAt(0)] = 1;

/**
 * Whether two texts are equal apart from words that are each stage's own. false only means that it was not seen at a glance.
 * What is between the words is the same, so the words stand at the same places: a word that could reach over its own edges is
 * none of those that {@link PlainWords.areOwn} knows.
 */
export function alignAtAGlance(words: PlainWords, a: number, textA: string, b: number, textB: string): boolean {
  let atA = 0;
  let atB = 0;
  let lastWordEnd = -1;
  while (atA < textA.length || atB < textB.length) {
    if (atA < textA.length && atB < textB.length && textA.charCodeAt(atA) === textB.charCodeAt(atB)) {
      atA++;
      atB++;
      continue;
    }
    if (atA === lastWordEnd) return false;
    while (atA > 0 && isAlphanumeric(textA, atA - 1)) {
      atA--;
      atB--;
    }
    const startA = atA;
    const startB = atB;
    while (isAlphanumeric(textA, atA)) atA++;
    while (isAlphanumeric(textB, atB)) atB++;
    if (!words.areOwn(a, textA.slice(startA, atA), b, textB.slice(startB, atB))) return false;
    lastWordEnd = atA;
  }
  return true;
}

function isAlphanumeric(text: string, position: number): boolean {
  return position < text.length && ALPHANUMERIC[text.charCodeAt(position)] === 1;
}
