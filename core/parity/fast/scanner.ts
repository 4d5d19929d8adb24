/**
 * Scans the resources of an indented export, window by window. The scanning itself is compiled code: see assembly/scanner.ts,
 * which checks every byte.
 */
import {
  ARN_END,
  FACT_COUNT,
  FACTS,
  FLAGS,
  HAS_ARN,
  HAS_ID,
  HAS_TYPE,
  HASH_COUNT,
  HASHES,
  ID_END,
  PART_COUNT,
  PARTS,
  SLACK,
  TO_DECODE,
  TYPE_END,
  URN_END,
  WINDOW,
} from "./assembly/layout.ts";
import type { ByteSource } from "./byte-source.ts";
import { writeMembers } from "./members.ts";
import { type Compiled, growTo, instantiate, memoryOf } from "./wasm.ts";

/** So much is looked at at once; grows where a single resource is larger. */
const WINDOW_SIZE = 1 << 19;

/** What makes a resource known. */
export interface Scanned {
  readonly urn: string;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly arn: string | undefined;
  /** See assembly/layout.ts. */
  readonly flags: number;
}

export class ResourceScanner {
  readonly #source: ByteSource;
  readonly #memory = memoryOf(WINDOW + 2 * (WINDOW_SIZE + SLACK));
  readonly #compiled: Compiled;
  #size = WINDOW_SIZE;
  #bytes: Buffer;
  /** Where in the export the window begins, and how much of it is filled. */
  #base = 0;
  #filled = 0;
  /** Of the resources that were scanned last: all texts in a row, where the next one's begin, and what is known of each. */
  #texts = "";
  #textStart = 0;
  #facts = new Uint32Array();

  constructor(source: ByteSource) {
    this.#source = source;
    this.#compiled = instantiate(this.#memory);
    this.#bytes = Buffer.from(this.#memory.buffer);
    writeMembers(this.#bytes);
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

  /** How many resources were scanned. */
  get count(): number {
    return this.#compiled.count.value;
  }

  /** Scans resources from a position in the window on; returns why it stopped, as in assembly/layout.ts. */
  scan(at: number): number {
    const texts = this.#textArea;
    const why = this.#compiled.scan(WINDOW + at, WINDOW + this.#filled, texts, this.#base - WINDOW);
    this.#facts = new Uint32Array(this.#memory.buffer, FACTS, this.count * FACT_COUNT);
    const end = this.#facts.at(ARN_END - FACT_COUNT) ?? 0;
    this.#texts = this.#bytes.toString("latin1", texts, texts + end);
    this.#textStart = 0;
    return why;
  }

  /** Of each scanned resource, where its parts start and end in the export. */
  get parts(): Float64Array {
    return new Float64Array(this.#memory.buffer, PARTS, this.count * PART_COUNT * 2);
  }

  /** Of each scanned resource, hashes of its URN, id and `arn` output, in two words each. */
  get hashes(): Uint32Array {
    return new Uint32Array(this.#memory.buffer, HASHES, this.count * HASH_COUNT * 2);
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

  /** To be asked for in the order of the resources. */
  resource(index: number): Scanned {
    const facts = this.#facts;
    const at = index * FACT_COUNT;
    const flags = facts[at + FLAGS] ?? 0;
    const decode = (flags & TO_DECODE) !== 0;
    const urn = this.#text(facts[at + URN_END] ?? 0, decode);
    const type = this.#text(facts[at + TYPE_END] ?? 0, decode);
    const id = this.#text(facts[at + ID_END] ?? 0, decode);
    const arn = this.#text(facts[at + ARN_END] ?? 0, decode);
    return {
      urn,
      type: (flags & HAS_TYPE) === 0 ? undefined : type,
      id: (flags & HAS_ID) === 0 ? undefined : id,
      arn: (flags & HAS_ARN) === 0 ? undefined : arn,
      flags,
    };
  }

  #text(end: number, decode: boolean): string {
    const text = this.#texts.slice(this.#textStart, end);
    this.#textStart = end;
    return decode ? JSON.parse(`"${Buffer.from(text, "latin1").toString("utf8")}"`) : text;
  }

  /** Behind the window, as large as it is: the texts are parts of it. */
  get #textArea(): number {
    return WINDOW + this.#size + SLACK;
  }

  #grow(): void {
    this.#size *= 2;
    growTo(this.#memory, WINDOW + 2 * (this.#size + SLACK));
    this.#bytes = Buffer.from(this.#memory.buffer);
  }
}
