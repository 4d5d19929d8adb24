import type { BridgeStyle, PropertyModel, ResourceModel, TypeModel } from "../model.ts";
import { child } from "../paths.ts";
import { type Fields, isFields, isList, isUnset, Unknown, type Value } from "../values.ts";
import { sameProperty, sameTyped } from "./types.ts";

export interface PropertyChange {
  readonly kind: "add" | "update" | "delete";
  /** Whether the change replaces the resource. */
  readonly replace: boolean;
}

/** A change and its property path. */
type Change = readonly [path: string, change: PropertyChange];

/** Every property that differs between the state and what is planned, at the deepest path that both have. */
export function changedProperties(model: ResourceModel, prior: Fields, planned: Fields): Iterable<Change> {
  return fieldChanges(model.properties, prior, planned, { path: "", replace: false, style: model.bridge });
}

interface Place {
  readonly path: string;
  readonly replace: boolean;
  readonly style: BridgeStyle;
}

function* fieldChanges(
  properties: Readonly<Record<string, PropertyModel>>,
  prior: Fields,
  planned: Fields,
  place: Place,
): Generator<Change> {
  for (const [name, property] of Object.entries(properties)) {
    if (sameProperty(property, prior[name], planned[name], place.style)) continue;
    const replace = place.replace || replaces(property, prior[name] ?? null, planned[name] ?? null);
    yield* valueChanges(property.type, prior[name], planned[name], {
      ...place,
      replace,
      path: child(place.path, name),
    });
  }
}

function replaces({ replace }: PropertyModel, before: Value, after: Value): boolean {
  return typeof replace === "function" ? replace(before, after) : replace === true;
}

function* valueChanges(
  type: TypeModel,
  prior: Value | undefined,
  planned: Value | undefined,
  place: Place,
): Generator<Change> {
  if (isUnset(prior)) yield change(place, "add");
  else if (isUnset(planned)) yield change(place, "delete");
  else if (typeof type !== "object" || planned instanceof Unknown) yield change(place, "update");
  else if ("object" in type && isFields(prior) && isFields(planned)) {
    yield* fieldChanges(type.object, prior, planned, place);
  } else if ("map" in type && isFields(prior) && isFields(planned)) yield* mapChanges(type.map, prior, planned, place);
  else if ("list" in type && isList(prior) && isList(planned)) yield* listChanges(type.list, prior, planned, place);
  else if ("set" in type && isList(prior) && isList(planned)) yield* setChanges(type.set, prior, planned, place);
  else yield change(place, "update");
}

function* mapChanges(element: TypeModel, prior: Fields, planned: Fields, place: Place): Generator<Change> {
  for (const key of new Set([...Object.keys(prior), ...Object.keys(planned)])) {
    // In a map an empty text is a value, whatever the library makes of properties.
    if (sameProperty({ type: element }, prior[key], planned[key], "framework")) continue;
    yield* valueChanges(element, prior[key], planned[key], { ...place, path: child(place.path, key) });
  }
}

function* listChanges(
  element: TypeModel,
  prior: readonly Value[],
  planned: readonly Value[],
  place: Place,
): Generator<Change> {
  for (let index = 0; index < Math.max(prior.length, planned.length); index += 1) {
    const [before, after] = [prior[index], planned[index]];
    if (before !== undefined && after !== undefined && sameTyped(element, before, after, place.style)) continue;
    yield* valueChanges(element, before, after, { ...place, path: child(place.path, index) });
  }
}

/** Elements have no identity: one that is gone and one that is new are told apart only by their places. */
function* setChanges(
  element: TypeModel,
  prior: readonly Value[],
  planned: readonly Value[],
  place: Place,
): Generator<Change> {
  const missingIn = (others: readonly Value[]) => (entry: Value) =>
    !others.some((other) => sameTyped(element, entry, other, place.style));
  const [removed, added] = [prior.map(missingIn(planned)), planned.map(missingIn(prior))];
  for (let index = 0; index < Math.max(prior.length, planned.length); index += 1) {
    const at = { ...place, path: child(place.path, index) };
    if (removed[index] && added[index]) yield change(at, "update");
    else if (removed[index]) yield change(at, "delete");
    else if (added[index]) yield change(at, "add");
  }
}

function change({ path, replace }: Place, kind: PropertyChange["kind"]): Change {
  return [path, { kind, replace }];
}
