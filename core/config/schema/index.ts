/** The written form of the configuration: `stagekeeper:base` with a stage's overrides merged in. */
import * as v from "valibot";
import { awsSchema } from "./aws.ts";
import { secretsSchema, variablesSchema } from "./bindings.ts";
import { described, lowerName, section } from "./field.ts";
import { githubSchema } from "./github.ts";
import { monitoringSchema } from "./monitoring.ts";
import { driftSchema, paritySchema } from "./parity.ts";
import { pipelinesSchema } from "./pipelines.ts";
import { stagesSchema } from "./stages.ts";
import { vercelSchema } from "./vercel.ts";
import { warehouseSchema } from "./warehouse.ts";

export const configSchema = section({
  app: described(lowerName, "Name of the product. Physical names are <app>-<stage>-<name>."),
  stages: stagesSchema,
  github: described(githubSchema, "The GitHub repository."),
  vercel: v.optional(described(vercelSchema, "The Vercel projects."), {}),
  aws: described(awsSchema, "The AWS account."),
  warehouse: v.optional(
    described(warehouseSchema, "Layers of the data warehouse by name; a name may stand in one layer only."),
    {},
  ),
  variables: v.optional(described(variablesSchema, "Plain settings by name."), {}),
  secrets: v.optional(described(secretsSchema, "Secrets by name; the values stand in stagekeeper:secrets."), {}),
  pipelines: v.optional(described(pipelinesSchema, "Scheduled pipelines by name."), {}),
  monitoring: v.optional(described(monitoringSchema, "Who is told about what."), {}),
  parity: v.optional(described(paritySchema, "Wanted differences between the stages."), {}),
  drift: v.optional(described(driftSchema, "Wanted differences between what was deployed and what runs."), {}),
});

/** A valid written configuration with its defaults filled in; rules that look across fields have not run yet. */
export type WrittenConfig = v.InferOutput<typeof configSchema>;
