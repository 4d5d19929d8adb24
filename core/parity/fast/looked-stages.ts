/** Exports that can be looked at, without parsing them: their bytes, and their resources by URN, id and ARN. */
import type { Pairing } from "../addresses.ts";
import { SHORTEST_PART } from "../identities.ts";
import { type Lookups, StageLookups } from "../lookups.ts";
import type { PhraseMatch } from "../phrases.ts";
import type { Resource } from "../resource.ts";
import type { StageIndex } from "../stage-index.ts";
import type { Vocabulary } from "../words.ts";
import { SCRATCH } from "./assembly/layout.ts";
import { LookMemory } from "./look-memory.ts";
import { PlainWords } from "./plain-words.ts";

/** Written in an export as it is: other signs may be escapes there. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]+$/;
/** In a longer text there are too many parts to look them all up. */
const LONGEST_TO_SEARCH = 256;

export class LookedStages implements Lookups {
  readonly memory: LookMemory;
  readonly words: PlainWords;
  /** For texts that may be written in several ways. */
  readonly #others: Lookups;

  /** null where a stage has no bytes to look at, or words that bytes do not show. */
  static over(stages: readonly StageIndex[], vocabulary: Vocabulary, pairing: Pairing): LookedStages | null {
    const looked = stages.flatMap((index) => (index.indented ? [{ index, deployment: index.indented }] : []));
    const words = looked.length === stages.length ? PlainWords.of(vocabulary, stages.length) : null;
    const memory = words && LookMemory.of(vocabulary, looked, words, pairing);
    return words && memory && new LookedStages(memory, words, new StageLookups(stages));
  }

  private constructor(memory: LookMemory, words: PlainWords, others: Lookups) {
    this.memory = memory;
    this.words = words;
    this.#others = others;
  }

  withUrn(stage: number, urn: string): Resource | undefined {
    const end = this.#write(urn);
    if (end === 0) return this.#others.withUrn(stage, urn);
    return this.memory.resource(this.memory.compiled.withUrn(SCRATCH, end, stage));
  }

  onlyOther(stage: number, text: string, self: Resource): Resource | undefined {
    const end = this.#write(text);
    if (end === 0) return this.#others.onlyOther(stage, text, self);
    const { memory } = this;
    return memory.resource(memory.compiled.otherWith(SCRATCH, end, stage, memory.numberOf(stage, self)));
  }

  findOthers(
    stage: number,
    text: string,
    self: Resource,
    admit: (resource: Resource) => boolean,
  ): readonly PhraseMatch<Resource>[] {
    if (text.length > LONGEST_TO_SEARCH || this.#write(text) === 0)
      return this.#others.findOthers(stage, text, self, admit);
    const { memory } = this;
    const { compiled } = memory;
    const number = memory.numberOf(stage, self);
    const matches: PhraseMatch<Resource>[] = [];
    let [start, end] = [0, text.length];
    for (;;) {
      const found = memory.resource(compiled.nextOther(SCRATCH, text.length, start, end, SHORTEST_PART, stage, number));
      if (!found) return matches;
      start = compiled.foundStart.value;
      end = compiled.foundEnd.value;
      // Further on behind the match, or with what ends before it.
      if (admit(found)) {
        matches.push({ start, end, item: found });
        start = end;
        end = text.length;
      } else end--;
    }
  }

  /** Where the text ends in the memory; 0 where it may be written in several ways, or is too long. */
  #write(text: string): number {
    return PLAIN.test(text) ? this.memory.write(text, SCRATCH) : 0;
  }
}
