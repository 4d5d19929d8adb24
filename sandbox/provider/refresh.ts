import { AutoName, type PropertyModel, type ResourceModel, type TypeModel } from "../model.ts";
import { type Fields, isFields, isList, isUnset, type Value } from "../values.ts";
import { defaultsKey } from "./check.ts";
import { isAbsent, sameProperty, sameTyped } from "./types.ts";

type Properties = Readonly<Record<string, PropertyModel>>;

/** The inputs that belong to the state that was read: the old ones at their new values, or for an import all that are set. */
export function inputsFromState(model: ResourceModel, oldInputs: Fields | null, state: Fields): Fields {
  if (oldInputs !== null && Object.keys(oldInputs).length > 0)
    return refreshedInputs(model, model.properties, oldInputs, state);
  return importedInputs(model, state);
}

function refreshedInputs(model: ResourceModel, properties: Properties, oldInputs: Fields, state: Fields): Fields {
  const inputs: Record<string, Value> = {};
  for (const [name, old] of Object.entries(oldInputs)) {
    const property = properties[name];
    if (name === defaultsKey) inputs[name] = old ?? null;
    if (property === undefined || old === undefined) continue;
    const now = state[name];
    // A value that means the same stays as it was written: its order or its JSON text is no change.
    if (sameProperty(property, old, now, model.bridge)) inputs[name] = old;
    else if (!isUnset(now)) inputs[name] = refreshedValue(model, property.type, old, now);
  }
  return inputs;
}

function refreshedValue(model: ResourceModel, type: TypeModel, old: Value, now: Value): Value {
  if (typeof type !== "object" || "map" in type) return now;
  if ("object" in type) return isFields(old) && isFields(now) ? refreshedInputs(model, type.object, old, now) : now;
  if (!isList(old) || !isList(now)) return now;
  if ("set" in type) return refreshedSet(model, type.set, old, now);
  return now.map((entry, index) => {
    const before = old[index];
    return before === undefined ? entry : refreshedValue(model, type.list, before, entry);
  });
}

/** Elements that still say what was written stay, at their place where all do; the others are paired in order. */
function refreshedSet(
  model: ResourceModel,
  type: TypeModel,
  old: readonly Value[],
  now: readonly Value[],
): readonly Value[] {
  const left = [...old];
  const says = (before: Value, entry: Value): boolean =>
    sameTyped(type, before, refreshedValue(model, type, before, entry), model.bridge);
  const kept = now.map((entry) => {
    const index = left.findIndex((before) => says(before, entry));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  });
  if (left.length === 0 && kept.every((entry) => entry !== undefined)) return old;
  return now.map((entry, index) => {
    const before = kept[index] ?? left.shift();
    return before === undefined ? entry : refreshedValue(model, type, before, entry);
  });
}

function importedInputs(model: ResourceModel, state: Fields): Fields {
  const inputs: Record<string, Value> = {};
  for (const [name, property] of Object.entries(model.properties)) {
    const value = state[name];
    if (property.outputOnly === true || property.notModelled === true || isUnset(value)) continue;
    const isDefault = !(property.default instanceof AutoName) && property.default === value;
    if (property.required === true || !(isAbsent(value, "sdk") || isDefault)) inputs[name] = value;
  }
  if (model.bridge === "sdk") inputs[defaultsKey] = [];
  return inputs;
}
