/**
 * Looks at the bytes of a resource's inputs in all stages, line by line, before anything is parsed. Most properties are equal to
 * the byte or differ in the stage's own words only; what is left over is compared in full, so a look never decides that there is
 * a difference.
 */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { parseContainer } from "../json-text.ts";
import type { StageIndex } from "../stage-index.ts";
import type { Tree } from "../values.ts";
import type { Vocabulary } from "../words.ts";
import { BlockReader } from "./byte-source.ts";
import { EqualTexts } from "./equal-texts.ts";
import { IndentedResource } from "./indented-resource.ts";
import { isCleanJson } from "./json-glance.ts";
import * as lines from "./lines.ts";
import { PlainWords } from "./plain-words.ts";

/** So much of an export is read at once: resources mostly pair in the order in which they stand. */
const BLOCK = 1 << 17;
/** Marks secrets, assets and the like. */
const SIGNATURE = '"4dabf18193072939515e22adb298388d"';
/** A property that others are read by: which ones the provider filled in, and whether Vercel hides a value. */
const READ_BY_OTHERS: ReadonlySet<string> = new Set(["__defaults", "sensitive"]);
/** The opening brace, the line break. */
const FIRST_LINE = 2;

const NO_URNS: readonly string[] = [];
/** A key without signs that may be written as escapes. */
const PLAIN_KEY = /^[\w.:/-]+$/;

const NEWLINE = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
/** In a URL, an ARN and JSON within a text one of these stands; in a host name a dot. */
const IN_COPIES = new Uint8Array(256);
for (const sign of ".:\\") IN_COPIES[sign.charCodeAt(0)] = 1;

/** One stage's inputs, with the position that the walk has come to, and where the property there begins. */
interface Walk {
  readonly stage: number;
  readonly state: IndentedResource;
  readonly bytes: Buffer;
  /** What the inputs were made from; null where from nothing. */
  readonly recorded: Buffer | null;
  at: number;
  start: number;
}

/** What a look at a property says. */
type Seen = "equal" | "unsure" | "another key";

export class Glance {
  readonly #vocabulary: Vocabulary;
  readonly #words: PlainWords;
  readonly #texts: EqualTexts;
  readonly #readers: readonly BlockReader[];

  private constructor(vocabulary: Vocabulary, words: PlainWords, texts: EqualTexts, readers: readonly BlockReader[]) {
    this.#vocabulary = vocabulary;
    this.#words = words;
    this.#texts = texts;
    this.#readers = readers;
  }

  /** null where a stage has no bytes to look at, or words that bytes do not show. */
  static over(setting: Setting, stages: readonly StageIndex[]): Glance | null {
    const sources = stages.flatMap(({ source }) => source ?? []);
    const words = sources.length === stages.length ? PlainWords.of(setting.vocabulary, stages.length) : null;
    if (!words) return null;
    const readers = sources.map((source) => new BlockReader(source, BLOCK));
    return new Glance(setting.vocabulary, words, new EqualTexts(setting, stages, words), readers);
  }

