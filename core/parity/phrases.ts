/** Finds known phrases in texts at word boundaries, leftmost and longest first, in time that hardly depends on their number. */

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

export interface PhraseMatch<T> {
  readonly start: number;
  readonly end: number;
  readonly item: T;
}

export class Phrases<T> {
  readonly #minimum: number;
  readonly #items = new Map<string, T>();
  /** Lengths of the phrases that begin with these characters, longest first. */
  readonly #lengths = new Map<string, number[]>();

  /** Phrases of fewer than `minimum` characters are found as whole values only. */
  constructor(minimum: number) {
    this.#minimum = minimum;
  }

  /** The item of exactly this phrase. */
  whole(phrase: string): T | undefined {
    return this.#items.get(phrase);
  }

  set(phrase: string, item: T): void {
    if (phrase === "") return;
    if (!this.#items.has(phrase) && phrase.length >= this.#minimum) this.#addLength(phrase);
    this.#items.set(phrase, item);
  }

  /** Matches inside the text that `accept` turns into something. */
  find<R>(text: string, accept: (item: T) => R | undefined): readonly PhraseMatch<R>[] {
    const matches: PhraseMatch<R>[] = [];
    if (this.#lengths.size === 0) return matches;
    for (let start = 0; start + this.#minimum <= text.length; ) {
      const match = isBoundary(text, start) ? this.#matchAt(text, start, accept) : undefined;
      if (match) matches.push(match);
      start = match ? match.end : start + 1;
    }
    return matches;
  }

  #matchAt<R>(text: string, start: number, accept: (item: T) => R | undefined): PhraseMatch<R> | undefined {
    for (const length of this.#lengths.get(text.slice(start, start + this.#minimum)) ?? []) {
      const end = start + length;
      if (end > text.length || !isBoundary(text, end)) continue;
      const found = this.#items.get(text.slice(start, end));
      const item = found === undefined ? undefined : accept(found);
      if (item !== undefined) return { start, end, item };
    }
    return undefined;
  }

  #addLength(phrase: string): void {
    const prefix = phrase.slice(0, this.#minimum);
    const lengths = this.#lengths.get(prefix);
    if (!lengths) this.#lengths.set(prefix, [phrase.length]);
    else if (!lengths.includes(phrase.length)) {
      lengths.push(phrase.length);
      lengths.sort((a, b) => b - a);
    }
  }
}

/** Whether a word may begin or end before this position: at most one side is a letter or digit. */
function isBoundary(text: string, position: number): boolean {
  if (position === 0 || position === text.length) return true;
  return !(isAlphanumeric(text, position - 1) && isAlphanumeric(text, position));
}

function isAlphanumeric(text: string, position: number): boolean {
  const code = text.charCodeAt(position);
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  // Half of a surrogate pair: look at the whole character.
  const start = code >= 0xdc00 && code <= 0xdfff && position > 0 ? position - 1 : position;
  return ALPHANUMERIC.test(String.fromCodePoint(text.codePointAt(start) ?? code));
}
