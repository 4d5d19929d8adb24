/**
 * Keys under which elements of sets find their counterparts. Equal elements have an equal key by at least one of the rules, but
 * for the rarest; what has an equal key may still differ.
 */
import { defaultedKeys, isAutoName } from "./auto-names.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Comparison } from "./comparison.ts";
import { parseContainer } from "./json-text.ts";
import { BOOKKEEPING } from "./keys.ts";
import type { Place } from "./place.ts";
import { AssetValue, isHeld, isTree, ResourceValue, SecretValue, type Tree, unwrap } from "./values.ts";

/** What is left out of a key. */
export interface KeyRule {
  /** Words of stages that are taken out. */
  readonly words: "none" | "own" | "any";
  /** Whether the target of a reference stands for its text. */
  readonly references: boolean;
  /** Whether properties that the provider filled in are taken out. */
  readonly defaults: boolean;
}

/** As the element is written, but for the order of keys, nulls and the format of JSON. */
export const AS_WRITTEN: KeyRule = { words: "none", references: false, defaults: false };
/** Apart from the stage's own words. */
export const OWN_WORDS: KeyRule = { words: "own", references: false, defaults: false };
/** By what it refers to. */
export const TARGETS: KeyRule = { words: "own", references: true, defaults: false };
/** Apart from all stages' words. */
export const SKELETON: KeyRule = { words: "any", references: false, defaults: false };

/** From what is nearly always enough to what hardly ever matters. */
export const KEY_RULES: readonly KeyRule[] = [
  OWN_WORDS,
  TARGETS,
  { words: "own", references: true, defaults: true },
  SKELETON,
  { words: "any", references: true, defaults: false },
  { words: "any", references: true, defaults: true },
];

export class SetKeys {
  readonly #comparison: Comparison;
  readonly #place: Place;

  constructor(comparison: Comparison, place: Place) {
    this.#comparison = comparison;
    this.#place = place;
  }

  keyOf(stage: number, element: unknown, rule: KeyRule): string {
    const view = (raw: unknown): unknown => {
      const value = unwrap(raw);
      if (typeof value === "string") {
        const held = parseContainer(value);
        return held ? view(held) : this.#text(stage, value, rule);
      }
      if (typeof value === "number") return this.#number(stage, value, rule);
      if (Array.isArray(value)) {
        const held = value.filter(isHeld);
        return isFlat(held) ? sorted(held, view) : value;
      }
      if (isTree(value)) return this.#tree(value, rule);
      if (value instanceof SecretValue) return "secret";
      if (value instanceof AssetValue) return `${value.kind} ${value.hash}`;
      if (value instanceof ResourceValue) return this.#resource(stage, value);
      return value;
    };
    const isPlainText = typeof element === "string" && parseContainer(element) === undefined;
    return isPlainText ? this.#text(stage, element, rule) : canonicalJson(element, view);
  }

  #text(stage: number, text: string, rule: KeyRule): string {
    const { setting, subject } = this.#comparison;
    const self = subject.resources[stage];
    if (self && isAutoName(text, self.name, false)) return "auto-name";
    const found = rule.references && self ? setting.references.find(stage, self, this.#property(stage), text) : [];
    const parts: string[] = [];
    let end = 0;
    for (const { start, end: next, reference } of found) {
      parts.push(this.#withoutWords(stage, text.slice(end, start), rule), targetsText(reference.targets));
      end = next;
    }
    parts.push(this.#withoutWords(stage, text.slice(end), rule));
    return parts.join("");
  }

  #number(stage: number, value: number, rule: KeyRule): unknown {
    const { setting, subject } = this.#comparison;
    const self = rule.references ? subject.resources[stage] : undefined;
    const found = self && setting.references.recordedId(stage, self, this.#property(stage), String(value));
    return found ? targetsText(found.targets) : value;
  }

  #resource(stage: number, { urn }: ResourceValue): string {
    const found = this.#comparison.setting.references.ofUrn(stage, urn);
    return found ? targetsText(found.targets) : urn;
  }

  /** Keys pair apart from words of stages, which are no values. */
  #tree(tree: Tree, rule: KeyRule): Tree {
    const hidden = rule.defaults ? defaultedKeys(tree) : [];
    const members = new Map<string, unknown>();
    for (const key of Object.keys(tree)) {
      if (BOOKKEEPING.has(key) || hidden.includes(key) || !isHeld(tree[key])) continue;
      const name = this.#comparison.setting.vocabulary.withoutAny(key);
      members.set(members.has(name) ? key : name, tree[key]);
    }
    return Object.fromEntries(members);
  }

  #withoutWords(stage: number, text: string, { words }: KeyRule): string {
    const { vocabulary } = this.#comparison.setting;
    if (words === "none") return text;
    return words === "own" ? vocabulary.withoutOwn(text, stage) : vocabulary.withoutAny(text);
  }

  #property(stage: number): string {
    return this.#comparison.propertyOf(this.#place, stage);
  }
}

function isFlat(list: readonly unknown[]): boolean {
  return list.every((item) => typeof item !== "object");
}

/** Lists of single values may be sets themselves, where a list of one may also be written without the list. */
function sorted(list: readonly unknown[], view: (value: unknown) => unknown): unknown {
  if (list.length === 1) return view(list[0]);
  const items = list.map((item) => ({ item, shown: String(view(item)) }));
  return items.sort((a, b) => (a.shown < b.shown ? -1 : 1)).map(({ item }) => item);
}

function targetsText(targets: ReadonlySet<string>): string {
  return `<${[...targets].sort().join(" ")}>`;
}
