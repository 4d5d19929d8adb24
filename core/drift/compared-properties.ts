/** Which properties of a resource can have drifted. */
import { isTree, ownValue, type Tree, unwrap } from "../parity/values.ts";
import { isEmpty } from "./empty-values.ts";
import { leftOpen } from "./left-open.ts";
import { pathSteps, rootOf } from "./property-path.ts";
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
  /** Those whose outputs are compared. */
  readonly outputs: ReadonlySet<string>;
  /** Those whose inputs are compared where the outputs show nothing: what the engine compares are inputs. */
  readonly inputs: ReadonlySet<string>;
}

/**
 * What the provider calls changed, and what people set where the program leaves it open. A provider that does not say exactly
 * is not relied on: then what can be set is compared as well. All else is the vendor's own, an output only.
 */
export function comparedProperties(type: string, declared: Tree, refreshed: RefreshedResource): ComparedProperties {
  const { op, changed, paths, inputs } = refreshed;
  const open = leftOpen(type);
  const none: ReadonlySet<string> = new Set();
  if (op === "same") return { precision: "paths", named: none, outputs: new Set(open), inputs: none };
  const places = paths ?? [];
  const named = new Set([...changed, ...places.map(rootOf)]);
  const relied = { named, inputs: named };
  if (places.length > 0) return { ...relied, precision: "paths", outputs: new Set([...named, ...open]) };
  const settable = new Set([...Object.keys(declared), ...Object.keys(inputs), ...open]);
  return named.size > 0
    ? { ...relied, precision: "names", outputs: new Set([...named, ...settable]) }
    : { precision: "nothing", named, outputs: settable, inputs: settable };
}

/** Whether the program sets the place, or something that it lies in as a whole; what is empty sets nothing. */
export function isDeclared(declared: Tree, path: string): boolean {
  let value: unknown = declared;
  for (const step of pathSteps(path)) {
    if (Array.isArray(value)) value = unwrap(value[Number(step)]);
    else if (isTree(value)) value = unwrap(ownValue(value, step));
    else break;
  }
  return !isEmpty(value);
}

/** These properties of a state's inputs or outputs. */
export function pick(tree: Tree, names: ReadonlySet<string>): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => names.has(name)));
}

export function asTree(value: unknown): Tree {
  return isTree(value) ? value : {};
}
