/** Values that mean nothing: providers write null, "", [] or {} for what is not set, and not always the same one. */
import { canonicalJson } from "../parity/canonical-json.ts";
import { isSet } from "../parity/sets.ts";
import { isTree, ownValue, type Tree } from "../parity/values.ts";

/** How both sides of a place are made alike. */
interface Sides {
  readonly recorded: unknown;
  readonly actual: unknown;
}

interface Rules {
  /** Resource type, for its sets. */
  readonly type: string;
  /** Top-level properties whose lists have an order; in all others the same elements in another order are the same. */
  readonly ordered: ReadonlySet<string>;
}

interface At {
  /** Top-level property. */
  readonly property: string;
  readonly key: string;
  /** Without list indexes. */
  readonly path: string;
}

/** Both trees, where what is empty on both sides is absent from both, and what reads the same is the same. */
export function withoutEmpty(recorded: Tree, actual: Tree, rules: Rules): { recorded: Tree; actual: Tree } {
  const tidied = tidyMaps({ recorded, actual }, rules, null);
  return { recorded: tidied.recorded as Tree, actual: tidied.actual as Tree };
}

/** null, "", [] and {}, and what holds nothing else. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isTree(value) && Object.values(value).every(isEmpty);
}

function tidy({ recorded, actual }: Sides, rules: Rules, at: At): Sides {
  if (isEmpty(recorded) && isEmpty(actual)) return { recorded: undefined, actual: undefined };
  if (isTree(recorded) && isTree(actual)) return tidyMaps({ recorded, actual }, rules, at);
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    // Elements of a set have no counterpart yet.
    if (isSet(rules.type, at.key, () => at.path)) return { recorded: recorded.map(pruned), actual: actual.map(pruned) };
    const isOrdered = rules.ordered.has(at.property);
    if (!isOrdered && haveSameElements(recorded, actual)) return { recorded, actual: recorded };
    return tidyLists(recorded, actual, rules, at);
  }
  // After an upgrade a provider may write as text what was a number.
  return isScalar(recorded) && isScalar(actual) && String(recorded) === String(actual)
    ? { recorded, actual: recorded }
    : { recorded, actual };
}

/** `at` is null for all properties of a resource. */
function tidyMaps({ recorded, actual }: Sides, rules: Rules, at: At | null): Sides {
  const [before, after] = [recorded as Tree, actual as Tree];
  const sides: { recorded: Record<string, unknown>; actual: Record<string, unknown> } = { recorded: {}, actual: {} };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const pair = { recorded: ownValue(before, key), actual: ownValue(after, key) };
    const below = { property: at?.property ?? key, key, path: at === null ? key : `${at.path}.${key}` };
    const tidied = tidy(pair, rules, below);
    if (tidied.recorded !== undefined) sides.recorded[key] = tidied.recorded;
    if (tidied.actual !== undefined) sides.actual[key] = tidied.actual;
  }
  return sides;
}

function tidyLists(before: readonly unknown[], after: readonly unknown[], rules: Rules, at: At): Sides {
  const sides: { recorded: unknown[]; actual: unknown[] } = { recorded: [], actual: [] };
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const tidied = tidy({ recorded: before[index], actual: after[index] }, rules, at);
    if (index < before.length) sides.recorded.push(tidied.recorded);
    if (index < after.length) sides.actual.push(tidied.actual);
  }
  return sides;
}

/** An element of a set without what is empty in it. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (!isTree(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(kept.map(([key, member]) => [key, pruned(member)]));
}

function haveSameElements(before: readonly unknown[], after: readonly unknown[]): boolean {
  const texts = (list: readonly unknown[]) => list.map((item) => canonicalJson(pruned(item))).sort();
  return before.length === after.length && canonicalJson(texts(before)) === canonicalJson(texts(after));
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
