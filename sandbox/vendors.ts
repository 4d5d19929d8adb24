import { createHash } from "node:crypto";
import type { Vendor, VendorEvent } from "./model.ts";
import type { Store } from "./store/store.ts";
import type { Fields } from "./values.ts";
import { number } from "./values.ts";
import type { SandboxWorld } from "./world.ts";

/** Where time comes from. */
export interface Clock {
  now(): Date;
}

const counters = "sandbox/counter";

/**
 * The one place where models get time and ids.
 * @param announce hears what vendors act upon by themselves; nobody where nothing runs beside the models
 */
export function createVendor(
  store: Store,
  world: SandboxWorld,
  clock: Clock,
  config: Fields,
  announce: (event: VendorEvent) => void = () => undefined,
): Vendor {
  return {
    store,
    world,
    config,
    announce,
    now: () => clock.now(),
    newId(purpose, alphabet, length) {
      const count = number(store.get(counters, purpose) ?? {}, "count") + 1;
      store.put(counters, purpose, { count });
      return digits(createHash("sha512").update(`${purpose}\0${count}`).digest(), alphabet, length);
    },
  };
}

/** Up to 64 digits from a hash; the slight bias of the remainder does not matter here. */
function digits(hash: Buffer, alphabet: string, length: number): string {
  return [...hash.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
