/** One stage's inputs of a resource, as the compiled look walks through them; see assembly/walks.ts. */
import type { Tree } from "../values.ts";
import {
  AT,
  END,
  PROPERTY,
  RECORDED_END,
  RECORDED_START,
  SELF,
  STAGE,
  TEXT_END,
  TEXT_START,
  WALK_WORDS,
  WALKS,
} from "./assembly/layout.ts";
import { BlockReader, type ByteSource } from "./byte-source.ts";
import type { IndentedResource } from "./indented-resource.ts";
import * as lines from "./lines.ts";
import type { LookMemory } from "./look-memory.ts";

/** The opening brace and the line break. */
const FIRST_LINE = 2;
const NO_URNS: readonly string[] = [];
/** A key without signs that may be written as escapes. */
const PLAIN_KEY = /^[\w.:/-]+$/;

/** Where a property starts and ends in the memory of the look. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Goes from resource to resource: there are too many of them to make one for each. */
export class Walk {
  readonly stage: number;
  readonly #memory: LookMemory;
  readonly #reader: BlockReader;
  readonly #block: Buffer;
  readonly #first: number;
  #state: IndentedResource | null = null;
  /** Where in the words of the memory this walk's begin. */
  #words = 0;

  constructor(stage: number, memory: LookMemory, source: ByteSource) {
    this.stage = stage;
    this.#memory = memory;
    this.#block = memory.blocks[stage] ?? Buffer.alloc(0);
    this.#first = memory.firsts[stage] ?? 0;
    this.#reader = new BlockReader(source, this.#block);
  }

  /** Whether the resource has inputs of several lines to walk through. `position` is the walk's among those that take part. */
  begin(state: IndentedResource, position: number): boolean {
    const { inputsStart, inputsEnd, recorded } = state;
    if (inputsEnd - inputsStart <= FIRST_LINE) return false;
    const { recordedStart, recordedEnd } = state;
    const first = recorded ? Math.min(inputsStart, recordedStart) : inputsStart;
    const last = recorded ? Math.max(inputsEnd, recordedEnd) : inputsEnd;
    if (last - first > this.#block.length) return false;
    this.#state = state;
    const toMemory = this.#block.byteOffset + this.#reader.locate(first, last) - first;
    const { words } = this.#memory;
    const at = WALKS / 4 + position * WALK_WORDS;
    words[at + AT] = inputsStart + toMemory + FIRST_LINE;
    words[at + END] = inputsEnd + toMemory;
    words[at + RECORDED_START] = recorded ? recordedStart + toMemory : 0;
    words[at + RECORDED_END] = recorded ? recordedEnd + toMemory : 0;
    words[at + SELF] = this.#first + state.index;
    words[at + STAGE] = this.stage;
    this.#words = at;
    return true;
  }

  /** The text of the line at which the look has come to a stop. */
  get text(): string {
    return this.#memory.bytes.toString("latin1", this.#word(TEXT_START), this.#word(TEXT_END));
  }

  /** Puts another text there, which a caller has written into the memory. */
  putText(start: number, end: number): void {
    this.#memory.words[this.#words + TEXT_START] = start;
    this.#memory.words[this.#words + TEXT_END] = end;
  }

  /** The JSON in the text of the property at which the look has come to a stop; null where it holds none. */
  get jsonText(): string | null {
    const start = this.#word(PROPERTY);
    const { bytes } = this.#memory;
    return lines.jsonTextAround(bytes, start, lines.lineEnd(bytes, start));
  }

  /** URNs of the resources that the property was made from. */
  recordedUrns(): readonly string[] {
    const state = this.#state;
    if (!state?.recorded) return NO_URNS;
    const { bytes } = this.#memory;
    const key = lines.keyAt(bytes, this.#word(PROPERTY));
    if (PLAIN_KEY.test(key))
      return lines.textsUnder(bytes.subarray(this.#word(RECORDED_START), this.#word(RECORDED_END)), key);
    const all = state.propertyDependencies;
    return (all && Object.hasOwn(all, key) ? all[key] : null) ?? NO_URNS;
  }

  /** The lines of properties as JSON. */
  parse(properties: readonly (Span | undefined)[]): Tree {
    const members = properties.map((span) =>
      this.#memory.bytes.toString("utf8", span?.start, span?.end).trim().replace(/,$/, ""),
    );
    return JSON.parse(`{${members.join(",")}}`);
  }

  #word(index: number): number {
    return this.#memory.words[this.#words + index] ?? 0;
  }
}
