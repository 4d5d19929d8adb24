import type { PropertyModel } from "../../model.ts";
import { type Fields, isFields, list, number, text, texts, Unknown, type Value } from "../../values.ts";
import { oneOf } from "../common/rules.ts";
import { onDemandThroughput, readCapacities, readWarmThroughput, warmThroughput } from "./throughput.ts";

const projectionType: PropertyModel = {
  type: "string",
  required: true,
  rules: [oneOf("projection_type", ["ALL", "KEYS_ONLY", "INCLUDE"])],
};

const keySchemas: PropertyModel = {
  type: {
    list: {
      object: {
        attributeName: { type: "string", required: true },
        keyType: { type: "string", required: true, rules: [oneOf("key_type", ["HASH", "RANGE"])] },
      },
    },
  },
  computed: true,
};

/** Global indexes change in place, one by one. */
export const globalSecondaryIndexes: PropertyModel = {
  type: {
    set: {
      object: {
        name: { type: "string", required: true },
        hashKey: { type: "string", computed: true },
        rangeKey: { type: "string" },
        keySchemas,
        nonKeyAttributes: { type: { set: "string" } },
        onDemandThroughput,
        projectionType,
        readCapacity: { type: "integer", computed: true },
        writeCapacity: { type: "integer", computed: true },
        warmThroughput,
      },
    },
  },
  computed: true,
  same: sameIndexes,
};

/** Local indexes exist from the creation of the table to its end. */
export const localSecondaryIndexes: PropertyModel = {
  type: {
    set: {
      object: {
        name: { type: "string", required: true },
        rangeKey: { type: "string", required: true },
        projectionType,
        nonKeyAttributes: { type: { list: "string" } },
      },
    },
  },
  replace: true,
};

export function indexesOf(fields: Fields, name = "globalSecondaryIndexes"): readonly Fields[] {
  return list(fields, name).filter(isFields);
}

/** Keys of an index, whichever of the two spellings it has. */
export function keysOf(index: Fields): readonly Fields[] {
  const keys = list(index, "keySchemas").filter(isFields);
  if (keys.length > 0) return keys;
  const [hash, range] = [text(index, "hashKey"), text(index, "rangeKey")];
  const key = (attributeName: string, keyType: string): Fields => ({ attributeName, keyType });
  return [...(hash === "" ? [] : [key(hash, "HASH")]), ...(range === "" ? [] : [key(range, "RANGE")])];
}

/** DynamoDB's answer shows the keys in both spellings (flattenTableGlobalSecondaryIndex). */
export function readIndex(stored: Fields, isOnDemand: boolean): Fields {
  const keys = keysOf(stored);
  return {
    ...stored,
    keySchemas: keys,
    hashKey: soleKey(keys, "HASH"),
    rangeKey: soleKey(keys, "RANGE"),
    nonKeyAttributes: list(stored, "nonKeyAttributes"),
    ...readCapacities(stored, isOnDemand),
    warmThroughput: readWarmThroughput(stored),
  };
}

function soleKey(keys: readonly Fields[], keyType: string): string {
  const names = keys.filter((key) => key["keyType"] === keyType).map((key) => text(key, "attributeName"));
  return names.length === 1 ? (names[0] ?? "") : "";
}

/** The planned indexes with what the vendor knows of those that stay. */
export function mergeIndexes(planned: readonly Fields[], stored: readonly Fields[]): readonly Fields[] {
  return planned.map((index) => {
    const before = stored.find((other) => other["name"] === index["name"]) ?? {};
    const given = Object.entries(index).filter(([, value]) => value !== undefined && value !== null);
    return { ...keptOf(before), ...Object.fromEntries(given), keySchemas: keysOf(index) };
  });
}

function keptOf({ readCapacity, writeCapacity, warmThroughput }: Fields): Fields {
  return { readCapacity, writeCapacity, warmThroughput };
}

function sameIndexes(left: Value, right: Value): boolean {
  const [before, after] = [asIndexes(left), asIndexes(right)];
  if (before.length !== after.length) return false;
  return before.every((index) => after.some((other) => sameIndex(index, other)));
}

function asIndexes(value: Value): readonly Fields[] {
  return indexesOf({ globalSecondaryIndexes: value });
}

/** Compared as customDiffGlobalSecondaryIndex does: the two spellings of keys are one, what nobody asked for counts not. */
function sameIndex(left: Fields, right: Fields): boolean {
  const shape = (index: Fields): string =>
    JSON.stringify([
      index["name"],
      index["projectionType"],
      keysOf(index).map((key) => [key["attributeName"], key["keyType"]]),
      [...texts(index, "nonKeyAttributes")].sort(),
    ]);
  return (
    shape(left) === shape(right) &&
    sameAsked(left["readCapacity"], right["readCapacity"]) &&
    sameAsked(left["writeCapacity"], right["writeCapacity"]) &&
    sameThroughput(left, right, "onDemandThroughput") &&
    sameThroughput(left, right, "warmThroughput")
  );
}

function sameAsked(left: Value | undefined, right: Value | undefined): boolean {
  const asked = (value: Value | undefined): boolean =>
    value !== undefined && value !== null && !(value instanceof Unknown);
  return !asked(left) || !asked(right) || left === right;
}

function sameThroughput(left: Fields, right: Fields, name: string): boolean {
  const [before, after] = [left[name], right[name]];
  if (!isFields(before) || !isFields(after)) return name === "warmThroughput" || unlimited(before) === unlimited(after);
  const limit = (fields: Fields, key: string): number => Math.max(-1, number(fields, key) || -1);
  return Object.keys({ ...before, ...after }).every((key) => limit(before, key) === limit(after, key));
}

function unlimited(value: Value | undefined): boolean {
  return !isFields(value) || Object.keys(value).every((key) => number(value, key) <= 0);
}
