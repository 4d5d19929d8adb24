import * as pulumi from "@pulumi/pulumi";

import type { LayerConfig } from "../../core/config/types.ts";
import { bucketName, physicalName } from "../../core/naming/names.ts";
import type { OutputEntry } from "../outputs.ts";
import type { Tags } from "../tags.ts";
import { Bucket } from "./bucket.ts";
import { Table } from "./table.ts";

export const WAREHOUSE_TYPE = "stagekeeper:aws:Warehouse";

export interface WarehouseArgs {
  readonly app: string;
  readonly stage: string;
  readonly isLast: boolean;
  readonly layers: Readonly<Record<string, LayerConfig>>;
  readonly accountId: pulumi.Input<string>;
  readonly tags: Tags;
}

/** Tables and buckets of one layer, by their names in the configuration. */
export interface Layer {
  /** True where the deployed app may read the layer. */
  readonly runtimeReads: boolean;
  readonly tables: ReadonlyMap<string, Table>;
  readonly buckets: ReadonlyMap<string, Bucket>;
}

/** The stage's data in layers. A name stands in one layer only, so it is a logical name as it is. */
export class Warehouse extends pulumi.ComponentResource {
  readonly layers: ReadonlyMap<string, Layer>;

  constructor(name: string, args: WarehouseArgs, opts: pulumi.ComponentResourceOptions) {
    super(WAREHOUSE_TYPE, name, {}, opts);
    this.layers = mapEntries(args.layers, (layer) => ({
      runtimeReads: layer.runtimeReads,
      tables: mapEntries(layer.tables, (config, table) => {
        const own = { physicalName: physicalName(args.app, args.stage, table), config };
        return new Table(table, { ...own, isLast: args.isLast, tags: args.tags }, { parent: this });
      }),
      buckets: mapEntries(layer.buckets, (config, bucket) => {
        const own = {
          physicalName: pulumi.output(args.accountId).apply((id) => bucketName(args.app, args.stage, bucket, id)),
          config,
        };
        return new Bucket(bucket, { ...own, isLast: args.isLast, tags: args.tags }, { parent: this });
      }),
    }));
    this.registerOutputs();
  }

  /** Names in AWS, by the names in the configuration. */
  tableNames(): ReadonlyMap<string, pulumi.Output<string>> {
    const tables = [...this.layers.values()].flatMap((layer) => [...layer.tables]);
    return new Map(tables.map(([name, { table }]) => [name, table.name]));
  }

  outputEntries(): readonly OutputEntry[] {
    return [...this.layers].flatMap(([layer, { tables, buckets }]) => [
      ...[...tables].flatMap(([name, { table }]): OutputEntry[] => [
        [`warehouse.${layer}.tables.${name}.name`, table.name],
        [`warehouse.${layer}.tables.${name}.arn`, table.arn],
      ]),
      ...[...buckets].flatMap(([name, { bucket }]): OutputEntry[] => [
        [`warehouse.${layer}.buckets.${name}.name`, bucket.bucket],
        [`warehouse.${layer}.buckets.${name}.arn`, bucket.arn],
      ]),
    ]);
  }
}

function mapEntries<T, U>(
  map: Readonly<Record<string, T>>,
  create: (value: T, key: string) => U,
): ReadonlyMap<string, U> {
  return new Map(Object.entries(map).map(([key, value]) => [key, create(value, key)]));
}
