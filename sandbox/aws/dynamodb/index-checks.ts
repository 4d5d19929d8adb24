import type { Refusal } from "../../model.ts";
import { type Fields, hasUnknown, isUnset, list, number } from "../../values.ts";
import { indexesOf, keysOf } from "./indexes.ts";
import { onDemand } from "./throughput.ts";

/** Multi-attribute keys: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html */
const maxKeysOfAType = 4;

/** What validateGlobalSecondaryIndexes in internal/service/dynamodb/table.go says about the keys of an index. */
export function indexKeys(inputs: Fields): Refusal | null {
  for (const [at, index] of indexesOf(inputs).entries()) {
    if (hasUnknown(index)) continue;
    const path = `globalSecondaryIndexes[${at}]`;
    const reason = keySpelling(index, at) ?? keyOrder(index, at);
    if (reason !== null) return { reason, path };
  }
  return null;
}

function keySpelling(index: Fields, at: number): string | null {
  const hasSchema = list(index, "keySchemas").length > 0;
  const place = `global_secondary_index[${at}]`;
  if (hasSchema === !isUnset(index["hashKey"])) {
    const found = hasSchema ? 2 : 0;
    return `Invalid Attribute Combination. Exactly one of ["${place}.key_schema", "${place}.hash_key"] must be specified, got ${found}`;
  }
  if (hasSchema && !isUnset(index["rangeKey"]))
    return `Invalid Attribute Combination. Attribute "${place}.range_key" cannot be specified when "${place}.key_schema" is specified`;
  return null;
}

function keyOrder(index: Fields, at: number): string | null {
  const place = `global_secondary_index[${at}].key_schema`;
  const types = keysOf(index).map((key) => key["keyType"]);
  const count = (type: string): number => types.filter((other) => other === type).length;
  if (types.lastIndexOf("HASH") > types.indexOf("RANGE") && types.includes("RANGE"))
    return `Invalid Attribute Value. All elements of ${place} with "key_type" "HASH" must be before elements with "key_type" "RANGE"`;
  if (count("HASH") < 1 || count("HASH") > maxKeysOfAType)
    return `Invalid Attribute Value. The attribute "${place}" must contain at least 1 and at most ${maxKeysOfAType} elements with "key_type" "HASH", got ${count("HASH")}`;
  if (count("RANGE") > maxKeysOfAType)
    return `Invalid Attribute Value. The attribute "${place}" must contain at most ${maxKeysOfAType} elements with "key_type" "RANGE", got ${count("RANGE")}`;
  return null;
}

/** validateGSIProvisionedThroughput: told only when the table is created or changed. */
export function indexCapacities(planned: Fields): string | null {
  if (onDemand(planned)) return null;
  for (const index of indexesOf(planned)) {
    if (number(index, "writeCapacity") < 1) return "write capacity must be > 0 when billing mode is PROVISIONED";
    if (number(index, "readCapacity") < 1) return "read capacity must be > 0 when billing mode is PROVISIONED";
  }
  return null;
}
