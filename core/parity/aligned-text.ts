/** One text per stage, compared by alignment at the stages' words and by what the texts refer to. */
import type { Equality } from "./groups.ts";
import { type FoundReference, type Reference, sameReference } from "./references.ts";
import { type CutText, type Vocabulary, WORD_KINDS, Word, type WordKind } from "./words.ts";

/** A stage whose text names another stage. */
export interface ForeignName {
  readonly stage: number;
  /** The stage that is named. */
  readonly names: number;
  /** The account number where it is named by that. */
  readonly account: string | null;
}

/** A text cut at references and, between these, at words. */
interface Marked {
  readonly texts: readonly string[];
  readonly marks: readonly (Word | Reference)[];
}

export class AlignedTexts {
  readonly #stages: readonly number[];
  readonly #texts: readonly (string | undefined)[];
  readonly #vocabulary: Vocabulary;
  readonly #findReferences: (stage: number, text: string) => readonly FoundReference[];
  readonly #cut = new Map<number, CutText>();
  readonly #marked = new Map<number, Marked>();

  /** `texts` by stage position; `stages` are those that take part, each with a text. */
  constructor(
    stages: readonly number[],
    texts: readonly (string | undefined)[],
    vocabulary: Vocabulary,
    findReferences: (stage: number, text: string) => readonly FoundReference[],
  ) {
    this.#stages = stages;
    this.#texts = texts;
    this.#vocabulary = vocabulary;
    this.#findReferences = findReferences;
  }

  /** Which stages' texts are equal, as they are, by alignment or by reference. */
  equality(): Equality {
    let apart: boolean | undefined;
    return (a, b) => {
      if (this.#text(a) === this.#text(b)) return true;
      if (this.#aligns(a, b)) {
        apart ??= this.#refersApart();
        if (!apart) return true;
      }
      return this.#refersAlike(a, b);
    };
  }

  /** The stages that carry another stage's name or account where their own was due; sorted by stage. */
  foreignNames(): readonly ForeignName[] {
    const [first, ...others] = this.#stages;
    if (first === undefined) return [];
    const aligned = others.every((other) => sameTexts(this.#cutOf(first), this.#cutOf(other)));
    const found = aligned ? this.#foreignAtWords() : this.#foreignNotAligned();
    // An id that contains a stage's name by chance is no name where it is a reference that another stage has too.
    return found.filter(
      ({ stage }) =>
        !this.#stages.some(
          (other) => other !== stage && !this.#aligns(stage, other) && this.#refersAlike(stage, other),
        ),
    );
  }

  #foreignAtWords(): readonly ForeignName[] {
    const names = new Map<number, ForeignName>();
    const count = this.#cutOf(this.#stages[0] ?? 0).words.length;
    for (let index = 0; index < count; index++) {
      const wordOf = (stage: number) => this.#cutOf(stage).words[index];
      const alike = this.#stages.every((a) => this.#stages.every((b) => sameWord(a, wordOf(a), b, wordOf(b))));
      if (alike) continue;
      for (const stage of this.#stages) {
        const foreign = foreignWord(stage, wordOf(stage), ["name", "account"]);
        if (foreign && !names.has(stage)) names.set(stage, foreign);
      }
    }
    return [...names.values()].sort((a, b) => a.stage - b.stage);
  }

  #foreignNotAligned(): readonly ForeignName[] {
    const hasOwn = (stage: number) => this.#cutOf(stage).words.some((word) => word.owners.name.has(stage));
    const withOwn = this.#stages.filter(hasOwn);
    return this.#stages.flatMap((stage) => {
      if (hasOwn(stage) || withOwn.length === 0) return [];
      return this.#cutOf(stage)
        .words.flatMap((word) => foreignWord(stage, word, ["name"]) ?? [])
        .slice(0, 1);
    });
  }

  #aligns(a: number, b: number): boolean {
    const cutA = this.#cutOf(a);
    const cutB = this.#cutOf(b);
    return sameTexts(cutA, cutB) && cutA.words.every((word, index) => sameWord(a, word, b, cutB.words[index]));
  }

  #refersAlike(a: number, b: number): boolean {
    const markedA = this.#markedOf(a);
    const markedB = this.#markedOf(b);
    if (!markedA.marks.some(isReference) || !markedB.marks.some(isReference) || !sameTexts(markedA, markedB))
      return false;
    return markedA.marks.every((mark, index) => sameMark(a, mark, b, markedB.marks[index]));
  }

  /** Whether every stage's whole text refers to a resource, and these resources are not the same. */
  #refersApart(): boolean {
    let common: ReadonlySet<string> | undefined;
    for (const stage of this.#stages) {
      const whole = this.#wholeReference(stage);
      if (!whole) return false;
      common = common ? new Set([...common].filter((address) => whole.addresses.has(address))) : whole.addresses;
    }
    return common?.size === 0;
  }

  #wholeReference(stage: number): Reference | undefined {
    const { texts, marks } = this.#markedOf(stage);
    const [mark] = marks;
    return mark && isReference(mark) && marks.length === 1 && texts.every((text) => text === "") ? mark : undefined;
  }

  #text(stage: number): string {
    return this.#texts[stage] ?? "";
  }

  #cutOf(stage: number): CutText {
    let cut = this.#cut.get(stage);
    if (!cut) {
      cut = this.#vocabulary.cut(this.#text(stage));
      this.#cut.set(stage, cut);
    }
    return cut;
  }

  #markedOf(stage: number): Marked {
    let marked = this.#marked.get(stage);
    if (!marked) {
      const text = this.#text(stage);
      marked = mark(text, this.#findReferences(stage, text), this.#vocabulary);
      this.#marked.set(stage, marked);
    }
    return marked;
  }
}

