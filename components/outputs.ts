import type * as pulumi from "@pulumi/pulumi";

import type { STAGE_OUTPUTS } from "../core/config/outputs.ts";

/** The paths that `from:` can name: what every stage has, and what depends on the configuration. */
export type OutputPath =
  | (typeof STAGE_OUTPUTS)[number]
  | `vercel.${string}.${"id" | "name"}`
  | `warehouse.${string}.${"tables" | "buckets"}.${string}.${"name" | "arn"}`
  | `extra.${string}.${string}`;

/** What a stage can say about itself, by path: what `from:` delivers, and what the stack shows as its output. */
export type StageOutputs = Readonly<Record<OutputPath, pulumi.Output<string>>>;

/** Outputs of a user's own resources: `{ queue: { url: queue.url } }` makes `from: extra.queue.url` valid. */
export type ExtraOutputs = Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;

/** Whatever has outputs adds them under its own path. */
export type OutputEntry = readonly [OutputPath, pulumi.Output<string>];
