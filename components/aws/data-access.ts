import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "./policy.ts";
import type { Layer } from "./warehouse.ts";

/** What the stage's roles may do with the data. Nobody but `deploy` may change the tables and buckets themselves. */

const READ_ITEMS = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];
const WRITE_ITEMS = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const DESCRIBE_TABLES = ["dynamodb:DescribeTable"];
const READ_OBJECTS = ["s3:GetObject"];
const WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];
const LIST_BUCKETS = ["s3:GetBucketLocation", "s3:ListBucket"];

export type Access = "read" | "write";

/** ARNs of the data that a role gets to see. */
export interface DataArns {
  readonly tables: readonly string[];
  readonly buckets: readonly string[];
}

export function dataArns(layers: readonly Layer[]): {
  tables: pulumi.Output<string>[];
  buckets: pulumi.Output<string>[];
} {
  return {
    tables: layers.flatMap(({ tables }) => [...tables.values()].map(({ table }) => table.arn)),
    buckets: layers.flatMap(({ buckets }) => [...buckets.values()].map(({ bucket }) => bucket.arn)),
  };
}

/** What reads, or reads and writes (`write`), exactly these tables and buckets. */
export function dataStatements(access: Access, { tables, buckets }: DataArns): readonly Statement[] {
  return [...tableStatements(access, tables), ...bucketStatements(access, buckets)];
}

function tableStatements(access: Access, tables: readonly string[]): readonly Statement[] {
  if (tables.length === 0) return [];
  return [
    {
      sid: "Items",
      actions: [...DESCRIBE_TABLES, ...READ_ITEMS, ...(access === "write" ? WRITE_ITEMS : [])],
      resources: tables.flatMap((arn) => [arn, `${arn}/index/*`]),
    },
  ];
}

function bucketStatements(access: Access, buckets: readonly string[]): readonly Statement[] {
  if (buckets.length === 0) return [];
  return [
    { sid: "Buckets", actions: LIST_BUCKETS, resources: buckets },
    {
      sid: "Objects",
      actions: [...READ_OBJECTS, ...(access === "write" ? WRITE_OBJECTS : [])],
      resources: buckets.map((arn) => `${arn}/*`),
    },
  ];
}
