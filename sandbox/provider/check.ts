import { createHash } from "node:crypto";
import {
  AutoName,
  type BridgeStyle,
  type PropertyModel,
  type Refusal,
  type ResourceModel,
  type TypeModel,
} from "../model.ts";
import { child, terraformPath } from "../paths.ts";
import { type Fields, hasUnknown, isFields, isList, isUnset, texts, Unknown, type Value } from "../values.ts";
import { coerce, typeName } from "./types.ts";

type Properties = Readonly<Record<string, PropertyModel>>;

export interface CheckRequest {
  readonly inputs: Fields;
  /** The inputs of the previous update, null for a new resource: they keep a generated name. */
  readonly oldInputs: Fields | null;
  /** The logical name. */
  readonly name: string;
  readonly seed: Uint8Array;
  /** Name that the engine proposes for a resource that is named automatically, `""` for none. */
  readonly proposedName: string;
}

export interface CheckResult {
  readonly inputs: Fields;
  readonly refusals: readonly Refusal[];
}

/** Which properties were filled in by the provider: Pulumi's bridge records their names in the inputs. */
export const defaultsKey = "__defaults";

/** Validates the inputs, fills in defaults and says everything that is wrong at once. */
export function checkInputs(model: ResourceModel, request: CheckRequest): CheckResult {
  const checker = new Checker(model.bridge);
  const given = withoutReserved(request.inputs);
  const coerced = checker.fields(model.properties, withAutoNames(model.properties, given, request), "");
  if (!checker.failed) {
    for (const rule of model.checks ?? []) {
      const refusal = rule(coerced);
      if (refusal !== null) checker.refuse(refusal);
    }
  }
  const inputs = model.bridge === "sdk" ? markDefaults(model.properties, coerced, given) : coerced;
  return { inputs, refusals: checker.refusals };
}

class Checker {
  readonly refusals: Refusal[] = [];
  readonly #style: BridgeStyle;

  constructor(style: BridgeStyle) {
    this.#style = style;
  }

  get failed(): boolean {
    return this.refusals.length > 0;
  }

  refuse(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  fields(properties: Properties, given: Fields, path: string): Fields {
    const result: Record<string, Value> = {};
    for (const name of Object.keys(given)) {
      const property = properties[name];
      if (property === undefined || property.outputOnly === true || property.notModelled === true) {
        this.refuse({ reason: notModelled(name, property), path: child(path, name) });
      }
    }
    for (const [name, property] of Object.entries(properties)) {
      const value = property.outputOnly === true || property.notModelled === true ? undefined : given[name];
      if (!isUnset(value)) result[name] = this.property(property, value, child(path, name));
      else if (property.required === true) this.#missing(child(path, name));
      else if (hasFixedDefault(property, this.#style)) result[name] = property.default as Value;
    }
    return result;
  }

  property(property: PropertyModel, given: Value, path: string): Value {
    const value = this.#typed(property.type, given, path);
    if (hasUnknown(value)) return value;
    for (const rule of property.rules ?? []) {
      const reason = rule(value);
      if (reason !== null) this.refuse({ reason, path });
    }
    return value;
  }

  #typed(type: TypeModel, given: Value, path: string): Value {
    const value = coerce(type, given);
    if (value === undefined) {
      this.refuse({
        reason: `Incorrect attribute value type. Inappropriate value for attribute "${terraformPath(path)}": ${typeName(type)} required`,
        path,
      });
      return given;
    }
    if (typeof type !== "object" || value instanceof Unknown) return value;
    if ("object" in type) return this.fields(type.object, withoutReserved(value as Fields), path);
    if ("map" in type) {
      const entries = Object.entries(withoutReserved(value as Fields));
      return Object.fromEntries(
        entries.map(([key, entry]) => [key, this.#typed(type.map, entry ?? null, child(path, key))]),
      );
    }
    const entries = value as readonly Value[];
    if (type.max !== undefined && entries.length > type.max)
      this.refuse({ reason: tooMany(path, type.max, entries.length), path });
    const element = "list" in type ? type.list : type.set;
    return entries.map((entry, index) => this.#typed(element, entry, child(path, index)));
  }

  #missing(path: string): void {
    this.refuse({ reason: `Missing required property '${path}'`, path: "" });
  }
}

function notModelled(name: string, property: PropertyModel | undefined): string {
  return property?.outputOnly !== true
    ? `the sandbox does not model the property "${name}"; sandbox/README.md lists what it models`
    : `the property "${name}" is set by the vendor and cannot be given`;
}

/** terraform-plugin-sdk v2, helper/schema/schema.go, validateList. */
function tooMany(path: string, max: number, count: number): string {
  return `Too many list items. Attribute ${terraformPath(path)} supports ${max} item maximum, but config has ${count} declared.`;
}

/** The bridge writes Terraform's defaults into the inputs unless they are zero values; framework providers plan them later. */
function hasFixedDefault(property: PropertyModel, style: BridgeStyle): boolean {
  const { default: value } = property;
  return (
    style === "sdk" && !(value instanceof AutoName) && !isUnset(value) && value !== false && value !== 0 && value !== ""
  );
}

function withAutoNames(properties: Properties, given: Fields, request: CheckRequest): Fields {
  const named: Record<string, Value | undefined> = { ...given };
  for (const [name, property] of Object.entries(properties)) {
    if (!(property.default instanceof AutoName) || !isUnset(given[name])) continue;
    if (property.default.unless !== null && !isUnset(given[property.default.unless])) continue;
    named[name] = keptName(request.oldInputs, name) ?? autoName(property.default, request, given);
  }
  return named;
}

/** A generated name stays as long as the program gives none. */
function keptName(oldInputs: Fields | null, name: string): Value | undefined {
  if (oldInputs === null) return undefined;
  const marked = oldInputs[defaultsKey] === undefined || texts(oldInputs, defaultsKey).includes(name);
  return marked ? oldInputs[name] : undefined;
}

function autoName(rule: AutoName, { name, seed, proposedName }: CheckRequest, given: Fields): string {
  const suffix = rule.suffix(given);
  const cased = (text: string): string => (rule.lowerCase ? text.toLowerCase() : text);
  if (proposedName !== "") return cased(proposedName) + suffix;
  if (rule.randomDigits === 0) return cased(name) + suffix;
  const random = createHash("sha256").update(name).update(seed).digest("hex").slice(0, rule.randomDigits);
  return `${cased(name).slice(0, rule.maxLength - random.length - 1 - suffix.length)}-${random}${suffix}`;
}

/** Adds `__defaults` to every object, as the bridge for the older SDK does. */
function markDefaults(properties: Properties, fields: Fields, given: Fields): Fields {
  const marked: Record<string, Value | undefined> = {};
  for (const [name, value] of Object.entries(fields))
    marked[name] = markInside(properties[name]?.type, value, given[name]);
  const defaults = Object.keys(fields).filter((name) => isUnset(given[name]));
  return { ...marked, [defaultsKey]: defaults.sort() };
}

function markInside(
  type: TypeModel | undefined,
  value: Value | undefined,
  given: Value | undefined,
): Value | undefined {
  if (typeof type !== "object" || "map" in type) return value;
  if ("object" in type) return isFields(value) ? markDefaults(type.object, value, isFields(given) ? given : {}) : value;
  const element = "list" in type ? type.list : type.set;
  const before = isList(given) ? given : [];
  return isList(value) ? value.map((entry, index) => markInside(element, entry, before[index]) ?? null) : value;
}

/** Drops `__defaults`, `__meta` and their like, which are no properties. */
export function withoutReserved(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith("__")));
}
