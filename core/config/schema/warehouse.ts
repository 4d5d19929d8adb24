import * as v from "valibot";
import { described, flag, integer, listOf, mapOf, matching, oneOf, section, wordName } from "./field.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const attributeName = matching(/^.{1,255}$/, "the name of an attribute, 1 to 255 characters");

const keyAttribute = v.union(
  [attributeName, section({ name: attributeName, type: v.optional(oneOf(["S", "N", "B"]), "S") })],
  "the name of a text attribute, or { name, type } with the type S (string), N (number) or B (binary)",
);

const indexSchema = section({
  hashKey: described(keyAttribute, "Partition key of the index."),
  rangeKey: v.optional(described(v.nullable(keyAttribute), "Sort key of the index."), null),
  projection: v.optional(
    described(
      v.union(
        [oneOf(["all", "keys"]), listOf(attributeName, "attribute names")],
        "all, keys or a list of attribute names",
      ),
      "What the index holds besides the keys.",
    ),
    "all",
  ),
});

const tableSchema = section({
  hashKey: described(keyAttribute, "Partition key; changing it replaces the table."),
  rangeKey: v.optional(described(v.nullable(keyAttribute), "Sort key; changing it replaces the table."), null),
  billing: v.optional(
    described(
      oneOf(["provisioned", "on-demand"]),
      "provisioned is covered by the free tier (25 read and 25 write units an account); on-demand is not.",
    ),
    "provisioned",
  ),
  read: v.optional(described(integer(1, 40_000, "read units"), "Provisioned read units; 1 where left out.")),
  write: v.optional(described(integer(1, 40_000, "write units"), "Provisioned write units; 1 where left out.")),
  ttl: v.optional(described(v.nullable(attributeName), "Attribute that holds the expiry time in epoch seconds."), null),
  pointInTimeRecovery: v.optional(described(flag(), "Continuous backups; they cost by size."), false),
  indexes: v.optional(described(mapOf(wordName, indexSchema), "Global secondary indexes by name."), {}),
});

const bucketSchema = section({
  versioned: v.optional(described(flag(), "Keeps older versions of objects."), false),
  expireDays: v.optional(
    described(v.nullable(integer(1, 36_500, "days")), "Objects are deleted after so many days."),
    null,
  ),
});

const bucketShortName = matching(/^[a-z0-9][a-z0-9-]*$/, "a bucket's short name: lower-case letters, digits and -");

const layerSchema = section({
  runtimeReads: v.optional(
    described(flag(), "Whether the deployed app may read the layer; left out, the layer named production only."),
  ),
  tables: v.optional(described(mapOf(wordName, tableSchema), "DynamoDB tables, each <app>-<stage>-<name>."), {}),
  buckets: v.optional(
    described(mapOf(bucketShortName, bucketSchema), "S3 buckets, each <app>-<stage>-<name>-<account id>."),
    {},
  ),
});

export const warehouseSchema = mapOf(wordName, layerSchema);
