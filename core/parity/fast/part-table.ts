/** Where the parts of all resources of one export lie, and what was parsed last. */
import type { BlockReader } from "./byte-source.ts";

/** Parts of a resource that are parsed when they are asked for. */
export const PARTS = ["inputs", "outputs", "dependencies", "propertyDependencies", "additionalSecretOutputs"] as const;
export type Part = (typeof PARTS)[number];

/** Parsed parts are dropped again after so many: those of a large stage would not fit into memory. */
const MOST_KEPT = 64;

export class PartTable {
  readonly #reader: BlockReader;
  /** Start and end of every part of every resource; 0 where it has none. One array: 100,000 resources have a million numbers. */
  #positions = new Float64Array(1 << 12);
  #count = 0;
  readonly #parsed = new Map<number, unknown>();

  constructor(reader: BlockReader) {
    this.#reader = reader;
  }

  /** Appends the next resource's next part, in the order of {@link PARTS}. */
  add(start: number, end: number): void {
    if (this.#count + 2 > this.#positions.length) {
      const larger = new Float64Array(this.#positions.length * 2);
      larger.set(this.#positions);
      this.#positions = larger;
    }
    this.#positions[this.#count++] = start;
    this.#positions[this.#count++] = end;
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
