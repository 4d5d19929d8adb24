/** A look at the inputs of all subjects. The looking itself is compiled code: assembly/subjects.ts and assembly/look.ts. */
import { type Subject, stagesOf } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { parseContainer } from "../json-text.ts";
import type { Resource } from "../resource.ts";
import type { Tree } from "../values.ts";
import {
  ALL_DONE,
  ASK_JSON,
  ASK_TEXTS,
  BYTES_MISSING,
  OPEN_PARTS,
  READ_SPANS,
  SCRATCH,
  SPANS,
} from "./assembly/layout.ts";
import { EqualTexts } from "./equal-texts.ts";
import { isCleanJson } from "./json-glance.ts";
import type { LookMemory } from "./look-memory.ts";
import type { LookedStages } from "./looked-stages.ts";
import type { PlainWords } from "./plain-words.ts";
import { type Span, Walk } from "./walk.ts";

/** A subject that has to be compared. */
export interface OpenSubject {
  readonly subject: Subject;
  /** Positions of the stages that have it. */
  readonly stages: readonly number[];
  /** By walk, the properties that have to be compared, and those that others are read by; null: all of them. */
  readonly inputs: readonly Tree[] | null;
}

const NO_SUBJECT: Subject = { address: "", resources: [] };
const NONE: readonly never[] = [];

export class InputsLook {
  readonly #setting: Setting;
  readonly #memory: LookMemory;
  readonly #words: PlainWords;
  readonly #subjects: readonly Subject[];
  readonly #texts: EqualTexts;
  readonly #allWalks: readonly Walk[];
  /** What the look has come to a stop at. */
  #subject: Subject = NO_SUBJECT;
  #stages: readonly number[] = NONE;
  #walks: readonly Walk[] = NONE;
  /** By stage position, the resources that the property was made from, as far as they were asked for. */
  readonly #recorded: (readonly Resource[] | undefined)[] = [];

  constructor(setting: Setting, { memory, words }: LookedStages, subjects: readonly Subject[]) {
    this.#setting = setting;
    this.#memory = memory;
    this.#words = words;
    this.#subjects = subjects;
    this.#texts = new EqualTexts(setting, words);
    this.#allWalks = setting.stageNames.map((_name, position) => new Walk(memory, position));
  }

  /** Every subject that the look cannot settle, one after the other. */
  *open(): Generator<OpenSubject> {
    const { compiled } = this.#memory;
    let seen = compiled.lookOn();
    while (seen !== ALL_DONE) {
      if (seen === BYTES_MISSING) {
        this.#memory.readMissing();
        seen = compiled.lookOn();
        continue;
      }
      this.#stopAt(compiled.subject.value);
      if (seen === ASK_TEXTS) seen = compiled.answer(this.#areTextsEqual());
      else if (seen === ASK_JSON) seen = compiled.answer(this.#isCleanJson());
      else {
        const inputs = seen === OPEN_PARTS ? this.#openInputs() : null;
        yield { subject: this.#subject, stages: this.#stages, inputs };
        seen = compiled.lookOn();
      }
    }
  }

  #stopAt(number: number): void {
    this.#recorded.length = 0;
    const subject = this.#subjects[number] ?? NO_SUBJECT;
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#stages = stagesOf(subject);
    this.#walks = this.#allWalks.slice(0, this.#stages.length);
  }

  #openInputs(): readonly Tree[] {
    const { compiled } = this.#memory;
    const spans = [
      ...this.#spans(SPANS, compiled.openWords.value),
      ...this.#spans(READ_SPANS, compiled.readWords.value),
    ];
    return this.#walks.map((walk, position) => walk.parse(spans.map((each) => each[position])));
  }

  #spans(at: number, count: number): Span[][] {
    const { words } = this.#memory;
    const properties: Span[][] = [];
    for (let word = at / 4; word < at / 4 + count; ) {
      const spans: Span[] = [];
      for (const _walk of this.#walks) spans.push({ start: words[word++] ?? 0, end: words[word++] ?? 0 });
      properties.push(spans);
    }
    return properties;
  }

  #areTextsEqual(): boolean {
    return this.#areEqual(this.#walks.map((walk) => walk.text));
  }

  /** Whether a property that is JSON in a text, such as a policy, is the same in all stages. */
  #isCleanJson(): boolean {
    const values: unknown[] = [];
    for (const { jsonText } of this.#walks) values.push(jsonText === null ? undefined : parseContainer(jsonText));
    const areEqual = (leaves: readonly string[]) => this.#areEqualAtOnce(leaves) || this.#areEqual(leaves);
    return (
      values[0] !== undefined &&
      isCleanJson({ vocabulary: this.#setting.vocabulary, words: this.#words, areEqual }, this.#stages, values)
    );
  }

  /** Texts of ASCII by walk, as the look itself judges those of a line. */
  #areEqualAtOnce(texts: readonly string[]): boolean {
    let at = SCRATCH;
    for (const [index, text] of texts.entries()) {
      const end = this.#memory.write(text, at);
      if (end === 0) return false;
      this.#walks[index]?.putText(at, end);
      at = end;
    }
    return this.#memory.compiled.areTextsEqual(texts.length) !== 0;
  }

  /** `texts` by walk. */
  #areEqual(texts: readonly string[]): boolean {
    const byStage: string[] = [];
    for (const [index, text] of texts.entries()) byStage[this.#stages[index] ?? 0] = text;
    const place = { subject: this.#subject, stages: this.#stages, texts: byStage, recordedIn: this.#recordedIn };
    return this.#texts.areEqual(place);
  }

  readonly #recordedIn = (stage: number): readonly Resource[] => {
    const known = this.#recorded[stage];
    if (known) return known;
    const self = this.#subject.resources[stage];
    const urns = this.#walks.find((walk) => walk.stage === stage)?.recordedUrns() ?? NONE;
    const found = self && urns.length > 0 ? this.#setting.references.resolve(stage, self, urns) : NONE;
    this.#recorded[stage] = found;
    return found;
  };
}
