/** The texts that make resources known, as a scan has noted them. */
import {
  ARN_END,
  FACT_COUNT,
  FLAGS,
  HAS_ARN,
  HAS_ID,
  HAS_TYPE,
  ID_END,
  TO_DECODE,
  TYPE_END,
  URN_END,
} from "./assembly/layout.ts";
import type { ScannedExport } from "./scanned-export.ts";

/** What makes a resource known. */
export interface KnownResource {
  readonly urn: string;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly arn: string | undefined;
  /** See assembly/layout.ts. */
  readonly flags: number;
}

/** So many bytes become text at once: those of all resources of a large export would be too many. */
const PIECE = 1 << 20;

export class ScannedTexts {
  readonly #bytes: Buffer;
  readonly #facts: Uint32Array;
  #piece = "";
  /** Where the piece, and in it the next text, begins. */
  #pieceStart = 0;
  #start = 0;

  constructor({ texts, facts }: ScannedExport) {
    this.#bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
    this.#facts = facts;
  }

  /** To be asked for in the order of the resources. */
  next(index: number): KnownResource {
    const facts = this.#facts;
    const at = index * FACT_COUNT;
    const end = facts[at + ARN_END] ?? 0;
    if (end > this.#pieceStart + this.#piece.length) this.#decode(end);
    const flags = facts[at + FLAGS] ?? 0;
    const decode = (flags & TO_DECODE) !== 0;
    const urn = this.#text(facts[at + URN_END] ?? 0, decode);
    const type = this.#text(facts[at + TYPE_END] ?? 0, decode);
    const id = this.#text(facts[at + ID_END] ?? 0, decode);
    const arn = this.#text(end, decode);
    return {
      urn,
      type: (flags & HAS_TYPE) === 0 ? undefined : type,
      id: (flags & HAS_ID) === 0 ? undefined : id,
      arn: (flags & HAS_ARN) === 0 ? undefined : arn,
      flags,
    };
  }

  /** A piece from the next text on that goes at least as far as `end`. */
  #decode(end: number): void {
    this.#pieceStart = this.#start;
    this.#piece = this.#bytes.toString("latin1", this.#start, Math.max(end, this.#start + PIECE));
  }

  #text(end: number, decode: boolean): string {
    const text = this.#piece.slice(this.#start - this.#pieceStart, end - this.#pieceStart);
    this.#start = end;
    return decode ? JSON.parse(`"${Buffer.from(text, "latin1").toString("utf8")}"`) : text;
  }
}
