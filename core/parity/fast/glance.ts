/**
 * Looks at the bytes of a resource's inputs in all stages, line by line, before anything is parsed. Most properties are equal to
 * the byte or differ in the stage's own words only; what is left over is compared in full, so a look never decides that there is
 * a difference.
 */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import type { StageIndex } from "../stage-index.ts";
import type { Tree } from "../values.ts";
import { BlockReader } from "./byte-source.ts";
import { EqualTexts } from "./equal-texts.ts";
import { IndentedResource } from "./indented-resource.ts";
import * as lines from "./lines.ts";
import { PlainWords } from "./plain-words.ts";

/** Marks secrets, assets and the like. */
const SIGNATURE = '"4dabf18193072939515e22adb298388d"';
/** A property that others are read by: which ones the provider filled in, and whether Vercel hides a value. */
const READ_BY_OTHERS: ReadonlySet<string> = new Set(["__defaults", "sensitive"]);
/** The opening brace, the line break. */
const FIRST_LINE = 2;

const NEWLINE = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
/** In a URL, an ARN and JSON within a text one of these stands; in a host name a dot. */
const IN_COPIES = new Uint8Array(256);
for (const sign of ".:\\") IN_COPIES[sign.charCodeAt(0)] = 1;

/** One stage's inputs, with the position that the walk has come to. */
interface Walk {
  readonly stage: number;
  readonly bytes: Buffer;
  at: number;
}

/** What a look at a property says. */
type Seen = "equal" | "unsure" | "another key";

export class Glance {
  readonly #words: PlainWords;
  readonly #texts: EqualTexts;
  readonly #readers: readonly BlockReader[];

  private constructor(words: PlainWords, texts: EqualTexts, readers: readonly BlockReader[]) {
    this.#words = words;
    this.#texts = texts;
    this.#readers = readers;
  }

  /** null where a stage has no bytes to look at, or words that bytes do not show. */
  static over(setting: Setting, stages: readonly StageIndex[]): Glance | null {
    const sources = stages.flatMap(({ source }) => source ?? []);
    const words = sources.length === stages.length ? PlainWords.of(setting.vocabulary, stages.length) : null;
    if (!words) return null;
    const readers = sources.map((source) => new BlockReader(source));
    return new Glance(words, new EqualTexts(setting, stages, words), readers);
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
    const bytes = this.#readers[stage]?.bytes(state.inputsStart, state.inputsEnd);
    return bytes ? [{ stage, bytes, at: FIRST_LINE }] : [];
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
    while (walks.every(({ bytes, at }) => lines.isPropertyStart(bytes, at))) {
      const starts = walks.map(({ at }) => at);
      const seen = this.#lookAtProperty(subject, stages, walks, signed);
      if (seen === "another key") return null;
      for (const [index, walk] of walks.entries()) walk.at = lines.propertyEnd(walk.bytes, starts[index] ?? 0);
      const spans = walks.map((walk, index) => ({ start: starts[index] ?? 0, end: walk.at }));
      if (seen === "unsure") unsure.push(spans);
      else if (isReadByOthers(walks, starts)) readByOthers.push(spans);
    }
    if (walks.some(({ bytes, at }) => lines.isPropertyStart(bytes, at))) return null;
    return unsure.length === 0 ? unsure : [...unsure, ...readByOthers];
  }

  #lookAtProperty(subject: Subject, stages: readonly number[], walks: readonly Walk[], signed: boolean): Seen {
    const [base, ...others] = walks;
    if (!base) return "unsure";
    const first = base.at;
    let lists = 0;
    for (;;) {
      const start = base.at;
      const { end, difference, mayBeCopy } = compareLine(base, others);
      if (difference >= 0) {
        if (start === first && difference <= lines.keyEnd(base.bytes, first)) return "another key";
        // The order of lists may mean nothing, which only a full comparison knows.
        if (lists > 0 || !this.#isEqualText(subject, stages, walks, first)) return "unsure";
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
  #isEqualText(subject: Subject, stages: readonly number[], walks: readonly Walk[], property: number): boolean {
    const texts: string[] = [];
    let like: lines.TextLine | undefined;
    for (const walk of walks) {
      const end = lines.lineEnd(walk.bytes, walk.at);
      const line = lines.toTextLine(walk.bytes, walk.at, end);
      if (!line) return false;
      like ??= line;
      if (line.start !== like.start || line.end !== like.end) return false;
      texts[walk.stage] = line.text;
      walk.at = end + 1;
    }
    const [base] = walks;
    return (
      base !== undefined &&
      this.#texts.areEqual({ subject, stages, texts, property: lines.keyAt(base.bytes, property) })
    );
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

function isReadByOthers(walks: readonly Walk[], starts: readonly number[]): boolean {
  const [base] = walks;
  return base !== undefined && READ_BY_OTHERS.has(lines.keyAt(base.bytes, starts[0] ?? 0));
}

/** The lines of a property as a member of a JSON map. */
function propertyText(bytes: Buffer, span: Span | undefined): string {
  return bytes.toString("utf8", span?.start, span?.end).trim().replace(/,$/, "");
}

function stateOf(subject: Subject, stage: number): IndentedResource | undefined {
  const state = subject.resources[stage]?.state;
  return state instanceof IndentedResource ? state : undefined;
}
