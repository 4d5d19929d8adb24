import { UserError } from "../../core/user-error.ts";
import type { Store } from "../store/store.ts";
import { number } from "../values.ts";
import type { Clock } from "../vendors.ts";

const kind = "sandbox/clock";
const key = "clock";
const secondMs = 1_000;
/** Longer than any silence that somebody waits for, and no slip of the keyboard. */
const longestSeconds = 366 * 86_400;

/**
 * The vendors' time: that of the machine, moved forward by as much as somebody asked for. It never goes back on its own, and
 * the next server goes on with it.
 */
export class MovableClock implements Clock {
  readonly #store: Store;
  readonly #base: Clock;

  constructor(store: Store, base: Clock) {
    this.#store = store;
    this.#base = base;
  }

  now(): Date {
    return new Date(this.#base.now().getTime() + this.offsetMs);
  }

  /** How far the vendors are ahead of the machine. */
  get offsetMs(): number {
    return number(this.#store.get(kind, key) ?? {}, "offsetMs");
  }

  /** Throws {@link UserError} where the seconds are none. */
  advance(seconds: unknown): void {
    if (typeof seconds !== "number" || !Number.isFinite(seconds) || seconds < 0 || seconds > longestSeconds) {
      throw new UserError(
        `The clock cannot be moved by ${JSON.stringify(seconds) ?? "nothing"}.`,
        `Give advanceSeconds a number from 0 to ${longestSeconds}.`,
      );
    }
    this.#store.put(kind, key, { offsetMs: this.offsetMs + Math.round(seconds * secondMs) });
  }
}
