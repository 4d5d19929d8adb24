/** The bytes of an export, wherever they are: they may be more than fit into one string, or into memory beside another stage's. */
export interface ByteSource {
  readonly size: number;
  /** Copies the bytes from `position` on into `target`, as many as there are and fit; returns how many. */
  read(target: Uint8Array, position: number): number;
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

/** Views into a source, through one block that is kept; a view holds until the next one is asked for. */
export class BlockReader {
  readonly #source: ByteSource;
  #block: Buffer;
  #start = 0;
  #length = 0;

  /** `blockSize` bytes are read at once: many where most of them are asked for in order, few where some are, here and there. */
  constructor(source: ByteSource, blockSize: number) {
    this.#source = source;
    this.#block = Buffer.allocUnsafeSlow(blockSize);
  }

  bytes(start: number, end: number): Buffer {
    if (start < this.#start || end > this.#start + this.#length) this.#fill(start, end);
    return this.#block.subarray(start - this.#start, end - this.#start);
  }

  #fill(start: number, end: number): void {
    if (end - start > this.#block.length) this.#block = Buffer.allocUnsafeSlow(end - start);
    this.#start = start;
    this.#length = this.#source.read(this.#block, start);
    if (end > start + this.#length) throw new Error("the export was changed while it was read");
  }
}