  /** By stage position the inputs that have to be compared; null where none have. `stages` are those with the resource. */
  inputsToCompare(subject: Subject, stages: readonly number[]): readonly (Tree | undefined)[] | null {
    const signed = stages.some((stage) => stateOf(subject, stage)?.signed);
    // What only one stage has is compared with nothing; its secrets count.
    if (stages.length === 1 && !signed) return null;
    const walks = stages.length > 1 ? stages.flatMap((stage) => this.#walkOf(subject, stage)) : [];
    const unsure = walks.length === stages.length ? this.#look(subject, stages, walks, signed) : null;
    if (!unsure) return subject.resources.map((resource) => resource?.state.inputs ?? {});
    if (unsure.length === 0) return null;
    const inputs: (Tree | undefined)[] = subject.resources.map(() => undefined);
    for (const [index, { stage, bytes }] of walks.entries()) {
      const properties = unsure.map((spans) => propertyText(bytes, spans[index]));
      inputs[stage] = JSON.parse(`{${properties.join(",")}}`);
    }
    return inputs;
  }

  /** None where the resource has no inputs of several lines. */
  #walkOf(subject: Subject, stage: number): readonly Walk[] {
    const state = stateOf(subject, stage);
    if (!state || state.inputsEnd - state.inputsStart <= FIRST_LINE) return [];
    const start = state.recorded ? Math.min(state.inputsStart, state.recordedStart) : state.inputsStart;
    const end = state.recorded ? Math.max(state.inputsEnd, state.recordedEnd) : state.inputsEnd;
    const bytes = this.#readers[stage]?.bytes(start, end);
    if (!bytes) return [];
    const inputs = bytes.subarray(state.inputsStart - start, state.inputsEnd - start);
    const recorded = state.recorded ? bytes.subarray(state.recordedStart - start, state.recordedEnd - start) : null;
    return [{ stage, state, bytes: inputs, recorded, at: FIRST_LINE, start: FIRST_LINE }];
  }

  /** The properties that have to be compared, each as its span in every walk; null where the stages have different ones. */
  #look(
    subject: Subject,
    stages: readonly number[],
    walks: readonly Walk[],
    signed: boolean,
  ): readonly Span[][] | null {
    const unsure: Span[][] = [];
    const readByOthers: Span[][] = [];
    while (walks.every(isAtProperty)) {
      for (const walk of walks) walk.start = walk.at;
      const seen = this.#lookAtProperty(subject, stages, walks, signed);
      if (seen === "another key") return null;
      if (seen === "unsure") unsure.push(walks.map(toSpan));
      else if (isReadByOthers(walks)) readByOthers.push(walks.map(toSpan));
    }
    if (walks.some(isAtProperty)) return null;
    return unsure.length === 0 ? unsure : [...unsure, ...readByOthers];
  }

  #lookAtProperty(subject: Subject, stages: readonly number[], walks: readonly Walk[], signed: boolean): Seen {
    const [base, ...others] = walks;
    if (!base) return "unsure";
    const first = base.start;
    let lists = 0;
    for (;;) {
      const start = base.at;
      const { end, difference, mayBeCopy } = compareLine(base, others);
      if (difference >= 0) {
        if (start === first && difference <= lines.keyEnd(base.bytes, first)) return "another key";
        // The order of a list may mean nothing, which only a full comparison knows.
        if (lists > 1 || (lists === 1 && !lines.isOnlyItem(base.bytes, start, end))) return "unsure";
        if (!this.#isEqualText(subject, stages, walks, difference - start)) return "unsure";
      } else {
        const line = mayBeCopy || signed ? base.bytes.toString("latin1", start, end) : "";
        if (signed && line.includes(SIGNATURE)) return "unsure";
        if (mayBeCopy && this.#words.mayBeForeign(line)) return "unsure";
        for (const walk of others) walk.at += end - start + 1;
        base.at = end + 1;
        lists += lines.listsOpened(base.bytes, end);
      }
      if (start === first ? !lines.isOpening(base.bytes, end) : lines.isPropertyEnd(base.bytes, start)) return "equal";
    }
  }

  /** Whether the line at which all walks stand holds one text, which is equal though it differs; then the walks move on. */
  #isEqualText(subject: Subject, stages: readonly number[], walks: readonly Walk[], difference: number): boolean {
    const [base] = walks;
    if (!base) return false;
    const texts: string[] = [];
    let isFollowed: boolean | undefined;
    for (const walk of walks) {
      const { bytes, at } = walk;
      const end = lines.lineEnd(bytes, at + difference);
      const text = lines.textAround(bytes, at, at + difference, end);
      if (!text) return this.#isCleanJson(subject, stages, walks, difference);
      // What stands before the difference is the same; what follows the text has to be, too.
      isFollowed ??= text.end === end - 2;
      if (isFollowed !== (text.end === end - 2)) return false;
      texts[walk.stage] = bytes.toString("latin1", text.start, text.end);
    }
    for (const walk of walks) walk.at = lines.lineEnd(walk.bytes, walk.at + difference) + 1;
    return this.#areEqual(subject, stages, walks, texts);
  }

  /** The same of a line with a property of the inputs that is JSON in a text, such as a policy. */
  #isCleanJson(subject: Subject, stages: readonly number[], walks: readonly Walk[], difference: number): boolean {
    const [base] = walks;
    if (!base || base.at !== base.start) return false;
    const values: unknown[] = [];
    for (const walk of walks) {
      const end = lines.lineEnd(walk.bytes, walk.at + difference);
      const text = lines.jsonTextAround(walk.bytes, walk.at, end);
      values.push(text === null ? undefined : parseContainer(text));
      walk.at = end + 1;
    }
    const areEqual = (leaves: readonly string[]) => {
      const texts: string[] = [];
      for (const [index, leaf] of leaves.entries()) texts[walks[index]?.stage ?? 0] = leaf;
      return this.#areEqual(subject, stages, walks, texts);
    };
    const judge = { vocabulary: this.#vocabulary, words: this.#words, areEqual };
    return values[0] !== undefined && isCleanJson(judge, stages, values);
  }

  /** `texts` by stage position. */
  #areEqual(subject: Subject, stages: readonly number[], walks: readonly Walk[], texts: readonly string[]): boolean {
    const recordedIn = (stage: number) => recordedUrns(walks.find((walk) => walk.stage === stage));
    return this.#texts.areEqual({ subject, stages, texts, recordedIn });
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Compares the line of the first walk with those of the others. */
function compareLine(base: Walk, others: readonly Walk[]): { end: number; difference: number; mayBeCopy: boolean } {
  const { bytes, at: start } = base;
  let difference = -1;
  let mayBeCopy = false;
  let end = start;
  for (const { bytes: other, at: otherStart } of others) {
    let at = start;
    let otherAt = otherStart;
    let sign = bytes[at] ?? 0;
    while (sign === other[otherAt] && sign !== NEWLINE) {
      if (IN_COPIES[sign] === 1 && (sign !== COLON || bytes[at + 1] !== SPACE)) mayBeCopy = true;
      at++;
      otherAt++;
      sign = bytes[at] ?? 0;
    }
    if (sign !== NEWLINE || other[otherAt] !== NEWLINE) difference = difference < 0 ? at : Math.min(difference, at);
    end = at;
  }
  return { end: difference < 0 ? end : lines.lineEnd(bytes, difference), difference, mayBeCopy };
}

