/**
 * Scans the resources of an indented export, window by window. The scanning itself is compiled code: see assembly/scanner.ts,
 * which checks every byte.
 */
import { ARN_END, FACT_COUNT, FACTS, HASH_COUNT, HASHES, PART_COUNT, PARTS, SLACK, WINDOW } from "./assembly/layout.ts";
import type { ByteSource } from "./byte-source.ts";
import { writeNames } from "./members.ts";
import { type Compiled, growTo, instantiate, type Memory, memoryOf } from "./wasm.ts";

/** So much is looked at at once; grows where a single resource is larger. */
export const WINDOW_SIZE = 1 << 19;
/** The window, and as much room for texts and for parts that are kept. */
const AREAS = 3;

export class ResourceScanner {
  readonly #source: ByteSource;
  readonly #memory: Memory;
  readonly #compiled: Compiled;
  #size: number;
  #bytes: Buffer;
  /** Where in the export the window begins, and how much of it is filled. */
  #base = 0;
  #filled = 0;
  /** How many bytes the texts have of all resources that were scanned before the last ones, and of those. */
  #textsBefore = 0;
  #textsLength = 0;
  readonly #keeps: boolean;
  /** How many bytes were kept of all resources that were scanned before the last ones. */
  #keptBefore = 0;

  /** Bytes of inputs are kept where `keeps` says so. `size` is that of the window. */
  constructor(source: ByteSource, keeps: boolean, size: number) {
    this.#size = size;
    this.#memory = memoryOf(WINDOW + AREAS * (size + SLACK));
    this.#source = source;
    this.#keeps = keeps;
    this.#compiled = instantiate(this.#memory);
    this.#bytes = Buffer.from(this.#memory.buffer);
    writeNames(this.#bytes);
    this.fill(0);
  }

  /** The bytes that are there to be scanned. */
  get window(): Buffer {
    return this.#bytes.subarray(WINDOW, WINDOW + this.#filled);
  }

  /** Position in the window of what follows the scanned resources. */
  get next(): number {
    return this.#compiled.next.value - WINDOW;
  }

  /** Scans resources from a position in the window on; returns why it stopped, as in assembly/layout.ts. */
  scan(at: number): number {
    this.#textsBefore += this.#textsLength;
    this.#keptBefore += this.#compiled.keptLength.value;
    const [texts, kept] = [this.#textArea, this.#keptArea];
    const bases = [texts - this.#textsBefore, kept - this.#keptBefore] as const;
    const [start, end] = [WINDOW + at, WINDOW + this.#filled];
    const keptAt = this.#keeps ? kept : 0;
    const why = this.#compiled.scan(start, end, texts, bases[0], keptAt, bases[1], this.#base - WINDOW);
    const last = FACTS + ((this.#count - 1) * FACT_COUNT + ARN_END) * 4;
    const textsEnd = this.#count === 0 ? this.#textsBefore : this.#bytes.readUInt32LE(last);
    this.#textsLength = textsEnd - this.#textsBefore;
    return why;
  }

  // Of the resources that were scanned last, the bytes of what assembly/layout.ts describes.

  get texts(): Uint8Array {
    return this.#bytes.subarray(this.#textArea, this.#textArea + this.#textsLength);
  }

  get kept(): Uint8Array {
    return this.#bytes.subarray(this.#keptArea, this.#keptArea + this.#compiled.keptLength.value);
  }

  get facts(): Uint8Array {
    return this.#bytes.subarray(FACTS, FACTS + this.#count * FACT_COUNT * 4);
  }

  get parts(): Uint8Array {
    return this.#bytes.subarray(PARTS, PARTS + this.#count * PART_COUNT * 2 * 8);
  }

  get hashes(): Uint8Array {
    return this.#bytes.subarray(HASHES, HASHES + this.#count * HASH_COUNT * 8);
  }

  /** Moves the window to `from` and fills it; false where nothing is left to read. */
  fill(from: number): boolean {
    const kept = this.#filled - from;
    if (kept === this.#size) this.#grow();
    this.#bytes.copyWithin(WINDOW, WINDOW + from, WINDOW + this.#filled);
    this.#base += from;
    const read = this.#source.read(this.#bytes.subarray(WINDOW + kept, WINDOW + this.#size), this.#base + kept);
    this.#filled = kept + read;
    this.#bytes.fill(0, WINDOW + this.#filled, WINDOW + this.#filled + SLACK);
    return read > 0;
  }

  /** Where in the export a position in the window is. */
  inExport(position: number): number {
    return this.#base + position;
  }

  get #count(): number {
    return this.#compiled.count.value;
  }

  /** Behind the window, as large as it is: the texts are parts of it. */
  get #textArea(): number {
    return WINDOW + this.#size + SLACK;
  }

  /** Behind that, as large again. */
  get #keptArea(): number {
    return WINDOW + 2 * (this.#size + SLACK);
  }

  #grow(): void {
    this.#size *= 2;
    growTo(this.#memory, WINDOW + AREAS * (this.#size + SLACK));
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}
