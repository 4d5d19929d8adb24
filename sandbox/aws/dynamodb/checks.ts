import type { Refusal, Vendor } from "../../model.ts";
import { terraformName } from "../../paths.ts";
import { type Fields, hasUnknown, isUnset, list, number, object, text } from "../../values.ts";
import { allKnown } from "../common/rules.ts";
import { indexesOf, keysOf } from "./indexes.ts";
import { onDemand } from "./throughput.ts";

/** Rules over several properties of internal/service/dynamodb/table.go, in its words. */
const combination = "Invalid Attribute Combination";

/** validateProvisionedThroughputField. */
export function capacities(inputs: Fields): Refusal | null {
  if (!allKnown(inputs, "billingMode", "readCapacity", "writeCapacity")) return null;
  for (const name of ["readCapacity", "writeCapacity"]) {
    if (isUnset(inputs[name])) continue;
    const attribute = terraformName(name);
    if (onDemand(inputs) && number(inputs, name) !== 0)
      return refusal(name, `Attribute "${attribute}" cannot be specified when "billing_mode" is "PAY_PER_REQUEST".`);
    if (!onDemand(inputs) && number(inputs, name) < 1)
      return refusal(name, `Attribute "${attribute}" must be at least 1 when "billing_mode" is "PROVISIONED".`);
  }
  return null;
}

/** validateStreamSpecification. */
export function streams(inputs: Fields): Refusal | null {
  if (!allKnown(inputs, "streamEnabled", "streamViewType")) return null;
  const viewType = text(inputs, "streamViewType");
  if (isUnset(inputs["streamEnabled"]) && viewType !== "")
    return refusal(
      "streamViewType",
      `Attribute "stream_enabled" must be specified when "stream_view_type" is specified.`,
    );
  if (inputs["streamEnabled"] === true && viewType === "")
    return refusal("streamViewType", `Attribute "stream_view_type" must be specified when "stream_enabled" is "true".`);
  return null;
}

/** validateTTL. */
export function timeToLive(inputs: Fields): Refusal | null {
  const ttl = object(inputs, "ttl");
  if (ttl === null || hasUnknown(ttl) || ttl["enabled"] !== true) return null;
  if (isUnset(ttl["attributeName"]))
    return refusal(
      "ttl.attributeName",
      `Attribute "ttl[0].attribute_name" must be specified when "ttl[0].enabled" is "true".`,
    );
  if (ttl["attributeName"] !== "") return null;
  const reason = `Invalid Attribute Value. Attribute "ttl[0].attribute_name" cannot have an empty value when "ttl[0].enabled" is "true"`;
  return { reason, path: "ttl.attributeName" };
}

function refusal(path: string, detail: string): Refusal {
  return { reason: `${combination}. ${detail}`, path };
}

/** validateTableAttributes: DynamoDB knows the types of key attributes only. */
export function attributesAreKeys(planned: Fields, _prior: Fields | null, vendor: Vendor): string | null {
  if (!allKnown(planned, "attributes", "localSecondaryIndexes") || !keysKnown(planned)) return null;
  const remote = indexesOf(vendor.store.get("aws/dynamodb-table", text(planned, "name")) ?? {}).flatMap(attributesOf);
  const keys = new Set([
    ...["hashKey", "rangeKey"].map((name) => text(planned, name)).filter((name) => name !== ""),
    ...indexesOf(planned, "localSecondaryIndexes").map((index) => text(index, "rangeKey")),
    ...indexesOf(planned).flatMap(attributesOf),
  ]);
  const defined = list(planned, "attributes").map((attribute) => text(attribute as Fields, "name"));
  const unused = defined.filter((name) => !keys.has(name) && !remote.includes(name));
  const unmatched = [...keys].filter((name) => !defined.includes(name) && !remote.includes(name));
  const problems = [
    ...(unused.length > 0 ? [`all attributes must be indexed. Unused attributes: ${quoted(unused)}`] : []),
    ...(unmatched.length > 0
      ? [`all indexes must match a defined attribute. Unmatched indexes: ${quoted(unmatched)}`]
      : []),
  ];
  return problems.length === 0 ? null : problems.join("\n");
}

/** Computed parts of an index, which a plan does not know, do not matter here. */
function keysKnown(planned: Fields): boolean {
  if (!allKnown(planned, "rangeKey")) return false;
  return !(
    hasUnknown(planned["globalSecondaryIndexes"]) && indexesOf(planned).some((index) => keysOf(index).length === 0)
  );
}

function attributesOf(index: Fields): readonly string[] {
  return keysOf(index).map((key) => text(key, "attributeName"));
}

function quoted(names: readonly string[]): string {
  return `[${[...names]
    .sort()
    .map((name) => JSON.stringify(name))
    .join(" ")}]`;
}