/** URNs of the resources that the property at which the walk is was made from. */
function recordedUrns(walk: Walk | undefined): readonly string[] {
  if (!walk?.recorded) return NO_URNS;
  const key = lines.keyAt(walk.bytes, walk.start);
  if (PLAIN_KEY.test(key)) return lines.textsUnder(walk.recorded, key);
  const all = walk.state.propertyDependencies;
  return (all && Object.hasOwn(all, key) ? all[key] : null) ?? NO_URNS;
}

function isAtProperty({ bytes, at }: Walk): boolean {
  return lines.isPropertyStart(bytes, at);
}

/** Moves the walk behind the property, wherever in it the look has ended. */
function toSpan(walk: Walk): Span {
  walk.at = lines.propertyEnd(walk.bytes, walk.start);
  return { start: walk.start, end: walk.at };
}

function isReadByOthers([base]: readonly Walk[]): boolean {
  return base !== undefined && READ_BY_OTHERS.has(lines.keyAt(base.bytes, base.start));
}

/** The lines of a property as a member of a JSON map. */
function propertyText(bytes: Buffer, span: Span | undefined): string {
  return bytes.toString("utf8", span?.start, span?.end).trim().replace(/,$/, "");
}

function stateOf(subject: Subject, stage: number): IndentedResource | undefined {
  const state = subject.resources[stage]?.state;
  return state instanceof IndentedResource ? state : undefined;
}
