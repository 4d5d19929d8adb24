/** The stages' own words: what may differ in a text because each stage has its own. */

/** Words of different kinds never stand for each other. */
export type WordKind = "name" | "account" | "region";
export const WORD_KINDS: readonly WordKind[] = ["name", "account", "region"];

/** What one stage calls its own. */
export interface OwnWords {
  /** Name, aliases and stack. */
  readonly names: readonly string[];
  readonly accounts: Iterable<string>;
  readonly regions: Iterable<string>;
}

/** A word and, by kind, the positions of the stages that own it. */
export class Word {
  readonly text: string;
  readonly owners: Readonly<Record<WordKind, Set<number>>> = { name: new Set(), account: new Set(), region: new Set() };
  constructor(text: string) {
    this.text = text;
  }
  ownedBy(stage: number): boolean {
    return WORD_KINDS.some((kind) => this.owners[kind].has(stage));
  }
}

/** A text cut at the stages' words: `texts[0] words[0] texts[1] words[1] ... texts[n]`. */
export interface CutText {
  readonly texts: readonly string[];
  readonly words: readonly Word[];
  /** The words as the text writes them, in its case. */
  readonly written: readonly string[];
}

/** Stands in an address and in a map key where a stage's own word stood. */
const STAGE_PLACEHOLDER = "<stage>";

/** All words of all stages. */
export class Vocabulary {
  readonly #words = new Map<string, Word>();
  /** Short ASCII pattern first: most texts are ASCII, and Unicode classes are several times slower. */
  readonly #ascii: RegExp;
  readonly #unicode: RegExp;

  constructor(stages: readonly OwnWords[]) {
    for (const [stage, own] of stages.entries()) {
      for (const name of own.names) for (const form of writtenForms(name)) this.#add(form, "name", stage);
      for (const account of own.accounts) this.#add(account, "account", stage);
      for (const region of own.regions) this.#add(region, "region", stage);
    }
    this.#ascii = this.#pattern("[A-Za-z0-9]", "gi");
    this.#unicode = this.#pattern("[\\p{L}\\p{N}]", "giu");
  }

  words(): readonly Word[] {
    return [...this.#words.values()];
  }

  /** Cuts at the words of all stages, the longest match first. */
  cut(text: string): CutText {
    const texts: string[] = [];
    const words: Word[] = [];
    const written: string[] = [];
    let end = 0;
    for (const match of text.matchAll(this.#patternFor(text))) {
      const word = this.#words.get(match[0].toLowerCase());
      if (!word) continue;
      texts.push(text.slice(end, match.index));
      words.push(word);
      written.push(match[0]);
      end = match.index + match[0].length;
    }
    texts.push(text.slice(end));
    return { texts, words, written };
  }

  /** Whether any stage's word stands in the text. */
  occursIn(text: string): boolean {
    return text.search(this.#patternFor(text)) >= 0;
  }

  /** The text with the stage's own words taken out: `q-dev` of dev is `q-<stage>`. */
  withoutOwn(text: string, stage: number): string {
    return this.#without(text, (word) => word.ownedBy(stage));
  }

  /** The text with all stages' words taken out. */
  withoutAny(text: string): string {
    return this.#without(text, () => true);
  }

  #without(text: string, isTakenOut: (word: Word) => boolean): string {
    if (!this.occursIn(text)) return text;
    const { texts, words, written } = this.cut(text);
    const parts = words.map((word, index) => {
      const kept = isTakenOut(word) ? STAGE_PLACEHOLDER : written[index];
      return `${kept}${texts[index + 1]}`;
    });
    return `${texts[0]}${parts.join("")}`;
  }

  #patternFor(text: string): RegExp {
    return /[\u0080-\uffff]/.test(text) ? this.#unicode : this.#ascii;
  }

  #add(text: string, kind: WordKind, stage: number): void {
    if (text === "") return;
    const key = text.toLowerCase();
    let word = this.#words.get(key);
    if (!word) {
      word = new Word(key);
      this.#words.set(key, word);
    }
    word.owners[kind].add(stage);
  }

  #pattern(alphanumeric: string, flags: string): RegExp {
    const words = [...this.#words.values()].sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
    const alternatives = words.map((word) => {
      // An availability zone is its region and a letter: eu-central-1a.
      const zone = word.owners.region.size > 0 ? "[A-Za-z]?" : "";
      return `${escapePattern(word.text)}(?=${zone}(?!${alphanumeric}))`;
    });
    return new RegExp(`(?<!${alphanumeric})(?:${alternatives.join("|")})`, flags);
  }
}

/** A word also counts with `-` and `.` written `_`, as in environment variables. */
function writtenForms(name: string): readonly string[] {
  return [name, name.replaceAll(/[-.]/g, "_")];
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
