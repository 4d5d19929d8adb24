import { UserError } from "../../core/user-error.ts";
import type { Change, Store } from "../store/store.ts";
import { type Fields, object, text } from "../values.ts";

/**
 * What goes on at the vendors beside the objects that programs declare, and what a drill would leave behind: time, metrics, states
 * of alarms, spend, items, deliveries. The outbox and the functions' logs stay: they are what a drill is for.
 */
const rehearsed = [
  "sandbox/clock",
  "aws/cloudwatch-metric",
  "aws/cloudwatch-alarm-state",
  "aws/cloudwatch-progress",
  "aws/budgets-spend",
  "aws/budgets-sent",
  "aws/dynamodb-item",
  "github/hook-delivery",
];

/** Key: a number. Fields: `kind`, `key` and `fields` of an object as it was; the first only marks that a rehearsal goes on. */
const kind = "sandbox/rehearsal";
const marker = "0";

/**
 * Lets somebody move the clock, throttle tables and spend money for a while, and puts everything back. What was there is kept in the
 * store, so that it is put back also when the server died in between.
 */
export class Rehearsals {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.end();
  }

  /** Throws {@link UserError} while another one goes on. */
  begin(): void {
    if (this.isOn) {
      throw new UserError("Another drill is under way in this sandbox.", "Wait for it to end.");
    }
    const objects = rehearsed.flatMap((each) =>
      this.#store.list(each).map(([key, fields]) => ({ kind: each, key, fields })),
    );
    this.#store.commit([
      { kind, key: marker, fields: {} },
      ...objects.map((fields, index) => ({ kind, key: String(index + 1), fields })),
    ]);
  }

  /** Puts everything back; does nothing where no rehearsal goes on. */
  end(): void {
    if (!this.isOn) return;
    const kept = this.#store.list(kind);
    const removed = rehearsed.flatMap((each) =>
      this.#store.list(each).map(([key]): Change => ({ kind: each, key, fields: null })),
    );
    const restored = kept.filter(([key]) => key !== marker).map(([, entry]) => changeOf(entry));
    const forgotten = kept.map(([key]): Change => ({ kind, key, fields: null }));
    this.#store.commit([...removed, ...restored, ...forgotten]);
  }

  get isOn(): boolean {
    return this.#store.get(kind, marker) !== null;
  }
}

function changeOf(entry: Fields): Change {
  return { kind: text(entry, "kind"), key: text(entry, "key"), fields: object(entry, "fields") };
}
