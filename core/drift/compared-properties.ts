/** Which properties of a resource can have drifted. */
import { isTree, type Tree } from "../parity/values.ts";
import { leftOpen } from "./left-open.ts";
import { isServerSet } from "./noise.ts";
import { rootOf } from "./property-path.ts";
import type { RefreshedResource } from "./refresh-events.ts";

/**
 * How far a provider says what has changed. `paths`: exactly; `names`: the properties, as those do that are written with
 * Terraform's newer framework, and maybe not all of them; `nothing`: only that the resource would be updated.
 */
export type Precision = "paths" | "names" | "nothing";

export interface ComparedProperties {
  readonly precision: Precision;
  /** Those that the provider calls changed. */
  readonly named: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/**
 * What the provider calls changed, and what people set where the program leaves it open. A provider that does not say exactly
 * is not relied on: then what the program sets is compared as well. All else is the vendor's own, an output only.
 */
export function comparedProperties(type: string, declared: Tree, refreshed: RefreshedResource): ComparedProperties {
  const { op, changed, paths, outputs } = refreshed;
  const named = new Set([...changed, ...(paths ?? []).map(rootOf)]);
  const open = leftOpen(type);
  if (op === "same") return { precision: "paths", named: new Set(), all: new Set(open) };
  if (paths !== null && named.size > 0) return { precision: "paths", named, all: new Set([...named, ...open]) };
  const set = Object.keys(declared);
  if (named.size > 0) return { precision: "names", named, all: new Set([...named, ...set, ...open]) };
  const others = open.length > 0 ? open : Object.keys(outputs).filter((name) => !isServerSet(name));
  return { precision: "nothing", named, all: new Set([...set, ...others]) };
}

/** These properties of a state's inputs or outputs. */
export function pick(tree: Tree, names: ReadonlySet<string>): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => names.has(name)));
}

export function asTree(value: unknown): Tree {
  return isTree(value) ? value : {};
}
