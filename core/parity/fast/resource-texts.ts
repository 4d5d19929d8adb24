/** The texts that make the resources of one export known, as its scan has noted them. Each is decoded when it is asked for. */
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
  TYPE_START,
  URN_END,
} from "./assembly/layout.ts";
import type { ScannedExport } from "./scanned-export.ts";

/** So many bytes become text at once: those of all resources of a large export would be too many. */
const PIECE = 1 << 20;

export class ResourceTexts {
  readonly #bytes: Buffer;
  readonly #facts: Uint32Array;
  /** A part of the texts, and where it begins: see {@link typeAndName}. */
  #piece = "";
  #pieceStart = 0;

  constructor({ texts, facts }: ScannedExport) {
    this.#bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
    this.#facts = facts;
  }

  /** What is known of a resource, as in assembly/layout.ts. */
  flags(index: number): number {
    return this.#fact(index, FLAGS);
  }

  urn(index: number): string {
    return this.#text(index, this.#start(index), this.#fact(index, URN_END));
  }

  type(index: number): string | undefined {
    return this.#optional(index, HAS_TYPE, URN_END, TYPE_END);
  }

  id(index: number): string | undefined {
    return this.#optional(index, HAS_ID, TYPE_END, ID_END);
  }

  arn(index: number): string | undefined {
    return this.#optional(index, HAS_ARN, ID_END, ARN_END);
  }

  /** What the URN says of both, `<type>::<name>`; not for resources whose texts have to be decoded. Fast in the order of the resources. */
  typeAndName(index: number): string {
    const from = this.#start(index) + this.#fact(index, TYPE_START);
    const to = this.#fact(index, URN_END);
    if (from < this.#pieceStart || to > this.#pieceStart + this.#piece.length) {
      this.#pieceStart = from;
      this.#piece = this.#bytes.toString("latin1", from, Math.min(this.#bytes.length, Math.max(to, from + PIECE)));
    }
    return this.#piece.slice(from - this.#pieceStart, to - this.#pieceStart);
  }

  #optional(index: number, flag: number, from: number, to: number): string | undefined {
    if ((this.flags(index) & flag) === 0) return undefined;
    return this.#text(index, this.#fact(index, from), this.#fact(index, to));
  }

  #text(index: number, from: number, to: number): string {
    if ((this.flags(index) & TO_DECODE) === 0) return this.#bytes.toString("latin1", from, to);
    return JSON.parse(`"${this.#bytes.toString("utf8", from, to)}"`);
  }

  #start(index: number): number {
    return index === 0 ? 0 : this.#fact(index - 1, ARN_END);
  }

  #fact(index: number, fact: number): number {
    return this.#facts[index * FACT_COUNT + fact] ?? 0;
  }
}
