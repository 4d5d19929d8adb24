/** Compares sets: the same elements in any order. A difference stands at the set itself. */
import { AlignedTexts, type ForeignName } from "./aligned-text.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Comparison } from "./comparison.ts";
import type { Equality } from "./groups.ts";
import type { Place } from "./place.ts";
import { foreignCopy } from "./shared-copy.ts";
import type { Verdict } from "./verdict.ts";

/** So many elements without a counterpart are tried against each other; beyond, sets are different. */
const MOST_LEFT_OVER = 64;

interface Element {
  readonly value: unknown;
  /** Its text without the stage's own words: the same for most elements that are equal. */
  readonly key: string;
}

/** `sets` by stage position. */
export function compareSets(
  comparison: Comparison,
  place: Place,
  stages: readonly number[],
  sets: readonly unknown[],
): Verdict | null {
  const raw = stages.map((stage) => uniqueKeys(sets[stage]));
  const [first, ...others] = raw;
  if (first && others.every((other) => sameKeys(first, other)))
    return sameSets(comparison, stages, sets[stages[0] ?? 0]);
  return new SetComparison(comparison, place, stages, sets).verdict();
}

/** Equal sets may still name a stage. */
function sameSets({ setting }: Comparison, stages: readonly number[], set: unknown): Verdict | null {
  for (const value of toList(set)) {
    const foreign = typeof value === "string" ? foreignCopy(value, stages, setting.vocabulary) : [];
    if (foreign.length > 0)
      return { code: "parity/foreign-stage", note: true, equal: () => true, foreign, pointer: "" };
  }
  return null;
}

class SetComparison {
  readonly #comparison: Comparison;
  readonly #place: Place;
  readonly #stages: readonly number[];
  readonly #elements = new Map<number, readonly Element[]>();

  constructor(comparison: Comparison, place: Place, stages: readonly number[], sets: readonly unknown[]) {
    this.#comparison = comparison;
    this.#place = place;
    this.#stages = stages;
    for (const stage of stages) this.#elements.set(stage, this.#toElements(stage, sets[stage]));
  }

  verdict(): Verdict | null {
    const left = new Map<string, readonly [Element[], Element[]]>();
    for (const [index, a] of this.#stages.entries()) {
      for (const b of this.#stages.slice(index + 1)) left.set(pairKey(a, b), this.#unmatched(a, b));
    }
    const equal: Equality = (a, b) => {
      const pair = a === b ? undefined : left.get(pairKey(Math.min(a, b), Math.max(a, b)));
      return !pair || (pair[0].length === 0 && pair[1].length === 0);
    };
    if ([...left.values()].every(([a, b]) => a.length === 0 && b.length === 0)) return null;
    const foreign = this.#foreignNames(left);
    return {
      code: foreign.length > 0 ? "parity/foreign-stage" : "parity/different-value",
      equal,
      foreign,
      pointer: "",
    };
  }

  /**
   * The elements of each that have no counterpart in the other. Those with the same text apart from the stages' own words are
   * paired first, then those that refer to the same; what is left is tried one against the other.
   */
  #unmatched(a: number, b: number): readonly [Element[], Element[]] {
    const byText = this.#pairByKey(a, this.#elements.get(a) ?? [], b, this.#elements.get(b) ?? [], ({ key }) => key);
    const [leftA, leftB] = this.#pairByKey(a, byText[0], b, byText[1], (element, stage) =>
      this.#targetOf(stage, element),
    );
    if (leftA.length > MOST_LEFT_OVER || leftB.length > MOST_LEFT_OVER) return [leftA, leftB];
    const still = leftA.filter((element) => {
      const match = leftB.findIndex((candidate) => this.#equal(a, element, b, candidate));
      if (match >= 0) leftB.splice(match, 1);
      return match < 0;
    });
    return [still, leftB];
  }

  /** What remains of both when equal elements of the same key are taken away. */
  #pairByKey(
    a: number,
    elementsA: readonly Element[],
    b: number,
    elementsB: readonly Element[],
    keyOf: (element: Element, stage: number) => string,
  ): readonly [Element[], Element[]] {
    const open = new Map<string, Element[]>();
    for (const element of elementsB) {
      const key = keyOf(element, b);
      open.set(key, [...(open.get(key) ?? []), element]);
    }
    const leftA = elementsA.filter((element) => {
      const candidates = open.get(keyOf(element, a)) ?? [];
      const match = candidates.findIndex((candidate) => this.#equal(a, element, b, candidate));
      if (match >= 0) candidates.splice(match, 1);
      return match < 0;
    });
    return [leftA, [...open.values()].flat()];
  }

  #equal(a: number, elementA: Element, b: number, elementB: Element): boolean {
    const roots: unknown[] = [];
    roots[a] = elementA.value;
    roots[b] = elementB.value;
    return this.#comparison.probeElement(this.#place, [a, b], roots).clean;
  }

  /** Among the texts without a counterpart: a stage whose texts name another, where another stage's name their own. */
  #foreignNames(left: ReadonlyMap<string, readonly [Element[], Element[]]>): readonly ForeignName[] {
    const texts: string[] = [];
    for (const stage of this.#stages) {
      const unmatched = new Set<unknown>();
      for (const [key, pair] of left) {
        const [a, b] = key.split(" ").map(Number);
        for (const { value } of stage === a ? pair[0] : stage === b ? pair[1] : [])
          if (typeof value === "string") unmatched.add(value);
      }
      texts[stage] = [...unmatched].sort().join("\n");
    }
    const named = this.#stages.filter((stage) => texts[stage] !== "");
    return new AlignedTexts(named, texts, this.#comparison.setting.vocabulary, () => []).foreignNames();
  }

  #toElements(stage: number, set: unknown): readonly Element[] {
    const { vocabulary } = this.#comparison.setting;
    const elements = new Map<string, Element>();
    for (const value of toList(set)) {
      const text = canonicalJson(value);
      if (!elements.has(text)) elements.set(text, { value, key: vocabulary.withoutOwn(text, stage) });
    }
    return [...elements.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** What a whole text refers to; the element's key where it does not. */
  #targetOf(stage: number, { value, key }: Element): string {
    const self = this.#comparison.subject.resources[stage];
    if (typeof value !== "string" || !self) return key;
    const property = this.#comparison.propertyOf(this.#place, stage);
    const [found] = this.#comparison.setting.references.find(stage, self, property, value);
    return found?.start === 0 && found.end === value.length ? [...found.reference.targets].sort().join("\0") : key;
  }
}

function pairKey(a: number, b: number): string {
  return `${a} ${b}`;
}

function uniqueKeys(set: unknown): ReadonlySet<string> {
  return new Set(toList(set).map(canonicalJson));
}

function sameKeys(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

function toList(set: unknown): readonly unknown[] {
  return Array.isArray(set) ? set : [];
}
