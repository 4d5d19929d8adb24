/** Whether texts that differ are equal all the same, where that can be seen without parsing anything. */
import type { Subject } from "../addresses.ts";
import { AlignedTexts } from "../aligned-text.ts";
import type { Setting } from "../comparison.ts";
import { dependsOn, identityTargets, intersects } from "../references.ts";
import type { Resource } from "../resource.ts";
import { IndentedResource } from "./indented-resource.ts";
import { alignAtAGlance, type PlainWords } from "./plain-words.ts";

/** One differing text of a resource. */
export interface TextPlace {
  readonly subject: Subject;
  /** Positions of the stages that have the resource. */
  readonly stages: readonly number[];
  /** By stage position. */
  readonly texts: readonly string[];
  /** The other resources that the property was made from in a stage. */
  readonly recordedIn: (stage: number) => readonly Resource[];
}

export class EqualTexts {
  readonly #setting: Setting;
  readonly #words: PlainWords;

  constructor(setting: Setting, words: PlainWords) {
    this.#setting = setting;
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
   * Texts that align differ all the same where whole texts of two stages refer to resources of different addresses. Here the
   * addresses are counted to which a text can refer at all: as long as there is one only, they do not.
   */
  #mayReferApart(place: TextPlace): boolean {
    return this.#countsSeveral(place, () => true) && this.#countsSeveral(place, mayHaveOutput);
  }

  /** Whether the texts can refer to several addresses: of the recorded dependencies to those that `admit` lets in. */
  #countsSeveral(place: TextPlace, admit: (resource: Resource, text: string) => boolean): boolean {
    const last = place.stages.at(-1);
    let only: string | undefined;
    for (const stage of place.stages) {
      const self = place.subject.resources[stage];
      // With no reference in any other stage, that of the last one does not matter.
      if (!self || (stage === last && only === undefined)) continue;
      const text = place.texts[stage] ?? "";
      const recorded = place.recordedIn(stage);
      const other = this.#setting.lookups.onlyOther(stage, text, self);
      for (let index = other ? -1 : 0; index < recorded.length; index++) {
        const target = index < 0 ? other : recorded[index];
        if (!target || (index >= 0 && !admit(target, text))) continue;
        const address = target.address;
        if (only !== undefined && only !== address) return true;
        only = address;
      }
    }
    return false;
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
    const recorded = place.recordedIn(stage);
    if (recorded.length > 0) {
      const found = recorded.filter(({ state }) => state.id === text);
      return new Set(found.map((resource) => `${resource.address}\0id`));
    }
    const other = this.#setting.lookups.onlyOther(stage, text, self);
    return other && !dependsOn(other, self) ? identityTargets(other.address, other, text) : NONE;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Whether the text can be the id or an output of the resource, as far as its bytes tell. */
function mayHaveOutput({ state }: Resource, text: string): boolean {
  if (!(state instanceof IndentedResource) || state.id === text || /[^\w .:/*-]/.test(text)) return true;
  return state.mayHold("outputs", `"${text}"`);
}

function everyPair(stages: readonly number[], holds: (a: number, b: number) => boolean): boolean {
  for (const [index, a] of stages.entries()) {
    for (let other = index + 1; other < stages.length; other++) if (!holds(a, stages[other] ?? 0)) return false;
  }
  return true;
}
