/** What has changed of one resource: what its provider calls changed, and what people set where the program leaves it open. */
import type { Tree } from "../parity/values.ts";
import type { Compared, Difference } from "./compare-sides.ts";
import { type ComparedProperties, isDeclared } from "./compared-properties.ts";
import { overlap, rootOf } from "./property-path.ts";

/** Inputs are what the engine compares; outputs say more, and say it as the vendor does. */
export interface ComparedResource {
  readonly outputs: Compared;
  readonly inputs: Compared;
}

/** By program and provider. */
export interface Said {
  /** The program's inputs. */
  readonly declared: Tree;
  /** Property paths that the provider calls changed. */
  readonly paths: readonly string[];
}

type Differences = readonly Difference[];

/**
 * `unexplained`: the provider would update the resource, names nothing, and all that could have changed are secrets that cannot
 * be read.
 */
export function changes(
  compared: ComparedResource,
  properties: ComparedProperties,
  said: Said,
): Differences | "unexplained" {
  const { outputs, inputs } = compared;
  const { named, precision } = properties;
  const called = [...named].flatMap((property) => calledChanges(property, compared, said.paths));
  const isMeant = (difference: Difference) => isOther(difference, properties, said.declared);
  const others = outputs.differences.filter(isMeant);
  if (precision !== "nothing") return [...called, ...others];
  const found = firstFound([others, inputs.differences.filter(isMeant)]);
  return found.length === 0 && outputs.unknown.length + inputs.unknown.length > 0 ? "unexplained" : found;
}

/** Its provider, which says exactly what an update would do, does not name it: no `pulumi up` would touch it. */
export function isOpen({ path }: Difference, { named, precision }: ComparedProperties): boolean {
  return precision === "paths" && !named.has(rootOf(path));
}

/**
 * At each path that the provider names, what is seen there; where nothing is seen at any of them, what has moved beside them in
 * the same property, since a vendor may have put a list into another order. Secrets that cannot be read have changed where
 * nothing else explains it. What is seen nowhere differs only in what means the same.
 */
function calledChanges(property: string, { outputs, inputs }: ComparedResource, paths: readonly string[]): Differences {
  const within = (differences: Differences) => differences.filter(({ path }) => rootOf(path) === property);
  const readable = [outputs.differences, inputs.differences].map(within);
  const all = [...readable, ...[outputs.unknown, inputs.unknown].map(within)];
  const places = paths.filter((path) => rootOf(path) === property);
  if (places.length === 0) return firstFound(all);
  const exact = places.flatMap((place) =>
    firstFound(all.map((seen) => seen.filter(({ path }) => overlap(place, path)))),
  );
  return exact.length > 0 ? [...new Set(exact)] : firstFound(readable);
}

function firstFound(candidates: readonly Differences[]): Differences {
  return candidates.find((differences) => differences.length > 0) ?? [];
}

/** What the provider does not name counts where it does not name all, or where the program leaves it open. */
function isOther(difference: Difference, properties: ComparedProperties, declared: Tree): boolean {
  if (properties.named.has(rootOf(difference.path))) return false;
  if (isOpen(difference, properties) && isDeclared(declared, difference.path)) return false;
  return Object.hasOwn(declared, rootOf(difference.path)) || !isFilledIn(difference);
}

/** Providers write null or zero for a flag or number that nobody set, and not always the same one. */
function isFilledIn({ recorded, actual }: Difference): boolean {
  const other = recorded === undefined ? actual : actual === undefined ? recorded : null;
  return other === false || other === 0;
}
