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

/** Goes from resource to resource: there are too many of them to make one for each. */
export class Walk {
  readonly stage: number;
  readonly #reader: BlockReader;
  #state: IndentedResource | null = null;
  /** The inputs are somewhere within. */
  bytes: Buffer;
  /** Where the next line begins. */
  at = 0;
  /** Where the property begins that is looked at. */
  start = 0;
  #end = 0;
  /** Where what the inputs were made from begins. */
  #recorded = 0;

  constructor(stage: number, reader: BlockReader) {
    this.stage = stage;
    this.#reader = reader;
    this.bytes = reader.block;
  }

  /** Whether the resource has inputs of several lines to walk through. */
  begin(state: IndentedResource): boolean {
    const { inputsStart, inputsEnd } = state;
    if (inputsEnd - inputsStart <= FIRST_LINE) return false;
    this.#state = state;
    const first = state.recorded ? Math.min(inputsStart, state.recordedStart) : inputsStart;
    const last = state.recorded ? Math.max(inputsEnd, state.recordedEnd) : inputsEnd;
    const offset = this.#reader.locate(first, last) - first;
    this.bytes = this.#reader.block;
    this.at = inputsStart + offset + FIRST_LINE;
    this.#end = inputsEnd + offset;
    this.#recorded = state.recordedStart + offset;
    return true;
  }

  get isAtProperty(): boolean {
    return this.at < this.#end && lines.isPropertyStart(this.bytes, this.at);
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
    const state = this.#state;
    if (!state?.recorded) return NO_URNS;
    const key = this.property;
    if (PLAIN_KEY.test(key)) {
      const length = state.recordedEnd - state.recordedStart;
      return lines.textsUnder(this.bytes.subarray(this.#recorded, this.#recorded + length), key);
    }
    const all = state.propertyDependencies;
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
