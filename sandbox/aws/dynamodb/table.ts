import { AutoName, type Created, type ResourceModel, type Vendor, VendorError } from "../../model.ts";
import { type Fields, flag, hasUnknown, list, number, sameValue, text, unknown } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";
import { region, withRegion } from "../common/region.ts";
import { arn, between, conflict, oneOf } from "../common/rules.ts";
import { allTags, deriveTagsAll, tagProperties } from "../common/tags.ts";
import { removalsOf } from "../runtime/items.ts";
import { attributesAreKeys, capacities, streams, timeToLive } from "./checks.ts";
import { indexCapacities, indexKeys } from "./index-checks.ts";
import { globalSecondaryIndexes, indexesOf, localSecondaryIndexes, mergeIndexes } from "./indexes.ts";
import { bothDisabled, readTable } from "./state.ts";
import { onDemand, onDemandThroughput, warmThroughput, warmThroughputDecrease } from "./throughput.ts";

export const tableKind = "aws/dynamodb-table";
const viewTypes = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", ""];

/** terraform-provider-aws, internal/service/dynamodb/table.go. Restores, imports and replicas are not modelled. */
export const table: ResourceModel = {
  type: "aws:dynamodb/table:Table",
  kind: tableKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    region,
    name: { type: "string", replace: true, default: new AutoName() },
    arn: { type: "string", outputOnly: true },
    attributes: {
      type: {
        set: {
          object: {
            name: { type: "string", required: true },
            type: { type: "string", required: true, rules: [oneOf("type", ["B", "N", "S"])] },
          },
        },
      },
      computed: true,
    },
    billingMode: {
      type: "string",
      default: "PROVISIONED",
      rules: [oneOf("billing_mode", ["PROVISIONED", "PAY_PER_REQUEST"])],
    },
    deletionProtectionEnabled: { type: "boolean" },
    globalSecondaryIndexes,
    hashKey: { type: "string", computed: true, replace: true },
    localSecondaryIndexes,
    onDemandThroughput,
    pointInTimeRecovery: {
      type: {
        object: {
          enabled: { type: "boolean", required: true },
          recoveryPeriodInDays: {
            type: "integer",
            computed: true,
            rules: [between("point_in_time_recovery.0.recovery_period_in_days", 1, 35)],
          },
        },
      },
      computed: true,
      same: bothDisabled,
    },
    rangeKey: { type: "string", replace: true },
    readCapacity: { type: "integer", computed: true },
    serverSideEncryption: {
      type: {
        object: {
          enabled: { type: "boolean", required: true },
          kmsKeyArn: { type: "string", computed: true, rules: [arn("kms_key_arn")] },
        },
      },
      computed: true,
      same: bothDisabled,
    },
    streamArn: { type: "string", outputOnly: true },
    streamEnabled: { type: "boolean" },
    streamLabel: { type: "string", outputOnly: true },
    streamViewType: { type: "string", computed: true, rules: [oneOf("stream_view_type", viewTypes)] },
    tableClass: {
      type: "string",
      default: "STANDARD",
      rules: [oneOf("table_class", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"])],
    },
    ttl: {
      type: { object: { attributeName: { type: "string" }, enabled: { type: "boolean", default: false } } },
      computed: true,
      same: bothDisabled,
    },
    warmThroughput,
    writeCapacity: { type: "integer", computed: true },
  },
  checks: [
    capacities,
    conflict("readCapacity", "onDemandThroughput"),
    conflict("writeCapacity", "onDemandThroughput"),
    streams,
    timeToLive,
    indexKeys,
  ],
  planChecks: [attributesAreKeys, warmThroughputDecrease],
  prepareInputs: withRegion,
  derive: (planned, prior, vendor) => deriveStream(deriveTagsAll(planned, prior, vendor), prior),
  create: createTable,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(tableKind, id);
    return stored === null ? null : readTable(stored, state, vendor);
  },
  update: updateTable,
  delete: deleteTable,
};

/** A changed stream gets another ARN. */
function deriveStream(planned: Fields, prior: Fields | null): Fields {
  if (prior === null) return planned;
  const changed =
    flag(planned, "streamEnabled") !== flag(prior, "streamEnabled") ||
    text(planned, "streamViewType") !== text(prior, "streamViewType");
  return changed && !hasUnknown(planned["streamEnabled"])
    ? { ...planned, streamArn: unknown, streamLabel: unknown }
    : planned;
}

