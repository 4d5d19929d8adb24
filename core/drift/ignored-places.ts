/** What the program does not want to be changed back (`ignoreChanges`), it does not want to hear of either. */
import { isTree, type Tree } from "../parity/values.ts";
import { pathSteps } from "./property-path.ts";

type Steps = readonly string[];

/** Stands for every key of a map and every index of a list. */
const ANY = "*";

/** The tree without what stands at these property paths. A list keeps its indexes. */
export function withoutPlaces(tree: Tree, paths: readonly string[]): Tree {
  return without(tree, paths.map(pathSteps)) as Tree;
}

function without(value: unknown, places: readonly Steps[]): unknown {
  if (places.length === 0) return value;
  if (Array.isArray(value)) return value.map((item, index) => member(item, String(index), places));
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, member(item, key, places)]));
}

function member(value: unknown, key: string, places: readonly Steps[]): unknown {
  const below = places.filter(([step]) => step === key || step === ANY).map((steps) => steps.slice(1));
  return below.some((steps) => steps.length === 0) ? null : without(value, below);
}
