/** Compares sets: the same elements in any order. A difference stands at the set itself. */
import { AlignedTexts, type ForeignName } from "./aligned-text.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Comparison } from "./comparison.ts";
import type { Equality } from "./groups.ts";
import { parseContainer } from "./json-text.ts";
import type { Place } from "./place.ts";
import { AS_WRITTEN, KEY_RULES, type KeyRule, OWN_WORDS, SetKeys, SKELETON, TARGETS } from "./set-keys.ts";
import { foreignCopy } from "./shared-copy.ts";
import { forEachValue, isHeld } from "./values.ts";
import type { Verdict } from "./verdict.ts";

/** So many elements of two sets are tried against each other in vain; what is equal nearly always has an equal key. */
const MOST_VAIN_TRIES = 4096;

/** In the text of an element with properties that the provider filled in. */
const DEFAULTS = '"__defaults"';

/** An element's value by its JSON text, which is the same for what stands in the set twice. null is no element. */
type Elements = ReadonlyMap<string, unknown>;

/** `sets` by stage position. */
export function compareSets(
  comparison: Comparison,
  place: Place,
  stages: readonly number[],
  sets: readonly unknown[],
): Verdict | null {
  const elements = stages.map((stage) => toElements(sets[stage]));
  const [first, ...others] = elements;
  const areSame = first !== undefined && others.every((other) => sameKeys(first, other));
  const different = areSame ? null : new SetComparison(comparison, place, stages, elements).verdict();
  return different ?? copyVerdict(comparison, stages, elements);
}

class SetComparison {
  readonly #comparison: Comparison;
  readonly #place: Place;
  readonly #stages: readonly number[];
  readonly #keys: SetKeys;
  readonly #elements = new Map<number, readonly Element[]>();

