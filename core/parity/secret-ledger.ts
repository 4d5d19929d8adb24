/** All secrets of all stages by place, as digests: what shared-secret and unreadable are judged from. */
import type { FindingPlace } from "../findings/allowances.ts";
import type { Subject } from "./addresses.ts";
import type { Setting } from "./comparison.ts";
import { parseJson } from "./json-text.ts";
import { Phrases } from "./phrases.ts";
import { type Place, propertyPath } from "./place.ts";
import { forEachValue, type SecretValue } from "./values.ts";

/** Shorter texts are found by chance: a log level is no secret because some secret is `info`. */
const SHORTEST_KNOWN_SECRET = 8;

const UNDECIDED = ["parity/shared-secret", "parity/unreadable", "parity/unverified"] as const;

export interface SecretPlace {
  readonly address: string;
  readonly path: string;
  readonly subject: Subject;
  /** Digests by stage position; a set can hold several secrets at one place. */
  readonly digests: Map<number, Set<string>>;
  /** Stages with a secret that could not be read. */
  readonly unreadable: Set<number>;
  /** Digests that count when looking for shared secrets. */
  readonly shareable: Map<number, Set<string>>;
}

export class SecretLedger {
  readonly #setting: Setting;
  readonly #places = new Map<string, SecretPlace>();
  readonly #known = new Phrases<true>(SHORTEST_KNOWN_SECRET);

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  add(subject: Subject, place: Place, stage: number, secret: SecretValue, shareable: boolean): void {
    const at = this.#placeOf(subject, propertyPath(place));
    const digest = this.#setting.digestOf(stage, secret);
    if (digest === undefined) at.unreadable.add(stage);
    else {
      addTo(at.digests, stage, digest);
      if (shareable) {
        addTo(at.shareable, stage, digest);
        this.#remember(this.#setting.plaintextOf(stage, secret));
      }
    }
  }

  /** Whether a value that stands elsewhere in clear is or holds one of the secrets. */
  isKnownSecret(value: unknown): boolean {
    let found = false;
    forEachValue(value, (part) => {
      if (typeof part === "string")
        found ||= this.#known.whole(part) === true || this.#known.find(part, (known) => known).length > 0;
    });
    return found;
  }

  /** What may be found at places whose secrets could not be read. */
  undecided(): readonly FindingPlace[] {
    const places = [...this.#places.values()].filter((place) => place.unreadable.size > 0);
    return places.flatMap(({ address, path }) => UNDECIDED.map((code) => ({ code, address, path })));
  }

  /** Sorted by address and path. */
  places(): readonly SecretPlace[] {
    return [...this.#places.values()].sort(byPlace);
  }

  #remember(plaintext: string | undefined): void {
    if (plaintext === undefined) return;
    forEachValue(parseJson(plaintext), (part) => {
      if (typeof part === "string" && part.length >= SHORTEST_KNOWN_SECRET) this.#known.set(part, true);
    });
  }

  #placeOf(subject: Subject, path: string): SecretPlace {
    const key = `${subject.address}\0${path}`;
    let place = this.#places.get(key);
    if (!place) {
      place = {
        address: subject.address,
        path,
        subject,
        digests: new Map(),
        unreadable: new Set(),
        shareable: new Map(),
      };
      this.#places.set(key, place);
    }
    return place;
  }
}

/** Code unit order of address, then path. */
function byPlace(a: { readonly address: string; readonly path: string }, b: typeof a): number {
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return 0;
}

function addTo(map: Map<number, Set<string>>, stage: number, digest: string): void {
  const digests = map.get(stage) ?? new Set();
  map.set(stage, digests.add(digest));
}
