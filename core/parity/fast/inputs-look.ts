/** A look at the inputs of one resource, in all stages that have it. The looking itself is compiled code: assembly/look.ts. */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { parseContainer } from "../json-text.ts";
import type { Resource } from "../stage-index.ts";
import { ASK_TEXTS, DONE, OTHER_KEYS, READ_SPANS, SCRATCH, SPANS } from "./assembly/layout.ts";
import type { EqualTexts } from "./equal-texts.ts";
import { isCleanJson } from "./json-glance.ts";
import type { LookMemory } from "./look-memory.ts";
import type { PlainWords } from "./plain-words.ts";
import type { Span, Walk } from "./walk.ts";

/** What all looks of one comparison share. */
export interface Looking {
  readonly setting: Setting;
  readonly memory: LookMemory;
  readonly words: PlainWords;
  readonly texts: EqualTexts;
}

const NO_SUBJECT: Subject = { address: "", resources: [] };
const NONE: readonly never[] = [];

/** Goes from resource to resource, as its walks do. */
export class InputsLook {
  readonly #looking: Looking;
  #subject: Subject = NO_SUBJECT;
  #stages: readonly number[] = [];
  #walks: readonly Walk[] = [];
  /** By stage position, the resources that the property was made from, as far as they were asked for. */
  readonly #recorded: (readonly Resource[] | undefined)[] = [];

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  /**
   * The properties that have to be compared in full, each as its span in every walk; null where the stages have other ones.
   * `walks` are at the resource in all `stages`; `signed` says whether secrets or the like stand in any of them.
   */
  unsure(
    subject: Subject,
    stages: readonly number[],
    walks: readonly Walk[],
    signed: boolean,
  ): readonly (readonly Span[])[] | null {
    const { compiled } = this.#looking.memory;
    this.#subject = subject;
    this.#stages = stages;
    this.#walks = walks;
    compiled.begin(walks.length, signed);
    for (let seen = compiled.look(); seen !== DONE; seen = compiled.look()) {
      if (seen === OTHER_KEYS) return null;
      this.#recorded.length = 0;
      if (!compiled.answer(seen === ASK_TEXTS ? this.#areTextsEqual() : this.#isCleanJson())) return null;
    }
    const open = compiled.openWords.value;
    return open === 0 ? NONE : [...this.#spans(SPANS, open), ...this.#spans(READ_SPANS, compiled.readWords.value)];
  }

  #spans(at: number, count: number): Span[][] {
    const words = [...this.#looking.memory.words.subarray(at / 4, at / 4 + count)];
    const spans = Array.from({ length: count / 2 }, (_, index) => ({
      start: words[index * 2] ?? 0,
      end: words[index * 2 + 1] ?? 0,
    }));
    const each = this.#walks.length;
    return Array.from({ length: spans.length / each }, (_, index) => spans.slice(index * each, (index + 1) * each));
  }

  #areTextsEqual(): boolean {
    return this.#areEqual(this.#walks.map((walk) => walk.text));
  }

  /** Whether a property that is JSON in a text, such as a policy, is the same in all stages. */
  #isCleanJson(): boolean {
    const { setting, words } = this.#looking;
    const values: unknown[] = [];
    for (const { jsonText } of this.#walks) values.push(jsonText === null ? undefined : parseContainer(jsonText));
    const areEqual = (leaves: readonly string[]) => this.#areEqualAtOnce(leaves) || this.#areEqual(leaves);
    return (
      values[0] !== undefined && isCleanJson({ vocabulary: setting.vocabulary, words, areEqual }, this.#stages, values)
    );
  }

  /** Texts of ASCII by walk, as the look itself judges those of a line. */
  #areEqualAtOnce(texts: readonly string[]): boolean {
    const { memory } = this.#looking;
    let at = SCRATCH;
    for (const [index, text] of texts.entries()) {
      const end = memory.write(text, at);
      if (end === 0) return false;
      this.#walks[index]?.putText(at, end);
      at = end;
    }
    return memory.compiled.areTextsEqual(texts.length) !== 0;
  }

  /** `texts` by walk. */
  #areEqual(texts: readonly string[]): boolean {
    const byStage: string[] = [];
    for (const [index, text] of texts.entries()) byStage[this.#walks[index]?.stage ?? 0] = text;
    const { texts: judge } = this.#looking;
    const place = { subject: this.#subject, stages: this.#stages, texts: byStage, recordedIn: this.#recordedIn };
    return judge.areEqual(place);
  }

  readonly #recordedIn = (stage: number): readonly Resource[] => {
    const known = this.#recorded[stage];
    if (known) return known;
    const self = this.#subject.resources[stage];
    const urns = this.#walks.find((walk) => walk.stage === stage)?.recordedUrns() ?? NONE;
    const found = self && urns.length > 0 ? this.#looking.setting.references.resolve(stage, self, urns) : NONE;
    this.#recorded[stage] = found;
    return found;
  };
}
