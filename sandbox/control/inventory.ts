import { UserError } from "../../core/user-error.ts";
import type { ResourceModel } from "../model.ts";
import { ownerOf } from "../owners.ts";
import { nameOf } from "../provider/configuration.ts";
import type { Registry } from "../registry.ts";
import type { Store } from "../store/store.ts";
import { type Fields, optionalText } from "../values.ts";

/** An object of a vendor, without its values. */
export interface Item {
  readonly vendor: string;
  readonly type: string;
  readonly id: string;
  /** Logical name of the resource that made it; null where no program did. */
  readonly name: string | null;
  /** Stack of that resource. */
  readonly stack: string | null;
  readonly urn: string | null;
}

interface Found {
  readonly model: ResourceModel;
  readonly key: string;
  readonly fields: Fields;
  readonly item: Item;
}

export function listItems(store: Store, registry: Registry): Item[] {
  return findAll(store, registry).map(({ item }) => item);
}

/** How many objects there are, by vendor and stack; `""` stands for objects that no program made. */
export function countItems(items: readonly Item[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { vendor, stack } of items) {
    const ofVendor = counts[vendor] ?? {};
    ofVendor[stack ?? ""] = (ofVendor[stack ?? ""] ?? 0) + 1;
    counts[vendor] = ofVendor;
  }
  return counts;
}

export interface Selection {
  /** Type token. */
  readonly type: string;
  /** Id at the vendor, logical name or URN. */
  readonly id: string;
  readonly stack?: string | undefined;
}

/** The one object that is meant. Throws {@link UserError} for none and for several. */
export function findOne(store: Store, registry: Registry, { type, id, stack }: Selection): Found {
  const model = registry.resource(type);
  if (model === null) {
    const known = registry.resources.map((other) => other.type).join(", ");
    throw new UserError(`The sandbox does not model the type ${type}.`, `It models: ${known}.`);
  }
  const ofType = findAll(store, registry).filter(
    ({ item }) => item.type === type && (stack === undefined || item.stack === stack),
  );
  const meant = ofType.filter(
    ({ key, item }) => [key, item.id, item.name, item.urn].includes(id) || key === model.key?.(id),
  );
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  const listed = (first === undefined ? ofType : meant).map(({ item }) => describe(item)).join(", ") || "none";
  const problem =
    first === undefined ? `There is no ${type} "${id}" in the sandbox.` : `"${id}" names several objects.`;
  throw new UserError(problem, `There are: ${listed}.`);
}

function findAll(store: Store, registry: Registry): Found[] {
  return registry.resources.flatMap((model) =>
    store.list(model.kind).map(([key, fields]) => ({ model, key, fields, item: toItem(store, model, key, fields) })),
  );
}

function toItem(store: Store, model: ResourceModel, key: string, fields: Fields): Item {
  const urn = ownerOf(store, model, key);
  return {
    vendor: model.type.split(":", 1)[0] ?? "",
    type: model.type,
    id: optionalText(fields, "id") ?? key,
    name: urn === null ? null : nameOf(urn),
    stack: urn === null ? null : (urn.split(":")[2] ?? null),
    urn,
  };
}

function describe({ id, name, stack }: Item): string {
  return name === null ? id : `${id} (${name} of ${stack})`;
}
