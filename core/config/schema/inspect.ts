/** Looking into a valibot schema: which schema stands at a path, and what it says is allowed. */
import type * as v from "valibot";
import type { ConfigPath } from "../path.ts";

/** The parts of valibot's schemas that are followed here; each kind has some of them. */
interface SchemaParts {
  readonly type: string;
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, SchemaParts>>;
  readonly value?: SchemaParts;
  readonly item?: SchemaParts;
  readonly wrapped?: SchemaParts;
  readonly options?: readonly unknown[];
}

/** The keys of the map that the schema describes at the path; null where it describes no map with fixed keys. */
export function keysAt(schema: v.GenericSchema, path: ConfigPath): readonly string[] | null {
  const entries = mapVariant(unwrapped(partsAt(schema, path)))?.entries;
  return entries ? Object.keys(entries) : null;
}

/** What the schema at the path allows, in words. */
export function allowedAt(schema: v.GenericSchema, path: ConfigPath): string {
  const message = unwrapped(partsAt(schema, path))?.message;
  return typeof message === "string" ? message : "another value";
}

/** The closed choice of texts at the path; null where there is none. */
export function choicesAt(schema: v.GenericSchema, path: ConfigPath): readonly string[] | null {
  const parts = unwrapped(partsAt(schema, path));
  if (parts?.type !== "picklist" || !parts.options) return null;
  return parts.options.filter((option) => typeof option === "string");
}

/** True where the schema takes a map and neither a list nor another object. */
export function takesMap(schema: v.GenericSchema, path: ConfigPath): boolean {
  const parts = mapVariant(unwrapped(partsAt(schema, path)));
  return parts?.entries !== undefined || parts?.type === "record";
}

function partsAt(schema: v.GenericSchema, path: ConfigPath): SchemaParts | undefined {
  return path.reduce<SchemaParts | undefined>(childOf, schema as unknown as SchemaParts);
}

function childOf(schema: SchemaParts | undefined, key: string | number): SchemaParts | undefined {
  const parts = mapVariant(unwrapped(schema));
  if (typeof key === "number") return parts?.item;
  if (parts?.entries) return Object.hasOwn(parts.entries, key) ? parts.entries[key] : undefined;
  return parts?.value;
}

/** optional, nullable and the like hold the schema that counts. */
function unwrapped(schema: SchemaParts | undefined): SchemaParts | undefined {
  return schema?.wrapped ? unwrapped(schema.wrapped) : schema;
}

/** Of `a name, or a map`, the map. */
function mapVariant(schema: SchemaParts | undefined): SchemaParts | undefined {
  if (schema?.type !== "union") return schema;
  return (schema.options as readonly SchemaParts[]).find((option) => option.entries);
}
