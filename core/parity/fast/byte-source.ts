import { UserError } from "../../user-error.ts";

/** The bytes of an export, wherever they are: they may be more than fit into one string, or into memory beside another stage's. */
export interface ByteSource {
  readonly size: number;
  /** Copies the bytes from `position` on into `target`, as many as there are and fit; returns how many. */
  read(target: Uint8Array, position: number): number;
}

/** Bytes are not what the scan has seen. */
export function changedWhileRead(): UserError {
  return new UserError("An export was changed while it was read", "Compare files that nobody writes at the same time.");
}

/** JSON that the scan has found right. What is wrong with it now is not told: it may quote a secret. */
export function parseScanned(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw changedWhileRead();
  }
}

/** Bytes in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(target, position) {
      const found = bytes.subarray(position, position + target.length);
      target.set(found);
      return found.length;
    },
  };
}

/** Bytes of a source, through one block that is kept; what it holds changes when the next ones are asked for. */
export class BlockReader {
  readonly #source: ByteSource;
  #block: Buffer;
  /** Where in the source the block begins. */
  #start = 0;
  #length = 0;

  /** As many bytes as fit into `block` are read at once; into a larger one where more are asked for. */
  constructor(source: ByteSource, block: Buffer) {
    this.#source = source;
    this.#block = block;
  }

  /** Where in the block the bytes from `start` to `end` begin, once they are there. */
  locate(start: number, end: number): number {
    if (start < this.#start || end > this.#start + this.#length) this.#fill(start, end);
    return start - this.#start;
  }

  bytes(start: number, end: number): Buffer {
    const at = this.locate(start, end);
    return this.#block.subarray(at, at + end - start);
  }

  #fill(start: number, end: number): void {
    if (end - start > this.#block.length) this.#block = Buffer.allocUnsafeSlow(end - start);
    this.#start = start;
    this.#length = this.#source.read(this.#block, start);
    if (end > start + this.#length) throw changedWhileRead();
  }
}
