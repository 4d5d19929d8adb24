import type { Vendor } from "../../model.ts";
import { type Fields, flag, isFields, list, number, object, text, type Value } from "../../values.ts";
import { readTags } from "../common/tags.ts";
import { indexesOf, readIndex } from "./indexes.ts";
import { onDemand, readCapacities, readWarmThroughput } from "./throughput.ts";

/** A table as the provider reads it back (resourceTableRead). */
export function readTable(stored: Fields, state: Fields | null, vendor: Vendor): Fields {
  const isOnDemand = onDemand(stored);
  return {
    ...stored,
    ...readCapacities(stored, isOnDemand),
    ...readTags(stored, state, vendor),
    globalSecondaryIndexes: indexesOf(stored).map((index) => readIndex(index, isOnDemand)),
    localSecondaryIndexes: list(stored, "localSecondaryIndexes"),
    ttl: readTimeToLive(stored),
    pointInTimeRecovery: readPointInTimeRecovery(stored),
    serverSideEncryption: readEncryption(stored),
    warmThroughput: readWarmThroughput(stored),
    deletionProtectionEnabled: flag(stored, "deletionProtectionEnabled"),
    tableClass: text(stored, "tableClass") || "STANDARD",
    rangeKey: text(stored, "rangeKey") || null,
    streamEnabled: flag(stored, "streamEnabled"),
    streamViewType: text(stored, "streamViewType"),
    streamArn: text(stored, "streamArn"),
    streamLabel: text(stored, "streamLabel"),
  };
}

/** DynamoDB names the attribute only while time to live is on. */
function readTimeToLive(stored: Fields): Fields {
  const ttl = object(stored, "ttl") ?? {};
  return flag(ttl, "enabled")
    ? { enabled: true, attributeName: text(ttl, "attributeName") }
    : { enabled: false, attributeName: "" };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html: 35 days unless told. */
function readPointInTimeRecovery(stored: Fields): Fields {
  const recovery = object(stored, "pointInTimeRecovery") ?? {};
  const days = number(recovery, "recoveryPeriodInDays") || 35;
  return flag(recovery, "enabled")
    ? { enabled: true, recoveryPeriodInDays: days }
    : { enabled: false, recoveryPeriodInDays: 0 };
}

/** DynamoDB describes encryption only where it is done with a key in KMS; AWS's own key is hidden (clearSSEDefaultKey). */
function readEncryption(stored: Fields): Value {
  const encryption = object(stored, "serverSideEncryption");
  if (encryption === null || !flag(encryption, "enabled")) return null;
  return { enabled: true, kmsKeyArn: text(encryption, "kmsKeyArn") };
}

/** Equal where both sides have the option off, whatever else they say. */
export function bothDisabled(left: Value, right: Value): boolean {
  const enabled = (value: Value): boolean => isFields(value) && value["enabled"] === true;
  return !enabled(left) && !enabled(right);
}
