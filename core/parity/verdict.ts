/** What the comparison finds at one place; rules and reports are made from it. */
import type { ForeignName } from "./aligned-text.ts";
import type { Equality } from "./groups.ts";
import { jsonPointer, type Place } from "./place.ts";
import type { SecretValue } from "./values.ts";

/** In the order in which they take precedence, the note apart. */
export const VERDICT_CODES = [
  "parity/missing-property",
  "parity/secrecy-mismatch",
  "parity/foreign-stage",
  "parity/different-value",
  "parity/unreadable",
] as const;

export interface Verdict {
  readonly code: (typeof VERDICT_CODES)[number];
  /** true: all stages carry the same copy, which is a note only. */
  readonly note?: boolean;
  /** Which stages are alike at this place. */
  readonly equal: Equality;
  /** For foreign-stage: who names whom. */
  readonly foreign?: readonly ForeignName[];
  /** JSON pointer where the place is a text that holds JSON, else empty. */
  readonly pointer: string;
}

/** One place in all stages that get there. */
export interface Visit {
  readonly place: Place;
  /** Positions of the stages that hold the parent. */
  readonly stages: readonly number[];
  /** By stage position, unwrapped; undefined where absent. */
  readonly values: readonly unknown[];
  /** Stages where the provider filled the value in. */
  readonly defaulted: readonly number[];
  /** Stages where the vendor says that this is no secret, however the state stores it. */
  readonly notSensitive: readonly number[];
}

/** Takes what a comparison finds. */
export interface Sink {
  differs(visit: Visit, verdict: Verdict): void;
  /** One secret of one stage, in any order; `shareable` is false where equal values in two stages mean nothing. */
  secret(place: Place, stage: number, secret: SecretValue, shareable: boolean): void;
}

/** Collects what is found inside a value that counts as one place: JSON in a text, an element of a set. */
export class Probe implements Sink {
  readonly #equalities: Equality[] = [];
  worst: { readonly visit: Visit; readonly verdict: Verdict } | null = null;

  differs(visit: Visit, verdict: Verdict): void {
    this.#equalities.push(verdict.equal);
    if (!this.worst || this.#comesBefore(visit, verdict, this.worst)) this.worst = { visit, verdict };
  }

  secret(): void {}

  /** Whether nothing but notes was found. */
  get clean(): boolean {
    return this.worst === null || this.worst.verdict.note === true;
  }

  readonly equal: Equality = (a, b) => this.#equalities.every((equal) => equal(a, b));

  #comesBefore(visit: Visit, verdict: Verdict, other: { readonly visit: Visit; readonly verdict: Verdict }): boolean {
    const difference = rank(verdict) - rank(other.verdict);
    if (difference !== 0) return difference < 0;
    return jsonPointer(visit.place) < jsonPointer(other.visit.place);
  }
}

/** An error comes before a note; a missing part of a whole value makes that value different. */
function rank(verdict: Verdict): number {
  if (verdict.note) return VERDICT_CODES.length;
  const code = verdict.code === "parity/missing-property" ? "parity/different-value" : verdict.code;
  return VERDICT_CODES.indexOf(code);
}
