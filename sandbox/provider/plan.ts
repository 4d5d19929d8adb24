import {
  AutoName,
  type BridgeStyle,
  type PropertyModel,
  type ResourceModel,
  type TypeModel,
  type Vendor,
} from "../model.ts";
import { getPath, parsePath, setPath } from "../paths.ts";
import { type Fields, isFields, isList, isUnset, Unknown, unknown, type Value } from "../values.ts";
import { changedProperties, type PropertyChange } from "./changes.ts";
import { withoutReserved } from "./check.ts";
import { isAbsent, sameTyped } from "./types.ts";

type Properties = Readonly<Record<string, PropertyModel>>;

export interface Plan {
  /** The state as far as it is known before the vendor was asked: what the vendor will fill in is unknown. */
  readonly planned: Fields;
  /** By property path. */
  readonly changes: ReadonlyMap<string, PropertyChange>;
}

interface Planned {
  readonly model: ResourceModel;
  readonly vendor: Vendor;
}

/** What the inputs make of the resource, as Terraform plans it. `prior` is the state, null for a new resource. */
export function planResource(
  { model, vendor }: Planned,
  inputs: Fields,
  prior: Fields | null,
  ignoreChanges: readonly string[] = [],
): Plan {
  const planner = new Planner(model.bridge);
  const config = withoutReserved(inputs);
  let planned = planner.fields(model.properties, config, prior);
  planned = model.derive?.(planned, prior, vendor, config) ?? planned;
  if (prior === null) return { planned, changes: new Map() };
  for (const path of ignoreChanges) {
    const steps = parsePath(path);
    if (!steps.includes("*")) planned = setPath(planned, steps, getPath(prior, steps));
  }
  return { planned, changes: replaceTogether(model, new Map(changedProperties(model, prior, planned))) };
}

/** Turns changes into replacements where every property of a group has changed. */
function replaceTogether(model: ResourceModel, changes: Map<string, PropertyChange>): Map<string, PropertyChange> {
  for (const group of model.replacesTogether ?? []) {
    const found = group.map((name) => changes.get(name));
    group.forEach((name, index) => {
      const change = found[index];
      if (change !== undefined && !found.includes(undefined)) changes.set(name, { ...change, replace: true });
    });
  }
  return changes;
}

/** The plan without what only the vendor knows: what is sent to the vendor. */
export function withoutUnknowns(fields: Fields): Fields {
  return dropUnknown(fields) as Fields;
}

function dropUnknown(value: Value): Value | undefined {
  if (value instanceof Unknown) return undefined;
  if (isList(value)) return value.map((entry) => dropUnknown(entry) ?? null);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, entry === undefined ? entry : dropUnknown(entry)]),
  );
}

class Planner {
  readonly #style: BridgeStyle;

  constructor(style: BridgeStyle) {
    this.#style = style;
  }

  fields(properties: Properties, config: Fields, prior: Fields | null): Fields {
    const planned: Record<string, Value> = {};
    for (const [name, property] of Object.entries(properties)) {
      planned[name] = this.#property(property, config[name], prior === null ? undefined : (prior[name] ?? null));
    }
    return planned;
  }

  /** `prior` is undefined for a new object, null for one in which the property is unset. */
  #property(property: PropertyModel, config: Value | undefined, prior: Value | undefined): Value {
    if (property.outputOnly === true) return prior ?? (prior === null ? null : unknown);
    if (!isUnset(config)) return this.#typed(property.type, config, prior);
    if (property.computed === true) return prior === undefined ? unknown : prior;
    if (property.default !== undefined && !(property.default instanceof AutoName)) return property.default;
    return prior !== undefined && isAbsent(prior, this.#style) ? prior : null;
  }

  #typed(type: TypeModel, config: Value, prior: Value | undefined): Value {
    if (typeof type !== "object" || "map" in type) return config;
    if ("object" in type) {
      return isFields(config)
        ? this.fields(type.object, withoutReserved(config), isFields(prior) ? prior : null)
        : config;
    }
    if (!isList(config)) return config;
    const before = isList(prior) ? prior : [];
    if ("list" in type) return config.map((entry, index) => this.#typed(type.list, entry, before[index]));
    // An element of a set that stayed keeps what the vendor filled in.
    return config.map(
      (entry) => before.find((old) => this.#covers(type.set, entry, old)) ?? this.#typed(type.set, entry, undefined),
    );
  }

  /** True where the old element has everything that the configuration says. */
  #covers(type: TypeModel, config: Value, old: Value): boolean {
    const planned = this.#typed(type, config, old);
    return sameTyped(type, planned, old, this.#style);
  }
}
