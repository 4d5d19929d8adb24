/** Whether texts that differ are equal all the same, where that can be seen without parsing anything. */
import type { Subject } from "../addresses.ts";
import { AlignedTexts } from "../aligned-text.ts";
import type { Setting } from "../comparison.ts";
import { intersects } from "../references.ts";
import type { Resource, StageIndex } from "../stage-index.ts";
import { Identities } from "./identities.ts";
import { IndentedResource } from "./indented-resource.ts";
import { alignAtAGlance, type PlainWords } from "./plain-words.ts";

/** One differing text of a resource. */
export interface TextPlace {
  readonly subject: Subject;
  /** Positions of the stages that have the resource. */
  readonly stages: readonly number[];
  /** The top-level input that the text belongs to. */
  readonly property: string;
  /** By stage position. */
  readonly texts: readonly string[];
}

export class EqualTexts {
  readonly #setting: Setting;
  readonly #indexes: readonly StageIndex[];
  readonly #words: PlainWords;
  readonly #identities: (Identities | undefined)[] = [];

  constructor(setting: Setting, indexes: readonly StageIndex[], words: PlainWords) {
    this.#setting = setting;
    this.#indexes = indexes;
    this.#words = words;
  }

  /** false only means that it has to be compared in full. */
  areEqual(place: TextPlace): boolean {
    if (this.#alignAtAGlance(place)) return !this.#mayReferApart(place) || this.#referToSameId(place);
    return this.#referToSameId(place) || (this.#align(place) && !this.#mayReferApart(place));
  }

  #alignAtAGlance({ stages, texts }: TextPlace): boolean {
    return everyPair(stages, (a, b) => alignAtAGlance(this.#words, a, texts[a] ?? "", b, texts[b] ?? ""));
  }

  /** As the full comparison does it, with words of several parts too. */
  #align({ stages, texts }: TextPlace): boolean {
    return everyPair(stages, new AlignedTexts(stages, texts, this.#setting.vocabulary, () => []).equality());
  }

  /**
   * Texts that align differ where in every stage the whole text refers to a resource, and these have different addresses. Here
   * the addresses are counted to which a text can refer at all: with none in some stage, or the same one in all, it does not.
   */
  #mayReferApart(place: TextPlace): boolean {
    let only: string | undefined;
    for (const stage of place.stages) {
      const addresses = this.#possibleTargets(place, stage);
      if (addresses.size === 0) return false;
      for (const address of addresses) {
        if (only !== undefined && only !== address) return true;
        only = address;
      }
    }
    return false;
  }

  #possibleTargets(place: TextPlace, stage: number): ReadonlySet<string> {
    const self = place.subject.resources[stage];
    if (!self) return new Set();
    const other = this.#identitiesOf(stage).onlyOther(place.texts[stage] ?? "", self);
    return new Set([...this.#recorded(place, stage, self), ...(other ? [other] : [])].map(this.#setting.addressOf));
  }

  /** Generated ids are equal where each is the id of the same resource in its stage. */
  #referToSameId(place: TextPlace): boolean {
    const targets = new Map(place.stages.map((stage) => [stage, this.#idTargets(place, stage)]));
    return everyPair(place.stages, (a, b) => intersects(targets.get(a) ?? NONE, targets.get(b) ?? NONE));
  }

  /** What the whole text refers to; of recorded dependencies, whose outputs would have to be parsed, only the ids are looked at. */
  #idTargets(place: TextPlace, stage: number): ReadonlySet<string> {
    const text = place.texts[stage] ?? "";
    const self = place.subject.resources[stage];
    if (!self) return NONE;
    const recorded = this.#recorded(place, stage, self);
    if (recorded.length > 0) {
      const found = recorded.filter(({ state }) => state.id === text);
      return new Set(found.map((resource) => `${this.#setting.addressOf(resource)}\0id`));
    }
    const [found] = this.#setting.references.find(stage, self, place.property, text);
    return found?.start === 0 && found.end === text.length ? found.reference.targets : NONE;
  }

  #recorded({ property }: TextPlace, stage: number, self: Resource): readonly Resource[] {
    if (self.state instanceof IndentedResource && !self.state.recorded) return [];
    return this.#setting.references.recorded(stage, self, property);
  }

  #identitiesOf(stage: number): Identities {
    let identities = this.#identities[stage];
    if (!identities) {
      identities = new Identities(this.#indexes[stage]?.resources ?? []);
      this.#identities[stage] = identities;
    }
    return identities;
  }
}

const NONE: ReadonlySet<string> = new Set();

function everyPair(stages: readonly number[], holds: (a: number, b: number) => boolean): boolean {
  return stages.every((a, index) => stages.slice(index + 1).every((b) => holds(a, b)));
}
