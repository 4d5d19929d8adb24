/** Compares what is neither map nor list: texts, numbers, booleans, assets, references. */
import { AlignedTexts } from "./aligned-text.ts";
import { isAutoName } from "./auto-names.ts";
import type { Comparison } from "./comparison.ts";
import type { Equality } from "./groups.ts";
import { parseContainer } from "./json-text.ts";
import { jsonPointer } from "./place.ts";
import { type Reference, sameReference } from "./references.ts";
import { foreignCopy } from "./shared-copy.ts";
import { AssetValue, ResourceValue, UNKNOWN } from "./values.ts";
import type { Verdict, Visit } from "./verdict.ts";

const ALWAYS: Equality = () => true;

export class LeafComparison {
  readonly #comparison: Comparison;
  readonly #visit: Visit;
  readonly #stages: readonly number[];

  /** `stages` are those with a value at the place. */
  constructor(comparison: Comparison, visit: Visit, stages: readonly number[]) {
    this.#comparison = comparison;
    this.#visit = visit;
    this.#stages = stages;
  }

  /** null where the values are equal. */
  verdict(): Verdict | null {
    const [first, ...others] = this.#stages.map((stage) => this.#visit.values[stage]);
    if (typeof first === "string" && others.every((other) => other === first)) return this.#sameText(first);
    if (this.#stages.every((stage) => this.#isText(stage))) return this.#texts();
    if ([first, ...others].includes(UNKNOWN)) return this.#unknown();
    const equal = this.#mixedEquality();
    return this.#allEqual(equal) ? null : { code: "parity/different-value", equal, pointer: "" };
  }

  #sameText(text: string): Verdict | null {
    const { vocabulary } = this.#comparison.setting;
    if (parseContainer(text) !== undefined) return vocabulary.occursIn(text) ? this.#json(this.#containers()) : null;
    const foreign = foreignCopy(text, this.#stages, vocabulary);
    return foreign.length > 0
      ? { code: "parity/foreign-stage", note: true, equal: ALWAYS, foreign, pointer: "" }
      : null;
  }

  #texts(): Verdict | null {
    const containers = this.#containers();
    if (this.#stages.every((stage) => containers[stage] !== undefined)) return this.#json(containers);
    const aligned = this.#aligned();
    const equal = this.#textEquality(aligned, containers);
    if (this.#allEqual(equal)) return null;
    const foreign = aligned.foreignNames();
    return {
      code: foreign.length > 0 ? "parity/foreign-stage" : "parity/different-value",
      equal,
      foreign,
      pointer: "",
    };
  }

  /** JSON in texts is compared by meaning, and counts as one place. */
  #json(containers: readonly unknown[]): Verdict | null {
    const probe = this.#comparison.probeText(this.#visit.place, this.#stages, containers);
    if (!probe.worst) return null;
    const { visit, verdict } = probe.worst;
    const code = verdict.code === "parity/foreign-stage" ? verdict.code : "parity/different-value";
    return { ...verdict, code, equal: probe.equal, pointer: jsonPointer(visit.place) + verdict.pointer };
  }

  /** Known only after a deployment: nothing to say about the program, and unreadable in a state. */
  #unknown(): Verdict | null {
    if (this.#comparison.setting.desired) return null;
    const { values } = this.#visit;
    return {
      code: "parity/unreadable",
      equal: (a, b) => (values[a] === UNKNOWN) === (values[b] === UNKNOWN),
      pointer: "",
    };
  }

  #aligned(): AlignedTexts {
    const { setting, subject } = this.#comparison;
    const texts = this.#visit.values.map((value) => (typeof value === "string" ? value : undefined));
    return new AlignedTexts(this.#stages, texts, setting.vocabulary, (stage, text) => {
      const self = subject.resources[stage];
      return self ? setting.references.find(stage, self, this.#property(stage), text) : [];
    });
  }

  /** By stage position what the texts hold as JSON. */
  #containers(): readonly (object | undefined)[] {
    const containers: (object | undefined)[] = [];
    for (const stage of this.#stages) containers[stage] = parseContainer(this.#text(stage));
    return containers;
  }

  /** Two texts with JSON are equal by its meaning, whatever stands in other stages. */
  #textEquality(aligned: AlignedTexts, containers: readonly (object | undefined)[]): Equality {
    const equal = aligned.equality();
    const auto = new Set(this.#stages.filter((stage) => this.#isAutoName(stage)));
    const json = this.#stages.filter((stage) => containers[stage] !== undefined);
    const meaning = json.length > 1 ? this.#comparison.probeText(this.#visit.place, json, containers).equal : null;
    return (a, b) => {
      if (meaning && containers[a] && containers[b]) return meaning(a, b);
      return (auto.has(a) && auto.has(b)) || equal(a, b);
    };
  }

  #mixedEquality(): Equality {
    const texts = this.#textEquality(this.#aligned(), this.#containers());
    const { values } = this.#visit;
    return (a, b) => {
      const [valueA, valueB] = [values[a], values[b]];
      if (typeof valueA === "string" && typeof valueB === "string") return texts(a, b);
      if (typeof valueA === "number" && typeof valueB === "number") return valueA === valueB || this.#sameId(a, b);
      if (valueA instanceof AssetValue && valueB instanceof AssetValue)
        return valueA.kind === valueB.kind && valueA.hash === valueB.hash;
      if (valueA instanceof ResourceValue && valueB instanceof ResourceValue)
        return this.#sameResource(a, valueA, b, valueB);
      return valueA === valueB;
    };
  }

  /** Some providers write ids as numbers in inputs. */
  #sameId(a: number, b: number): boolean {
    return bothSame(this.#recordedId(a), this.#recordedId(b));
  }

  #recordedId(stage: number): Reference | undefined {
    const { setting, subject } = this.#comparison;
    const self = subject.resources[stage];
    return self && setting.references.recordedId(stage, self, this.#property(stage), String(this.#visit.values[stage]));
  }

  #sameResource(a: number, valueA: ResourceValue, b: number, valueB: ResourceValue): boolean {
    const { references } = this.#comparison.setting;
    return valueA.urn === valueB.urn || bothSame(references.ofUrn(a, valueA.urn), references.ofUrn(b, valueB.urn));
  }

  #isAutoName(stage: number): boolean {
    const name = this.#comparison.subject.resources[stage]?.name ?? "";
    return isAutoName(this.#text(stage), name, this.#visit.defaulted.includes(stage));
  }

  #allEqual(equal: Equality): boolean {
    return this.#stages.every((a, index) => this.#stages.slice(index + 1).every((b) => equal(a, b)));
  }

  #property(stage: number): string {
    return this.#comparison.propertyOf(this.#visit.place, stage);
  }

  #isText(stage: number): boolean {
    return typeof this.#visit.values[stage] === "string";
  }

  #text(stage: number): string {
    const value = this.#visit.values[stage];
    return typeof value === "string" ? value : "";
  }
}

function bothSame(a: Reference | undefined, b: Reference | undefined): boolean {
  return a !== undefined && b !== undefined && sameReference(a, b);
}
