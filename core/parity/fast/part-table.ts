/** Where the parts of all resources of one export lie, and what was parsed last. */
import type { BlockReader } from "./byte-source.ts";
import { PARTS, type Part } from "./members.ts";

/** Parsed parts are dropped again after so many: those of a large stage would not fit into memory. */
const MOST_KEPT = 64;

export class PartTable {
  readonly #reader: BlockReader;
  /** Start and end of every part of every resource, in the order of {@link PARTS}; 0 where it has none. */
  readonly #positions: Float64Array;
  readonly #parsed = new Map<number, unknown>();

  constructor(positions: Float64Array, reader: BlockReader) {
    this.#positions = positions;
    this.#reader = reader;
  }

  /** Where the part starts; 0 where the resource has none. */
  start(resource: number, part: Part): number {
    return this.#positions[slotOf(resource, part)] ?? 0;
  }

  end(resource: number, part: Part): number {
    return this.#positions[slotOf(resource, part) + 1] ?? 0;
  }

  parse(resource: number, part: Part): unknown {
    const slot = slotOf(resource, part);
    if (this.#parsed.has(slot)) return this.#parsed.get(slot);
    const start = this.start(resource, part);
    if (start === 0) return undefined;
    const value: unknown = JSON.parse(this.#reader.bytes(start, this.end(resource, part)).toString("utf8"));
    if (this.#parsed.size >= MOST_KEPT) this.#parsed.clear();
    this.#parsed.set(slot, value);
    return value;
  }

  /** Whether a part contains an ASCII text as its bytes. */
  holds(resource: number, part: Part, text: string): boolean {
    const start = this.start(resource, part);
    return start !== 0 && this.#reader.bytes(start, this.end(resource, part)).includes(text, 0, "latin1");
  }
}

function slotOf(resource: number, part: Part): number {
  return (resource * PARTS.length + PARTS.indexOf(part)) * 2;
}