/** The first stage other than `stage` that owns the word, where `stage` does not own it. */
export function foreignWord(
  stage: number,
  word: Word | undefined,
  kinds: readonly WordKind[],
): ForeignName | undefined {
  if (!word || kinds.some((kind) => word.owners[kind].has(stage))) return undefined;
  for (const kind of kinds) {
    const [names] = [...word.owners[kind]].sort((a, b) => a - b);
    if (names !== undefined) return { stage, names, account: kind === "account" ? word.text : null };
  }
  return undefined;
}

function mark(text: string, references: readonly FoundReference[], vocabulary: Vocabulary): Marked {
  const texts: string[] = [];
  const marks: (Word | Reference)[] = [];
  let end = 0;
  const cutUpTo = (start: number) => {
    const cut = vocabulary.cut(text.slice(end, start));
    texts.push(...cut.texts);
    marks.push(...cut.words);
  };
  for (const found of references) {
    cutUpTo(found.start);
    marks.push(found.reference);
    end = found.end;
  }
  cutUpTo(text.length);
  return { texts, marks };
}

function sameTexts(a: { readonly texts: readonly string[] }, b: { readonly texts: readonly string[] }): boolean {
  return a.texts.length === b.texts.length && a.texts.every((text, index) => text === b.texts[index]);
}

/** The same word, or each stage's own word of the same kind. */
function sameWord(a: number, wordA: Word | undefined, b: number, wordB: Word | undefined): boolean {
  if (!wordA || !wordB) return false;
  if (wordA === wordB) return true;
  return WORD_KINDS.some((kind) => {
    const [ownersA, ownersB] = [wordA.owners[kind], wordB.owners[kind]];
    // Two regions that both stages use are nobody's own: a resource that moved from one to the other differs.
    return ownersA.has(a) && ownersB.has(b) && !(ownersA.has(b) && ownersB.has(a));
  });
}

function sameMark(a: number, markA: Word | Reference, b: number, markB: Word | Reference | undefined): boolean {
  if (!markB) return false;
  if (isReference(markA)) return isReference(markB) && sameReference(markA, markB);
  return !isReference(markB) && sameWord(a, markA, b, markB);
}

function isReference(mark: Word | Reference): mark is Reference {
  return !(mark instanceof Word);
}
