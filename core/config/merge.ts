/** Laying a stage's overrides over the base, and remembering which of the two each value came from. */
import { type ConfigPath, formatPath } from "./path.ts";

/** The configuration key, and so the file, that a value was written under. */
export type Layer = "base" | "stage";

/**
 * Layer by dotted path of every value that the merge decided: each leaf, each list, and each key that `null` removed.
 * A map has an entry of its own only where the stage brought it in.
 */
export type Origins = ReadonlyMap<string, Layer>;

export interface Merged {
  readonly value: unknown;
  readonly origins: Origins;
}

type PlainMap = Readonly<Record<string, unknown>>;

/** Maps merge, scalars and lists replace, `null` removes. Neither input is changed. */
export function mergeLayers(base: unknown, overrides: unknown): Merged {
  const origins = new Map<string, Layer>();
  const value = overrides === undefined || overrides === null ? base : mergeValue(base, overrides, [], origins);
  // What the stage did not decide came from the base.
  recordLeaves(base, "base", [], origins);
  return { value, origins };
}

/** True for a map of plain data; a list, null or a Date is none. */
export function isMap(value: unknown): value is PlainMap {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mergeValue(base: unknown, override: unknown, path: ConfigPath, origins: Map<string, Layer>): unknown {
  if (!isMap(override)) {
    recordLeaves(override, "stage", path, origins);
    return override;
  }
  if (!isMap(base)) origins.set(formatPath(path), "stage");
  // Object.fromEntries defines own keys, so that `__proto__` stays an ordinary key and reaches the check for reserved keys.
  return Object.fromEntries(mergedEntries(isMap(base) ? base : {}, override, path, origins));
}

function mergedEntries(
  base: PlainMap,
  override: PlainMap,
  path: ConfigPath,
  origins: Map<string, Layer>,
): readonly (readonly [string, unknown])[] {
  const keys = new Set([...Object.keys(base), ...Object.keys(override)]);
  return [...keys].flatMap((key): readonly (readonly [string, unknown])[] => {
    if (!Object.hasOwn(override, key)) return [[key, base[key]]];
    if (override[key] === null) {
      origins.set(formatPath([...path, key]), "stage");
      return [];
    }
    const inherited = Object.hasOwn(base, key) ? base[key] : undefined;
    return [[key, mergeValue(inherited, override[key], [...path, key], origins)]];
  });
}

function recordLeaves(value: unknown, layer: Layer, path: ConfigPath, origins: Map<string, Layer>): void {
  const place = formatPath(path);
  if (origins.get(place) === "stage") return;
  if (!isMap(value)) {
    origins.set(place, layer);
    return;
  }
  for (const key of Object.keys(value)) recordLeaves(value[key], layer, [...path, key], origins);
}
