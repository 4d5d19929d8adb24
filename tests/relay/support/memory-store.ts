import type { Known, Lease, Store } from "../../../relay/adapters.ts";
import { type Family, NOTHING_KNOWN } from "../../../relay/incident.ts";

interface FamilyItem extends Known {
  readonly lease: Lease | null;
  readonly savedBy: string | null;
}

/** The table in memory, by the same conditions. Each call first lets others run, as calls over a network do. */
export class MemoryStore implements Store {
  readonly deliveries = new Map<string, { readonly done: boolean; readonly lease: Lease }>();
  readonly families = new Map<string, FamilyItem>();
  readonly #pause: () => Promise<void>;

  constructor(pause: () => Promise<void> = async () => {}) {
    this.#pause = pause;
  }

  readonly claim: Store["claim"] = async (delivery, lease) => {
    await this.#pause();
    const held = this.deliveries.get(delivery);
    if (held?.done) return "done";
    if (held !== undefined && held.lease.owner !== lease.owner && held.lease.until >= lease.now) return "busy";
    this.deliveries.set(delivery, { done: false, lease });
    return "claimed";
  };

  readonly complete: Store["complete"] = async (delivery, lease) => {
    await this.#pause();
    if (this.deliveries.get(delivery)?.lease.owner !== lease.owner) return false;
    this.deliveries.set(delivery, { done: true, lease });
    return true;
  };

  readonly release: Store["release"] = async (delivery, lease) => {
    await this.#pause();
    const held = this.deliveries.get(delivery);
    if (held?.lease.owner !== lease.owner || held.done) return false;
    this.deliveries.delete(delivery);
    return true;
  };

  readonly load: Store["load"] = async (family) => {
    await this.#pause();
    const { family: known, version } = this.#item(family);
    return { family: known, version };
  };

  readonly reserve: Store["reserve"] = async (family, known, lease) => {
    await this.#pause();
    const item = this.#item(family);
    if (!isFree(item, known, lease)) return false;
    this.families.set(family, { ...item, lease });
    return true;
  };

  readonly save: Store["save"] = async (family, known, next: Family, lease) => {
    await this.#pause();
    if (!isFree(this.#item(family), known, lease)) return false;
    this.families.set(family, { family: next, version: known.version + 1, lease: null, savedBy: lease.owner });
    return true;
  };

  readonly free: Store["free"] = async (family, { owner }) => {
    await this.#pause();
    const item = this.#item(family);
    if (item.lease?.owner !== owner) return false;
    this.families.set(family, { ...item, lease: null });
    return true;
  };

  #item(family: string): FamilyItem {
    return this.families.get(family) ?? { family: NOTHING_KNOWN, version: 0, lease: null, savedBy: null };
  }
}

function isFree(item: FamilyItem, known: Known, { owner, now }: Lease): boolean {
  if (item.savedBy === owner) return true;
  const isHeld = item.lease !== null && item.lease.owner !== owner && item.lease.until >= now;
  return item.version === known.version && !isHeld;
}
