/** Checks the merged configuration against the schema: names of keys, types, closed choices. */
import * as v from "valibot";
import { nearest } from "../text/words.ts";
import { isMap } from "./merge.ts";
import { type ConfigPath, formatPath, valueAt } from "./path.ts";
import { allowedAt, choicesAt, keysAt, takesMap } from "./schema/inspect.ts";
import type { Violation } from "./violation.ts";

/** Where a value does not fit the schema, and how. */
export interface ShapeViolation extends Violation {
  readonly kind: "unknown-key" | "missing" | "wrong";
}

type Issue = v.BaseIssue<unknown>;

export function shapeViolations(schema: v.GenericSchema, value: unknown): readonly ShapeViolation[] {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  const issues = (result.issues ?? []).flatMap((issue) => flattened(issue, []));
  const lists = listsForMaps(schema, value, []);
  const isInList = (path: ConfigPath) => lists.some((list) => list.path.every((key, index) => path[index] === key));
  const others = issues.filter(({ path }) => !isInList(path)).flatMap((issue) => describe(schema, value, issue));
  return [...lists, ...others];
}

/** valibot takes a list, or a date, for a map without keys. */
function listsForMaps(schema: v.GenericSchema, value: unknown, path: ConfigPath): readonly ShapeViolation[] {
  if (typeof value !== "object" || value === null) return [];
  if (!isMap(value) && takesMap(schema, path))
    return [{ kind: "wrong", path, allowed: allowedAt(schema, path), next: null }];
  const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return children.flatMap(([key, child]) => listsForMaps(schema, child, [...path, key]));
}

interface PlacedIssue {
  readonly issue: Issue;
  readonly path: ConfigPath;
}

/** Of a union, the issues inside its map variant say more than "neither fits". */
function flattened(issue: Issue, parent: ConfigPath): readonly PlacedIssue[] {
  const path = [...parent, ...pathOf(issue)];
  const inner = issue.issues?.filter((nested) => nested.path !== undefined) ?? [];
  return inner.length > 0 ? inner.flatMap((nested) => flattened(nested, path)) : [{ issue, path }];
}

function pathOf(issue: Issue): ConfigPath {
  return (issue.path ?? []).map((item) => item.key as string | number);
}

function describe(schema: v.GenericSchema, value: unknown, { issue, path }: PlacedIssue): readonly ShapeViolation[] {
  if (issue.type === "strict_object" && issue.expected === "never")
    return unknownKeys(schema, value, path.slice(0, -1));
  if (issue.type === "strict_object" && issue.received === "undefined" && issue.expected?.startsWith('"'))
    return [missing(schema, path)];
  if (issue.path?.[issue.path.length - 1]?.origin === "key") return [wrongName(issue, path)];
  const given = valueAt(value, path);
  return [{ kind: "wrong", path, allowed: issue.message, next: correction(schema, path, given, issue) }];
}

/** valibot stops at the first unknown key of a map; a person wants to see all of them. */
function unknownKeys(schema: v.GenericSchema, value: unknown, parent: ConfigPath): readonly ShapeViolation[] {
  const known = keysAt(schema, parent) ?? [];
  const map = valueAt(value, parent);
  const keys = isMap(map) ? Object.keys(map) : [];
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      kind: "unknown-key",
      path: [...parent, key],
      allowed: `only the keys ${known.join(", ")}`,
      next: renameOrRemove(key, known),
      showGiven: false,
    }));
}

function wrongName(issue: Issue, path: ConfigPath): ShapeViolation {
  return {
    kind: "wrong",
    path,
    given: String(path[path.length - 1]),
    allowed: issue.message,
    next: "Choose another name.",
  };
}

function renameOrRemove(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === null ? `Remove ${key}: there is no such key.` : `Did you mean ${near}?`;
}

function missing(schema: v.GenericSchema, path: ConfigPath): ShapeViolation {
  const key = path[path.length - 1];
  const parent = formatPath(path.slice(0, -1));
  return {
    kind: "missing",
    path,
    allowed: allowedAt(schema, path),
    next: `Add ${key}${parent && ` to ${parent}`}; it is required.`,
  };
}

function correction(schema: v.GenericSchema, path: ConfigPath, given: unknown, issue: Issue): string | null {
  if (path.length === 0 && given === undefined)
    return "Write the configuration there; stagekeeper's README has one to begin with.";
  const choices = choicesAt(schema, path);
  const near = choices && typeof given === "string" ? nearest(given, choices) : null;
  if (near !== null) return `Did you mean ${near}?`;
  if (given instanceof Date) return `Quote the date: "${given.toISOString().slice(0, 10)}".`;
  const wantsText = issue.type === "string" || issue.type === "union";
  if (wantsText && (typeof given === "number" || typeof given === "boolean")) {
    return path[0] === "secrets" ? "Quote it." : `Quote it: "${given}".`;
  }
  if (given === null) return "Remove the key, or give it a value.";
  return null;
}
