/** One stage's inputs of a resource, and how far a look has come in them. */

import type { Tree } from "../values.ts";
import type { BlockReader } from "./byte-source.ts";
import type { IndentedResource } from "./indented-resource.ts";
import * as lines from "./lines.ts";

/** The opening brace and the line break. */
const FIRST_LINE = 2;
const NO_URNS: readonly string[] = [];
/** A key without signs that may be written as escapes. */
const PLAIN_KEY = /^[\w.:/-]+$/;

export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Walk {
  readonly stage: number;
  readonly bytes: Buffer;
  /** Where the next line begins. */
  at = FIRST_LINE;
  /** Where the property begins that is looked at. */
  start = FIRST_LINE;
  readonly #state: IndentedResource;
  /** What the inputs were made from; null where from nothing. */
  readonly #recorded: Buffer | null;

  private constructor(stage: number, state: IndentedResource, bytes: Buffer, recorded: Buffer | null) {
    this.stage = stage;
    this.#state = state;
    this.bytes = bytes;
    this.#recorded = recorded;
  }

  /** null where the resource has no inputs of several lines. The walk holds until the reader is asked for something else. */
  static of(stage: number, state: IndentedResource, reader: BlockReader): Walk | null {
    const { inputsStart, inputsEnd, recordedStart, recordedEnd } = state;
    if (inputsEnd - inputsStart <= FIRST_LINE) return null;
    if (!state.recorded) return new Walk(stage, state, reader.bytes(inputsStart, inputsEnd), null);
    const start = Math.min(inputsStart, recordedStart);
    const bytes = reader.bytes(start, Math.max(inputsEnd, recordedEnd));
    const inputs = bytes.subarray(inputsStart - start, inputsEnd - start);
    return new Walk(stage, state, inputs, bytes.subarray(recordedStart - start, recordedEnd - start));
  }

  get isAtProperty(): boolean {
    return lines.isPropertyStart(this.bytes, this.at);
  }

  /** The key of the property that is looked at. */
  get property(): string {
    return lines.keyAt(this.bytes, this.start);
  }

  /** Moves behind the property, wherever in it the look has ended. */
  skipProperty(): Span {
    this.at = lines.propertyEnd(this.bytes, this.start);
    return { start: this.start, end: this.at };
  }

  /** URNs of the resources that the property was made from. */
  recordedUrns(): readonly string[] {
    if (!this.#recorded) return NO_URNS;
    const key = this.property;
    if (PLAIN_KEY.test(key)) return lines.textsUnder(this.#recorded, key);
    const all = this.#state.propertyDependencies;
    return (all && Object.hasOwn(all, key) ? all[key] : null) ?? NO_URNS;
  }

  /** The lines of properties as JSON. */
  parse(properties: readonly (Span | undefined)[]): Tree {
    const members = properties.map((span) =>
      this.bytes.toString("utf8", span?.start, span?.end).trim().replace(/,$/, ""),
    );
    return JSON.parse(`{${members.join(",")}}`);
  }
}