  constructor(comparison: Comparison, place: Place, stages: readonly number[], elements: readonly Elements[]) {
    this.#comparison = comparison;
    this.#place = place;
    this.#stages = stages;
    this.#keys = new SetKeys(comparison, place);
    for (const [index, stage] of stages.entries()) {
      const sorted = [...(elements[index] ?? [])].sort(([a], [b]) => inOrder(a, b));
      this.#elements.set(
        stage,
        sorted.map(([text, value]) => new Element(this.#keys, stage, text, value)),
      );
    }
  }

  /** null where the sets are equal. */
  verdict(): Verdict | null {
    const left = new Map<string, UnmatchedElements>();
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

  /** The elements of each that have no counterpart in the other: they are paired by one kind of key after the other. */
  #unmatched(a: number, b: number): UnmatchedElements {
    const tries = new Tries((elementA, elementB) => this.#equal(a, elementA, b, elementB));
    let left: UnmatchedElements = [this.#elements.get(a) ?? [], this.#elements.get(b) ?? []];
    left = pairByKey(left, ({ text }) => text, tries);
    for (const rule of KEY_RULES) {
      if (left[0].length === 0 || left[1].length === 0) return left;
      if (this.#matters(rule, left)) left = pairByKey(left, (element) => element.key(rule), tries);
    }
    return left[0].length * left[1].length > MOST_VAIN_TRIES ? left : pairByKey(left, () => "", tries);
  }

  /** Whether the rule may give other keys than those before it. */
  #matters({ words, references, defaults }: KeyRule, [elementsA, elementsB]: UnmatchedElements): boolean {
    const { vocabulary } = this.#comparison.setting;
    const some = (wanted: (element: Element) => boolean) => elementsA.some(wanted) || elementsB.some(wanted);
    if (defaults && !some(({ text }) => text.includes(DEFAULTS))) return false;
    if (words === "own") return true;
    if (references && !some((element) => element.key(OWN_WORDS) !== element.key(TARGETS))) return false;
    return some(({ text }) => vocabulary.occursIn(text));
  }

  #equal(a: number, elementA: Element, b: number, elementB: Element): boolean {
    const roots: unknown[] = [];
    roots[a] = elementA.value;
    roots[b] = elementB.value;
    return this.#comparison.probeElement(this.#place, [a, b], roots).clean;
  }

  /** Among the elements without a counterpart: a stage whose elements name another, where another stage's name their own. */
  #foreignNames(left: ReadonlyMap<string, UnmatchedElements>): readonly ForeignName[] {
    const texts: string[] = [];
    for (const stage of this.#stages) {
      const unmatched = new Set<Element>();
      for (const [key, pair] of left) {
        const [a, b] = key.split(" ").map(Number);
        for (const element of stage === a ? pair[0] : stage === b ? pair[1] : []) unmatched.add(element);
      }
      texts[stage] = [...unmatched]
        .map((element) => ({ skeleton: element.key(SKELETON), text: element.key(AS_WRITTEN) }))
        .sort((a, b) => inOrder(a.skeleton, b.skeleton) || inOrder(a.text, b.text))
        .map(({ text }) => text)
        .join("\n");
    }
    const named = this.#stages.filter((stage) => texts[stage] !== "");
    return new AlignedTexts(named, texts, this.#comparison.setting.vocabulary, () => []).foreignNames();
  }
}

class Element {
  readonly text: string;
  readonly value: unknown;
  readonly #keys: SetKeys;
  readonly #stage: number;
  readonly #known = new Map<KeyRule, string>();

  constructor(keys: SetKeys, stage: number, text: string, value: unknown) {
    this.#keys = keys;
    this.#stage = stage;
    this.text = text;
    this.value = value;
  }

  key(rule: KeyRule): string {
    let key = this.#known.get(rule);
    if (key === undefined) {
      key = this.#keys.keyOf(this.#stage, this.value, rule);
      this.#known.set(rule, key);
    }
    return key;
  }
}

/** Those of two sets that have no counterpart in the other. */
type UnmatchedElements = readonly [readonly Element[], readonly Element[]];

/** Tries elements against each other, with an end to tries in vain. */
class Tries {
  readonly #equal: (a: Element, b: Element) => boolean;
  #vain = 0;

  constructor(equal: (a: Element, b: Element) => boolean) {
    this.#equal = equal;
  }

  /** Takes the first counterpart out of the candidates; whether there was one. */
  takeCounterpart(element: Element, candidates: Element[]): boolean {
    // From the end, which costs nothing to take away.
    for (let index = candidates.length - 1; index >= 0 && this.#vain < MOST_VAIN_TRIES; index--) {
      const candidate = candidates[index];
      if (candidate && this.#equal(element, candidate)) {
        candidates.splice(index, 1);
        return true;
      }
      this.#vain++;
    }
    return false;
  }
}

/** What remains of both when equal elements of the same key are taken away. */
function pairByKey(
  [elementsA, elementsB]: UnmatchedElements,
  keyOf: (element: Element) => string,
  tries: Tries,
): UnmatchedElements {
  const open = new Map<string, Element[]>();
  for (const element of elementsB) {
    const key = keyOf(element);
    const candidates = open.get(key);
    if (candidates) candidates.push(element);
    else open.set(key, [element]);
  }
  const leftA = elementsA.filter((element) => !tries.takeCounterpart(element, open.get(keyOf(element)) ?? []));
  return [leftA, [...open.values()].flat()];
}

/** Equal sets may still hold copies that name a stage. */
function copyVerdict(
  { setting: { vocabulary } }: Comparison,
  stages: readonly number[],
  elements: readonly Elements[],
): Verdict | null {
  const [first, ...others] = elements;
  const isForeign = (text: string) => foreignCopy(text, stages, vocabulary).length > 0;
  let copies = first ? textsWithin(first, isForeign) : NO_TEXTS;
  for (const other of others) {
    if (copies.size === 0) return null;
    copies = textsWithin(other, (text) => copies.has(text));
  }
  const [copy] = copies;
  if (copy === undefined) return null;
  const foreign = foreignCopy(copy, stages, vocabulary);
  return { code: "parity/foreign-stage", note: true, equal: () => true, foreign, pointer: "" };
}

const NO_TEXTS: ReadonlySet<string> = new Set();

/** The texts that count in the elements, also those within JSON. */
function textsWithin(elements: Elements, counts: (text: string) => boolean): ReadonlySet<string> {
  const texts = new Set<string>();
  const pending: unknown[] = [...elements.values()];
  for (let held = pending.pop(); held !== undefined; held = pending.pop()) {
    forEachValue(held, (value) => {
      if (typeof value !== "string") return;
      const inner = parseContainer(value);
      if (inner) pending.push(inner);
      else if (counts(value)) texts.add(value);
    });
  }
  return texts;
}

function toElements(set: unknown): Elements {
  const elements = new Map<string, unknown>();
  for (const value of Array.isArray(set) ? set : []) if (isHeld(value)) elements.set(canonicalJson(value), value);
  return elements;
}

function sameKeys(a: Elements, b: Elements): boolean {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pairKey(a: number, b: number): string {
  return `${a} ${b}`;
}
