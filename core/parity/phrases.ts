/** Finds known phrases in texts at word boundaries, leftmost and longest first, in time that hardly depends on their number. */

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

export interface PhraseMatch<T> {
  readonly start: number;
  readonly end: number;
  readonly item: T;
}

/** In a shorter text every part between two edges is looked up; an index of many phrases would take longer to make. */
const SHORT_TEXT = 64;

export class Phrases<T> {
  readonly #minimum: number;
  readonly #items = new Map<string, T>();
  /** Lengths of the phrases that begin with these characters, longest first; null until a long text is searched. */
  #lengths: Map<string, number[]> | null = null;

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
    if (this.#lengths && !this.#items.has(phrase)) this.#addLength(this.#lengths, phrase);
    this.#items.set(phrase, item);
  }

  /** Matches inside the text that `accept` turns into something. */
  find<R>(text: string, accept: (item: T) => R | undefined): readonly PhraseMatch<R>[] {
    const matches: PhraseMatch<R>[] = [];
    if (this.#items.size === 0) return matches;
    for (let start = 0; start + this.#minimum <= text.length; ) {
      const match = isBoundary(text, start) ? this.#matchAt(text, start, accept) : undefined;
      if (match) matches.push(match);
      start = match ? match.end : start + 1;
    }
    return matches;
  }

  #matchAt<R>(text: string, start: number, accept: (item: T) => R | undefined): PhraseMatch<R> | undefined {
    if (text.length > SHORT_TEXT) {
      for (const length of this.#indexed().get(text.slice(start, start + this.#minimum)) ?? []) {
        const match = this.#matchOf(text, start, start + length, accept);
        if (match) return match;
      }
      return undefined;
    }
    for (let end = text.length; end >= start + this.#minimum; end--) {
      const match = this.#matchOf(text, start, end, accept);
      if (match) return match;
    }
    return undefined;
  }

  #matchOf<R>(
    text: string,
    start: number,
    end: number,
    accept: (item: T) => R | undefined,
  ): PhraseMatch<R> | undefined {
    if (end > text.length || !isBoundary(text, end)) return undefined;
    const found = this.#items.get(text.slice(start, end));
    const item = found === undefined ? undefined : accept(found);
    return item === undefined ? undefined : { start, end, item };
  }

  #indexed(): ReadonlyMap<string, readonly number[]> {
    if (!this.#lengths) {
      this.#lengths = new Map();
      for (const phrase of this.#items.keys()) this.#addLength(this.#lengths, phrase);
    }
    return this.#lengths;
  }

  #addLength(index: Map<string, number[]>, phrase: string): void {
    if (phrase.length < this.#minimum) return;
    const prefix = phrase.slice(0, this.#minimum);
    const lengths = index.get(prefix);
    if (!lengths) index.set(prefix, [phrase.length]);
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
