/**
 * Scans the resources of an indented export, window by window. The scanning itself is compiled code: see assembly/scanner.ts,
 * which checks every byte.
 */
import {
  ARN_TEXT_END,
  FLAGS,
  HAS_ARN,
  HAS_ID,
  HAS_TYPE,
  ID_TEXT_END,
  RECORD_WORDS,
  RECORDED,
  RECORDS,
  SIGNED,
  SLACK,
  TO_DECODE,
  TYPE_TEXT_END,
  URN_TEXT_END,
  WINDOW,
} from "./assembly/layout.ts";
import type { ByteSource } from "./byte-source.ts";
import { writeMembers } from "./members.ts";
import { type Compiled, growTo, instantiate, memoryOf } from "./wasm.ts";

/** So much is looked at at once; grows where a single resource is larger. */
const WINDOW_SIZE = 1 << 19;

/** The texts that make a resource known. */
export interface ScannedTexts {
  readonly urn: string;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly arn: string | undefined;
}

export class ResourceScanner {
  readonly #source: ByteSource;
  readonly #memory = memoryOf(WINDOW + 2 * (WINDOW_SIZE + SLACK));
  readonly #compiled: Compiled;
  #size = WINDOW_SIZE;
  #bytes: Buffer;
  #records: Uint32Array;
  /** Where in the export the window begins, and how much of it is filled. */
  #base = 0;
  #filled = 0;
  /** All texts of the resources that were scanned last, in a row, and where the next one's begin. */
  #texts = "";
  #textStart = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#compiled = instantiate(this.#memory);
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#records = new Uint32Array(this.#memory.buffer);
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
    const why = this.#compiled.scan(WINDOW + at, WINDOW + this.#filled, texts);
    const end = this.count === 0 ? 0 : this.#word(this.count - 1, ARN_TEXT_END);
    this.#texts = this.#bytes.toString("latin1", texts, texts + end);
    this.#textStart = 0;
    return why;
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

  /** The first byte of a member's value; 0 where the resource has none. */
  firstByte(resource: number, member: number): number {
    const start = this.#word(resource, member * 2);
    return start === 0 ? 0 : (this.#bytes[start] ?? 0);
  }

  /** Where in the export a member's value starts; 0 where the resource has none. */
  start(resource: number, member: number): number {
    const start = this.#word(resource, member * 2);
    return start === 0 ? 0 : this.#base + start - WINDOW;
  }

  end(resource: number, member: number): number {
    return this.#base + this.#word(resource, member * 2 + 1) - WINDOW;
  }

  /** Whether a secret, an asset or the like stands in the inputs. */
  isSigned(resource: number): boolean {
    return (this.#word(resource, FLAGS) & SIGNED) !== 0;
  }

  /** Whether `propertyDependencies` names any resource. */
  isRecorded(resource: number): boolean {
    return (this.#word(resource, FLAGS) & RECORDED) !== 0;
  }

  /** To be asked for in the order of the resources. */
  texts(resource: number): ScannedTexts {
    const flags = this.#word(resource, FLAGS);
    const decode = (flags & TO_DECODE) !== 0;
    const urn = this.#text(this.#word(resource, URN_TEXT_END), decode);
    const type = this.#text(this.#word(resource, TYPE_TEXT_END), decode);
    const id = this.#text(this.#word(resource, ID_TEXT_END), decode);
    const arn = this.#text(this.#word(resource, ARN_TEXT_END), decode);
    return {
      urn,
      type: (flags & HAS_TYPE) === 0 ? undefined : type,
      id: (flags & HAS_ID) === 0 ? undefined : id,
      arn: (flags & HAS_ARN) === 0 ? undefined : arn,
    };
  }

  #text(end: number, decode: boolean): string {
    const text = this.#texts.slice(this.#textStart, end);
    this.#textStart = end;
    return decode ? JSON.parse(`"${Buffer.from(text, "latin1").toString("utf8")}"`) : text;
  }

  #word(resource: number, index: number): number {
    return this.#records[RECORDS / 4 + resource * RECORD_WORDS + index] ?? 0;
  }

  /** Behind the window, as large as it is: the texts are parts of it. */
  get #textArea(): number {
    return WINDOW + this.#size + SLACK;
  }

  #grow(): void {
    this.#size *= 2;
    growTo(this.#memory, WINDOW + 2 * (this.#size + SLACK));
    this.#bytes = Buffer.from(this.#memory.buffer);
    this.#records = new Uint32Array(this.#memory.buffer);
  }
}
