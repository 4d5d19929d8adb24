/** Writes schemas/config.schema.json, from which editors complete and check the Pulumi files. A test checks that it is current. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { configSchema } from "../core/config/schema/index.ts";

const FILE = fileURLToPath(new URL("../schemas/config.schema.json", import.meta.url));

/** What a stage's file cannot change; `stages` means something else there. */
const ONLY_IN_BASE = ["app", "stages", "parity", "drift"];

/** The text of the schema file: one schema for Pulumi.yaml and the stage files, open for what belongs to Pulumi. */
export function configSchemaFile(): string {
  const base = withoutDialect(toJsonSchema(configSchema, { typeMode: "input" }));
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "stagekeeper's part of Pulumi.yaml and Pulumi.<stack>.yaml",
    type: "object",
    properties: {
      config: {
        type: ["object", "null"],
        properties: {
          "stagekeeper:base": {
            type: "object",
            description: "What every stage has. In Pulumi.yaml only.",
            properties: { value: base },
            required: ["value"],
            additionalProperties: false,
          },
          "stagekeeper:stage": {
            anyOf: [overridesOf(base), { type: "null" }],
            description: "How this stage differs; null removes a key.",
          },
          "stagekeeper:secrets": secretsSchema(),
        },
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** A stage's file names only what it changes, and `null` takes a key away. */
function overridesOf(base: JsonSchema): JsonSchema {
  const properties = Object.entries(base.properties ?? {}).filter(([key]) => !ONLY_IN_BASE.includes(key));
  const partial = partially({ ...base, properties: Object.fromEntries(properties) });
  const stages: JsonSchema = {
    type: "array",
    items: { type: "string" },
    description:
      "Only in the file of an account stack: the stages that live in this AWS account, where there are several.",
  };
  return { ...partial, properties: { ...partial.properties, stages } };
}

function partially(schema: JsonSchema): JsonSchema {
  const { required: _required, default: _default, ...rest } = schema;
  const { properties, additionalProperties, anyOf } = rest;
  return {
    ...rest,
    ...(properties && { properties: mapSchemas(properties, orNull) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: orNull(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map((option) => (typeof option === "object" ? partially(option) : option)) }),
  };
}

function orNull(schema: JsonSchema | boolean): JsonSchema | boolean {
  if (typeof schema === "boolean") return schema;
  const { description, ...partial } = partially(schema);
  return { anyOf: [partial, { type: "null" }], ...(description !== undefined && { description }) };
}

function mapSchemas(
  schemas: NonNullable<JsonSchema["properties"]>,
  change: (schema: JsonSchema | boolean) => JsonSchema | boolean,
): NonNullable<JsonSchema["properties"]> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}

function secretsSchema(): JsonSchema {
  return {
    type: "object",
    description: "Encrypted by: pulumi config set --stack <stack> --secret --path 'stagekeeper:secrets.NAME'",
    additionalProperties: {
      type: "object",
      properties: { secure: { type: "string" } },
      required: ["secure"],
      additionalProperties: false,
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, configSchemaFile());
