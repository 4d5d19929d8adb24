/** Map keys pair as resources do: equal keys first, then keys with the stage's own words taken out. */
import { isHeld, ownValue, type Tree } from "./values.ts";
import type { Vocabulary } from "./words.ts";

/** One key in all stages that have it. */
export interface KeyPair {
  /** The last stage's key, which the path shows. */
  readonly shown: string;
  /** By stage position. */
  readonly keys: readonly (string | undefined)[];
}

/** Bookkeeping of Pulumi inside inputs, never compared. */
export const BOOKKEEPING: ReadonlySet<string> = new Set(["__defaults", "__internal"]);

/** `maps` by stage position; undefined where the stage takes no part. A key with null is as good as absent. */
export function pairKeys(maps: readonly (Tree | undefined)[], vocabulary: Vocabulary): readonly KeyPair[] {
  const counts = new Map<string, number>();
  let stages = 0;
  for (const map of maps) {
    if (!map) continue;
    stages++;
    for (const key of Object.keys(map))
      if (!BOOKKEEPING.has(key) && isHeld(map[key])) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const pairs: KeyPair[] = [];
  const single: string[] = [];
  for (const [key, count] of counts) {
    if (count === 1 && stages > 1) single.push(key);
    else pairs.push(samePair(key, maps));
  }
  return single.length === 0 ? pairs : [...pairs, ...pairByWords(single, maps, vocabulary)];
}

function samePair(key: string, maps: readonly (Tree | undefined)[]): KeyPair {
  return { shown: key, keys: maps.map((map) => (map && holds(map, key) ? key : undefined)) };
}

function pairByWords(
  single: readonly string[],
  maps: readonly (Tree | undefined)[],
  vocabulary: Vocabulary,
): KeyPair[] {
  const groups = new Map<string, { stage: number; key: string }[]>();
  for (const key of single) {
    const stage = maps.findIndex((map) => map && holds(map, key));
    const name = vocabulary.withoutOwn(key, stage);
    groups.set(name, [...(groups.get(name) ?? []), { stage, key }]);
  }
  return [...groups.values()].flatMap((members) => {
    const unique = new Set(members.map((member) => member.stage)).size === members.length;
    return unique ? [wordPair(members, maps.length)] : members.map((member) => wordPair([member], maps.length));
  });
}

function holds(map: Tree, key: string): boolean {
  return isHeld(ownValue(map, key));
}

function wordPair(members: readonly { readonly stage: number; readonly key: string }[], stages: number): KeyPair {
  const keys: (string | undefined)[] = Array.from({ length: stages }, () => undefined);
  for (const { stage, key } of members) keys[stage] = key;
  return { shown: keys.findLast((key) => key !== undefined) ?? "", keys };
}
