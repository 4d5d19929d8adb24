/**
 * Who still needs the server. It ends a little after the last lease was given back, so that commands which follow one
 * another share it; and some time after it started if nobody ever came.
 */
export class Leases {
  readonly #graceMs: number;
  readonly #onIdle: () => void;
  #held = 0;
  #timer: NodeJS.Timeout;

  constructor(options: { readonly graceMs: number; readonly firstMs: number; readonly onIdle: () => void }) {
    this.#graceMs = options.graceMs;
    this.#onIdle = options.onIdle;
    this.#timer = setTimeout(options.onIdle, options.firstMs);
  }

  get held(): number {
    return this.#held;
  }

  /** Returns how to give the lease back; giving it back twice counts once. */
  take(): () => void {
    clearTimeout(this.#timer);
    this.#held += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#held -= 1;
      if (this.#held === 0) this.#timer = setTimeout(this.#onIdle, this.#graceMs);
    };
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
