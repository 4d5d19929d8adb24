import type { BridgeStyle, PropertyModel, TypeModel } from "../model.ts";
import { Asset, type Fields, isFields, isList, isUnset, sameValue, Unknown, type Value } from "../values.ts";

/** Whether a value counts as left out. Terraform's older SDK cannot tell zero values from unset ones, its framework can. */
export function isAbsent(value: Value | undefined, style: BridgeStyle): boolean {
  if (isUnset(value)) return true;
  if (style === "framework") return false;
  return value === "" || value === 0 || value === false || (isList(value) && value.length === 0);
}

/** Equality as the provider sees it: sets without order, suppressed differences suppressed, unset equal to absent. */
export function sameProperty(
  property: PropertyModel,
  left: Value | undefined,
  right: Value | undefined,
  style: BridgeStyle,
): boolean {
  const isLeftOut = (value: Value | undefined) => isAbsent(value, style) || isEmptyMap(property.type, value, style);
  if (isLeftOut(left) && isLeftOut(right)) return true;
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (property.same?.(left ?? null, right ?? null) === true) return true;
  if (isUnset(left) || isUnset(right)) return false;
  return sameTyped(property.type, left, right, style);
}

/** Terraform's older SDK takes a map without keys for none. */
function isEmptyMap(type: TypeModel, value: Value | undefined, style: BridgeStyle): boolean {
  const isMap = typeof type === "object" && "map" in type;
  return style === "sdk" && isMap && isFields(value) && Object.keys(value).length === 0;
}

export function sameTyped(type: TypeModel, left: Value, right: Value, style: BridgeStyle): boolean {
  if (typeof type !== "object" || "map" in type) return sameValue(left, right);
  if ("object" in type) {
    if (!isFields(left) || !isFields(right)) return false;
    return Object.entries(type.object).every(([name, property]) =>
      sameProperty(property, left[name], right[name], style),
    );
  }
  if (!isList(left) || !isList(right) || left.length !== right.length) return false;
  if ("list" in type) return left.every((entry, index) => sameTyped(type.list, entry, right[index] ?? null, style));
  const rest = [...right];
  return left.every((entry) => {
    const index = rest.findIndex((other) => sameTyped(type.set, entry, other, style));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
}

/**
 * The value as the type wants it. Numbers and booleans may come as text, as the real providers accept them.
 * Returns undefined where it does not fit; nested objects are left to their own properties.
 */
export function coerce(type: TypeModel, value: Value): Value | undefined {
  if (value instanceof Unknown || value === null) return value;
  switch (type) {
    case "string":
      return typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : typeof value === "string"
          ? value
          : undefined;
    case "boolean":
      return value === "true" ? true : value === "false" ? false : typeof value === "boolean" ? value : undefined;
    case "integer":
    case "number": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      const fits =
        typeof number === "number" && (type === "integer" ? Number.isInteger(number) : Number.isFinite(number));
      return fits ? number : undefined;
    }
    case "asset":
      return value instanceof Asset ? value : undefined;
  }
  if ("object" in type || "map" in type) return isFields(value) ? value : undefined;
  return isList(value) ? value : undefined;
}

/** "string", "list of integer": for messages. */
export function typeName(type: TypeModel): string {
  if (typeof type !== "object") return type;
  if ("list" in type) return `list of ${typeName(type.list)}`;
  if ("set" in type) return `set of ${typeName(type.set)}`;
  return "map" in type ? `map of ${typeName(type.map)}` : "object";
}

/** Every property of the model, `null` where the state has none: what providers write into Pulumi's state. */
export function completeState(properties: Readonly<Record<string, PropertyModel>>, state: Fields): Fields {
  const complete: Record<string, Value> = {};
  for (const name of Object.keys(properties)) complete[name] = state[name] ?? null;
  return complete;
}
