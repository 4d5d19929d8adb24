/** Property values as a provider sees them. Secretness is no part of a value: each model says which properties are secret. */
export type Value = string | number | boolean | null | Unknown | Asset | readonly Value[] | Fields;

/** A property bag: the inputs or the state of a resource, an object inside them, or an object in a vendor's store. */
export interface Fields {
  readonly [name: string]: Value | undefined;
}

/** A value that is not known before the update has run: only previews carry it. */
export class Unknown {
  readonly unknown = true;
}

export const unknown = new Unknown();

/** A Pulumi asset or archive, passed through as the engine sent it; two are equal when their hashes are. */
export class Asset {
  readonly hash: string;
  /** The engine's own form, signature included. */
  readonly wire: Readonly<Record<string, unknown>>;

  constructor(hash: string, wire: Readonly<Record<string, unknown>>) {
    this.hash = hash;
    this.wire = wire;
  }
}

export function isFields(value: Value | undefined): value is Fields {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Asset)
  );
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True where the program left the property out: `null` and absent are the same to every provider. */
export function isUnset(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isFields(value) && Object.values(value).some(hasUnknown);
}

/** Text of a property, `""` where it is unset, as Terraform's SDK reads it. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

export function optionalText(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value : null;
}

export function flag(fields: Fields, name: string): boolean {
  return fields[name] === true;
}

/** Number of a property, 0 where it is unset. */
export function number(fields: Fields, name: string): number {
  const value = fields[name];
  return typeof value === "number" ? value : 0;
}

export function list(fields: Fields, name: string): readonly Value[] {
  const value = fields[name];
  return isList(value) ? value : [];
}

export function texts(fields: Fields, name: string): readonly string[] {
  return list(fields, name).filter((entry) => typeof entry === "string");
}

export function object(fields: Fields, name: string): Fields | null {
  const value = fields[name];
  return isFields(value) ? value : null;
}

/** Structural equality; unset equals unset, lists in order, assets by hash, an unknown value equals nothing. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (isUnset(left) || isUnset(right)) return isUnset(left) && isUnset(right);
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (left instanceof Asset || right instanceof Asset) {
    return left instanceof Asset && right instanceof Asset && left.hash === right.hash;
  }
  if (isList(left) || isList(right)) {
    return (
      isList(left) && isList(right) && left.length === right.length && left.every((v, i) => sameValue(v, right[i]))
    );
  }
  if (isFields(left) && isFields(right)) {
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => sameValue(left[key], right[key]));
  }
  return left === right;
}
