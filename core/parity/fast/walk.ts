/** One stage's inputs of a resource at which the compiled look has come to a stop; see assembly/walks.ts. */
import type { Tree } from "../values.ts";
import {
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
import { parseScanned } from "./byte-source.ts";
import * as lines from "./lines.ts";
import type { LookMemory } from "./look-memory.ts";

const NO_URNS: readonly string[] = [];
/** A key without signs that may be written as escapes. */
const PLAIN_KEY = /^[\w.:/-]+$/;

/** Where a property starts and ends in the memory of the look. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Walk {
  readonly #memory: LookMemory;
  /** Where in the words of the memory this walk's begin. */
  readonly #words: number;

  /** `position` is the walk's among those that take part. */
  constructor(memory: LookMemory, position: number) {
    this.#memory = memory;
    this.#words = WALKS / 4 + position * WALK_WORDS;
  }

  get stage(): number {
    return this.#word(STAGE);
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
    const start = this.#word(RECORDED_START);
    if (start === 0) return NO_URNS;
    const { bytes } = this.#memory;
    const key = lines.keyAt(bytes, this.#word(PROPERTY));
    if (PLAIN_KEY.test(key)) return lines.textsUnder(bytes.subarray(start, this.#word(RECORDED_END)), key);
    const all = this.#memory.resource(this.#word(SELF))?.state.propertyDependencies;
    return (all && Object.hasOwn(all, key) ? all[key] : null) ?? NO_URNS;
  }

  /** The lines of properties as JSON. */
  parse(properties: readonly (Span | undefined)[]): Tree {
    const members = properties.map((span) =>
      this.#memory.bytes.toString("utf8", span?.start, span?.end).trim().replace(/,$/, ""),
    );
    return parseScanned(`{${members.join(",")}}`) as Tree;
  }

  #word(index: number): number {
    return this.#memory.words[this.#words + index] ?? 0;
  }
}
