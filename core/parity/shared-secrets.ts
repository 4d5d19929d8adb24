/**
 * The same secret in two stages, also under different names: one finding per place where two stages share; stages not covered
 * by those get one at their own place; where none share a place, one at the first address, sorted. Places that another finding has
 * taken are passed over; where all are taken, these findings have to do.
 */
import type { SecretPlace } from "./secret-ledger.ts";

export interface SharedSecret {
  readonly place: SecretPlace;
  /** Positions of the stages that share. */
  readonly stages: readonly number[];
  /** Those of each secret: at one place, pairs of stages may share different ones. */
  readonly bySecret: readonly (readonly number[])[];
  /** All places of the secret, sorted. */
  readonly everywhere: readonly SecretPlace[];
  /** `everywhere` are the places that decide about severity, unless two stages share at `place` itself. */
  readonly ownPlace: boolean;
}

interface Holding {
  readonly place: SecretPlace;
  readonly stages: number[];
}

/** `places` sorted by address and path. */
export function findSharedSecrets(
  places: readonly SecretPlace[],
  isTaken: (place: SecretPlace) => boolean,
): readonly SharedSecret[] {
  const merged = new Map<SecretPlace, SharedSecret>();
  for (const holdings of holdingsByDigest(places).values()) {
    for (const found of sharesOf(holdings, isTaken)) {
      const known = merged.get(found.place);
      merged.set(found.place, known ? merge(known, found) : found);
    }
  }
  return [...merged.values()];
}

function holdingsByDigest(places: readonly SecretPlace[]): ReadonlyMap<string, readonly Holding[]> {
  const byDigest = new Map<string, Holding[]>();
  for (const place of places) {
    const holdings = new Map<string, Holding>();
    for (const [stage, digests] of place.shareable) {
      for (const digest of digests) {
        const holding = holdings.get(digest) ?? { place, stages: [] };
        holding.stages.push(stage);
        holdings.set(digest, holding);
      }
    }
    for (const [digest, holding] of holdings) {
      const known = byDigest.get(digest);
      if (known) known.push(holding);
      else byDigest.set(digest, [holding]);
    }
  }
  return byDigest;
}

function sharesOf(holdings: readonly Holding[], isTaken: (place: SecretPlace) => boolean): readonly SharedSecret[] {
  const all = sortedUnion(holdings.map((holding) => holding.stages));
  if (all.length < 2) return [];
  const everywhere = holdings.map((holding) => holding.place);
  const free = holdings.filter((holding) => !isTaken(holding.place));
  const [first] = free;
  if (!first) return [];
  const together = free.filter((holding) => holding.stages.length > 1);
  const shared = (place: SecretPlace, stages: readonly number[], ownPlace: boolean): SharedSecret => {
    return { place, stages, bySecret: [stages], everywhere, ownPlace };
  };
  if (together.length === 0) return [shared(first.place, all, false)];
  const covered = new Set(together.flatMap((holding) => holding.stages));
  const alone = all.filter((stage) => !covered.has(stage));
  return [
    ...together.map(({ place, stages }) => shared(place, sortedUnion([stages]), true)),
    ...alone.map((stage) => {
      const own = free.find((holding) => holding.stages.includes(stage)) ?? first;
      return shared(own.place, [stage], false);
    }),
  ];
}

function merge(a: SharedSecret, b: SharedSecret): SharedSecret {
  return {
    place: a.place,
    stages: sortedUnion([a.stages, b.stages]),
    bySecret: [...a.bySecret, ...b.bySecret],
    everywhere: [...new Set([...a.everywhere, ...b.everywhere])],
    ownPlace: a.ownPlace && b.ownPlace,
  };
}

function sortedUnion(lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
