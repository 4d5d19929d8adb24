/**
 * What does not fit the schema is left out, so that the rules can judge the rest and every error is shown at once.
 * The result is for the rules only; a configuration with a violation is never used.
 */
import * as v from "valibot";
import { isMap, mergeLayers } from "./merge.ts";
import { type ConfigPath, formatPath, valueAt } from "./path.ts";
import { configSchema, type WrittenConfig } from "./schema/index.ts";
import { type ShapeViolation, shapeViolations } from "./shape.ts";

export interface Repaired {
  readonly written: WrittenConfig;
  /** Translates a path of the repaired configuration: list items that were left out shift those behind them. */
  readonly originalPath: (path: ConfigPath) => ConfigPath;
}

/** Stands in for required values that are missing or wrong; chosen so that no rule objects to it. */
const STAND_IN = {
  app: "app",
  stages: ["stage"],
  github: { repository: "owner/name", plan: "enterprise", visibility: "public" },
  aws: { region: "eu-central-1" },
};

/** A broken part can make its parent incomplete, which takes another round; nesting is less deep than this. */
const MOST_ROUNDS = 12;

export function repair(value: unknown, violations: readonly ShapeViolation[]): Repaired {
  const leftOut = new Set<string>();
  let current = value;
  let open = violations;
  for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round += 1) {
    const broken = open.map(brokenPart);
    if (round === 0) for (const path of broken) leftOut.add(formatPath(path));
    current = withStandIns(without(current, new Set(broken.map(formatPath)), []), broken);
    open = shapeViolations(configSchema, current);
  }
  const written = v.parse(configSchema, open.length > 0 ? STAND_IN : current);
  return { written, originalPath: (path) => originalPath(value, leftOut, path) };
}

/** A map that lacks a required key is broken itself, unless there is a stand-in for the key. */
function brokenPart(violation: ShapeViolation): ConfigPath {
  const { kind, path } = violation;
  return kind === "missing" && valueAt(STAND_IN, path) === undefined ? path.slice(0, -1) : path;
}

function without(value: unknown, broken: ReadonlySet<string>, path: ConfigPath): unknown {
  const keeps = (key: string | number) => !broken.has(formatPath([...path, key]));
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (keeps(index) ? [without(item, broken, [...path, index])] : []));
  }
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([key]) => keeps(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item, broken, [...path, key])]));
}

function withStandIns(value: unknown, broken: readonly ConfigPath[]): unknown {
  return broken.reduce((result, path) => {
    const standIn = valueAt(STAND_IN, path);
    if (standIn === undefined) return result;
    const nested = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), standIn);
    return mergeLayers(result, nested).value;
  }, value);
}

/** Counts the list items that were left out before each index. */
function originalPath(value: unknown, leftOut: ReadonlySet<string>, path: ConfigPath): ConfigPath {
  const original: (string | number)[] = [];
  for (const key of path) {
    const list = valueAt(value, original);
    const isIndex = typeof key === "number" && Array.isArray(list);
    original.push(isIndex ? keptIndex(list, key, (index) => !leftOut.has(formatPath([...original, index]))) : key);
  }
  return original;
}

function keptIndex(list: readonly unknown[], index: number, isKept: (index: number) => boolean): number {
  return [...list.keys()].filter(isKept)[index] ?? index;
}
