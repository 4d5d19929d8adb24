import { Table as DynamoTable, type TableArgs as DynamoTableArgs } from "@pulumi/aws/dynamodb/table.js";
import * as pulumi from "@pulumi/pulumi";

import type { Billing, KeyAttribute, TableConfig, TableIndexConfig } from "../../core/config/types.ts";
import { keptInLastStage } from "../protection.ts";
import type { Tags } from "../tags.ts";

export const TABLE_TYPE = "stagekeeper:aws:Table";

export interface TableArgs {
  /** Name in AWS, for example `agent-ops-prod-facts`. */
  readonly physicalName: string;
  readonly config: TableConfig;
  readonly isLast: boolean;
  readonly tags: Tags;
}

/**
 * A DynamoDB table. Its name is explicit and its billing a closed choice, so no default can replace it.
 *
 * DynamoDB encrypts every table with a key of its own; `serverSideEncryption` would only move it to a KMS key that bills
 * each request. Its deletion protection is an input, which stages would differ in: `protect` does that work.
 */
export class Table extends pulumi.ComponentResource {
  readonly table: DynamoTable;

  constructor(name: string, args: TableArgs, opts: pulumi.ComponentResourceOptions) {
    super(TABLE_TYPE, name, {}, opts);
    this.table = new DynamoTable(name, tableArgs(args), { parent: this, ...keptInLastStage(args.isLast) });
    this.registerOutputs();
  }
}

function tableArgs({ physicalName, config, tags }: TableArgs): DynamoTableArgs {
  const indexes = Object.entries(config.indexes);
  return {
    name: physicalName,
    hashKey: config.hashKey.name,
    ...(config.rangeKey !== null && { rangeKey: config.rangeKey.name }),
    attributes: keyAttributes(config),
    ...capacity(config.billing),
    billingMode: config.billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...(config.ttl !== null && { ttl: { enabled: true, attributeName: config.ttl } }),
    pointInTimeRecovery: { enabled: config.pointInTimeRecovery },
    ...(indexes.length > 0 && {
      globalSecondaryIndexes: indexes.map(([name, index]) => indexArgs(name, index, config.billing)),
    }),
    tags,
  };
}

/** Only keys are declared: an attribute that is no key differs on every run. */
function keyAttributes({ hashKey, rangeKey, indexes }: TableConfig): readonly KeyAttribute[] & KeyAttribute[] {
  const keys = [hashKey, rangeKey, ...Object.values(indexes).flatMap((index) => [index.hashKey, index.rangeKey])];
  const byName = new Map(keys.filter((key) => key !== null).map((key) => [key.name, key]));
  return [...byName.values()].map(({ name, type }) => ({ name, type }));
}

/** Capacities beside on-demand billing differ on every run (https://github.com/pulumi/pulumi-aws/issues/1238). */
function capacity(billing: Billing): { readCapacity: number; writeCapacity: number } | Record<string, never> {
  return billing.mode === "provisioned" ? { readCapacity: billing.read, writeCapacity: billing.write } : {};
}

const PROJECTION_TYPES = { all: "ALL", keys: "KEYS_ONLY" } as const;

function indexArgs(name: string, { hashKey, rangeKey, projection }: TableIndexConfig, billing: Billing) {
  return {
    name,
    keySchemas: [
      { attributeName: hashKey.name, keyType: "HASH" },
      ...(rangeKey === null ? [] : [{ attributeName: rangeKey.name, keyType: "RANGE" }]),
    ],
    ...(typeof projection === "string"
      ? { projectionType: PROJECTION_TYPES[projection] }
      : { projectionType: "INCLUDE", nonKeyAttributes: [...projection] }),
    ...capacity(billing),
  };
}
