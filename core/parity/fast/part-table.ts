/** Where the parts of all resources of one export lie, and what was parsed last. */
import { BlockReader, type ByteSource, parseScanned } from "./byte-source.ts";
import { PARTS, type Part } from "./members.ts";

/** Parsed parts are dropped again after so many: those of a large stage would not fit into memory. */
const MOST_KEPT = 64;

/** Parts are asked for here and there: few bytes are read at once. */
const BLOCK = 1 << 13;
/** What a look goes through, which may be kept apart from the rest of the export. */
const LOOKED_AT: readonly Part[] = ["inputs", "propertyDependencies"];

export class PartTable {
  /** Start and end of every part of every resource, in the order of {@link PARTS}; the end is 0 where it has none. */
  readonly #positions: Float64Array;
  readonly #inputs: BlockReader;
  readonly #export: BlockReader;
  readonly #parsed = new Map<number, unknown>();

  /** `inputs` is where positions of inputs and of what they were made from are. */
  constructor(positions: Float64Array, inputs: ByteSource, source: ByteSource) {
    this.#positions = positions;
    this.#export = new BlockReader(source, Buffer.allocUnsafeSlow(BLOCK));
    this.#inputs = source === inputs ? this.#export : new BlockReader(inputs, Buffer.allocUnsafeSlow(BLOCK));
  }

  parse(resource: number, part: Part): unknown {
    const slot = slotOf(resource, part);
    if (this.#parsed.has(slot)) return this.#parsed.get(slot);
    const bytes = this.#bytes(resource, part);
    if (!bytes) return undefined;
    const value = parseScanned(bytes.toString("utf8"));
    if (this.#parsed.size >= MOST_KEPT) this.#parsed.clear();
    this.#parsed.set(slot, value);
    return value;
  }

  /** Whether a part contains an ASCII text as its bytes. */
  holds(resource: number, part: Part, text: string): boolean {
    return this.#bytes(resource, part)?.includes(text, 0, "latin1") === true;
  }

  /** null where the resource has no such part. */
  #bytes(resource: number, part: Part): Buffer | null {
    const slot = slotOf(resource, part);
    const end = this.#positions[slot + 1] ?? 0;
    const reader = LOOKED_AT.includes(part) ? this.#inputs : this.#export;
    return end === 0 ? null : reader.bytes(this.#positions[slot] ?? 0, end);
  }
}

function slotOf(resource: number, part: Part): number {
  return (resource * PARTS.length + PARTS.indexOf(part)) * 2;
}