function createTable(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name");
  const doing = `creating AWS DynamoDB Table (${name})`;
  const problem = indexCapacities(planned);
  if (problem !== null) throw new VendorError(`${doing}: ${problem}`);
  const refusal = refuseTable(vendor, planned);
  if (refusal !== null)
    throw apiError(doing, { service: "DynamoDB", operation: "CreateTable", status: 400, ...refusal });
  const stored = storeTable(vendor, name, planned, {});
  return { id: name, state: readTable(stored, planned, vendor) };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
function refuseTable(vendor: Vendor, planned: Fields): { code: string; message: string; undeclared?: boolean } | null {
  const invalid = (message: string) => ({ code: "ValidationException", message, undeclared: true });
  const name = text(planned, "name");
  const constraint = (rule: string): string =>
    `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ${rule}`;
  if (name.length < 3) return invalid(constraint("Member must have length greater than or equal to 3"));
  if (name.length > 255) return invalid(constraint("Member must have length less than or equal to 255"));
  if (!/^[\w.-]+$/.test(name))
    return invalid(constraint("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"));
  if (text(planned, "hashKey") === "")
    return invalid("One or more parameter values were invalid: Missing the key HASH in the KeySchema");
  if (list(planned, "localSecondaryIndexes").length > 0 && text(planned, "rangeKey") === "")
    return invalid(
      "One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  const missing = ["readCapacity", "writeCapacity"].filter((unit) => !onDemand(planned) && number(planned, unit) < 1);
  if (missing.length > 0) return invalid(missingCapacities(missing));
  if (vendor.store.get(tableKind, name) !== null)
    return { code: "ResourceInUseException", message: `Table already exists: ${name}` };
  return null;
}

/** The provider sends 0 where the program gives no capacity. */
function missingCapacities(names: readonly string[]): string {
  const errors = names.map(
    (name) =>
      `Value '0' at 'provisionedThroughput.${name}Units' failed to satisfy constraint: Member must have value greater than or equal to 1`,
  );
  return `${names.length} validation error${names.length > 1 ? "s" : ""} detected: ${errors.join("; ")}`;
}

function updateTable(vendor: Vendor, id: string, planned: Fields, prior: Fields): Fields {
  const doing = `updating AWS DynamoDB Table (${id})`;
  const stored = vendor.store.get(tableKind, id);
  if (stored === null)
    throw apiError(doing, {
      service: "DynamoDB",
      operation: "UpdateTable",
      status: 400,
      code: "ResourceNotFoundException",
      message: `Requested resource not found: Table: ${id} not found`,
    });
  const merged = { ...planned, globalSecondaryIndexes: mergeIndexes(indexesOf(planned), indexesOf(stored)) };
  const problem = indexCapacities(merged);
  if (problem !== null) throw new VendorError(`${doing}: computing GSI difference: ${problem}`);
  // Attribute types are sent along with new indexes only.
  const indexesChanged =
    globalSecondaryIndexes.same?.(prior["globalSecondaryIndexes"] ?? null, merged.globalSecondaryIndexes) !== true;
  const attributes = indexesChanged ? planned["attributes"] : stored["attributes"];
  return readTable(storeTable(vendor, id, { ...merged, attributes }, stored), planned, vendor);
}

function storeTable(vendor: Vendor, name: string, planned: Fields, before: Fields): Fields {
  const regionName = regionOf(vendor, planned);
  const tableArn = regionalArn(vendor, "dynamodb", regionName, `table/${name}`);
  const { tagsAll: _tagsAll, id: _id, ...fields } = planned;
  const stored: Fields = {
    ...before,
    ...fields,
    arn: tableArn,
    region: regionName,
    tags: allTags(planned, vendor),
    onDemandThroughput: planned["onDemandThroughput"] ?? null,
    globalSecondaryIndexes: mergeIndexes(indexesOf(planned), indexesOf(before)),
    ...streamOf(vendor, planned, before, tableArn),
  };
  vendor.store.put(tableKind, name, stored);
  return stored;
}

/** Turning a stream on, or on again with another view, makes a new one; the last one's name stays when it is off. */
function streamOf(vendor: Vendor, planned: Fields, before: Fields, tableArn: string): Fields {
  const names = ["streamEnabled", "streamViewType"];
  const unchanged = names.every((name) => sameValue(planned[name] || null, before[name] || null));
  const { streamArn, streamLabel } = before;
  const view = text(planned, "streamViewType").toUpperCase();
  if (unchanged || !flag(planned, "streamEnabled")) return { streamArn, streamLabel, streamViewType: view };
  const label = vendor.now().toISOString().replace("Z", "");
  return { streamArn: `${tableArn}/stream/${label}`, streamLabel: label, streamViewType: view };
}

function deleteTable(vendor: Vendor, id: string): void {
  const stored = vendor.store.get(tableKind, id);
  if (stored === null) return;
  if (flag(stored, "deletionProtectionEnabled"))
    throw apiError(`deleting AWS DynamoDB Table (${id})`, {
      service: "DynamoDB",
      operation: "DeleteTable",
      status: 400,
      code: "ValidationException",
      message:
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
      undeclared: true,
    });
  vendor.store.commit([...removalsOf(vendor, id), { kind: tableKind, key: id, fields: null }]);
}
