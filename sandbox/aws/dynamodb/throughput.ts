import type { PropertyModel } from "../../model.ts";
import { type Fields, isFields, number, object, type Value } from "../../values.ts";
import { atLeast } from "../common/rules.ts";

/** 0 and -1 both mean "no limit". */
const sameLimit = (left: Value, right: Value): boolean => noLimit(left) === noLimit(right);
const noLimit = (value: Value): Value => (value === null || value === 0 ? -1 : value);

export const onDemandThroughput: PropertyModel = {
  type: {
    object: {
      maxReadRequestUnits: { type: "integer", computed: true, same: sameLimit },
      maxWriteRequestUnits: { type: "integer", computed: true, same: sameLimit },
    },
  },
};

export const warmThroughput: PropertyModel = {
  type: {
    object: {
      readUnitsPerSecond: { type: "integer", computed: true, rules: [atLeast("read_units_per_second", 12_000)] },
      writeUnitsPerSecond: { type: "integer", computed: true, rules: [atLeast("write_units_per_second", 4_000)] },
    },
  },
  computed: true,
};

export function onDemand(fields: Fields): boolean {
  return fields["billingMode"] === "PAY_PER_REQUEST";
}

/** With on-demand billing DynamoDB reports capacities of 0; a provisioned table has at least 1. */
export function readCapacities(stored: Fields, isOnDemand: boolean): Fields {
  const capacity = (name: string): number => (isOnDemand ? 0 : Math.max(1, number(stored, name)));
  return { readCapacity: capacity("readCapacity"), writeCapacity: capacity("writeCapacity") };
}

/** The provider hides the warm throughput that every table has (flattenTableWarmThroughput). */
export function readWarmThroughput(stored: Fields): Value {
  const warm = object(stored, "warmThroughput");
  if (warm === null) return null;
  const [reads, writes] = [number(warm, "readUnitsPerSecond"), number(warm, "writeUnitsPerSecond")];
  const isDefault = (reads < 12_000 && writes < 4_000) || (reads === 12_000 && writes === 4_000);
  return isDefault ? null : { readUnitsPerSecond: reads, writeUnitsPerSecond: writes };
}

/** Warm throughput grows only; the plan is refused. */
export function warmThroughputDecrease(planned: Fields, prior: Fields | null): string | null {
  const [before, after] = [prior?.["warmThroughput"], planned["warmThroughput"]];
  if (!isFields(before) || !isFields(after)) return null;
  for (const [name, attribute] of [
    ["readUnitsPerSecond", "read_units_per_second"],
    ["writeUnitsPerSecond", "write_units_per_second"],
  ] as const) {
    const [current, requested] = [number(before, name), number(after, name)];
    if (requested !== 0 && requested < current)
      return `warm_throughput.0.${attribute} cannot be decreased (current value: ${current}, requested value: ${requested})`;
  }
  return null;
}
