import type { BridgeStyle, PropertyModel, ResourceModel, TypeModel } from "../model.ts";
import { type Fields, isFields, isList, type Value } from "../values.ts";

type Properties = Readonly<Record<string, PropertyModel>>;

/**
 * What the bridge adds to a state for itself, under names that Pulumi does not show: how to get Terraform's form of the
 * state back (pulumi-terraform-bridge, pkg/tfbridge/rawstate.go), and the version of the schema that it was written with.
 */
export function bookkeeping(model: ResourceModel, state: Fields): Fields {
  const delta = { __pulumi_raw_state_delta: objectDelta(model.properties, state, model.bridge) };
  if (model.schemaVersion === undefined) return delta;
  return { __meta: JSON.stringify({ schema_version: String(model.schemaVersion) }), ...delta };
}

function objectDelta(properties: Properties, value: Fields, style: BridgeStyle): Fields {
  const deltas = Object.entries(properties).map(
    ([name, property]) => [name, propertyDelta(property.type, value[name], style)] as const,
  );
  return { obj: withDeltas("ps", deltas) };
}

/** In Terraform's older SDK an object is a list of at most one, which the bridge flattens. */
function propertyDelta(type: TypeModel, value: Value | undefined, style: BridgeStyle): Fields | null {
  const delta = valueDelta(type, value, style);
  return style === "sdk" && typeof type === "object" && "object" in type ? { plu: { i: delta ?? {} } } : delta;
}

/** Only what the value itself does not tell: whether it is an object, a map or a list. Null where there is nothing to tell. */
function valueDelta(type: TypeModel, value: Value | undefined, style: BridgeStyle): Fields | null {
  if (typeof type !== "object") return null;
  if (isList(value)) {
    const element = "list" in type ? type.list : "set" in type ? type.set : "string";
    return {
      arr: withDeltas(
        "el",
        value.map((entry, index) => [index, valueDelta(element, entry, style)]),
      ),
    };
  }
  if (!isFields(value)) return null;
  return "object" in type ? objectDelta(type.object, value, style) : { map: {} };
}

function withDeltas(name: string, deltas: readonly (readonly [string | number, Fields | null])[]): Fields {
  const told = deltas.filter(([, delta]) => delta !== null);
  return told.length === 0 ? {} : { [name]: Object.fromEntries(told) };
}
