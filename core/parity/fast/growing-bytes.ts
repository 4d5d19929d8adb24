/** Bytes that are appended piece by piece. */

const FIRST_CAPACITY = 1 << 16;

export class GrowingBytes {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** All of them; the buffer behind them is larger. */
  get all(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
