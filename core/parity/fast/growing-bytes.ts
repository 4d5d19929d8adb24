/** Bytes that are appended piece by piece. */

export class GrowingBytes {
  #bytes: Uint8Array;
  #length = 0;

  /** Room that is not used costs nothing; what does not fit into it is copied. */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(length * 2);
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
