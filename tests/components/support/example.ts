import { readFileSync } from "node:fs";
import { parse } from "yaml";

import { type Stage, stageFromConfig } from "../../../components/entry.ts";
import type { FromConfigOptions } from "../../../components/from-config.ts";
import { type Evaluation, evaluate, type Setting } from "./evaluate.ts";

export type Json = Record<string, unknown>;

/** `stagekeeper:base` of the committed example. */
export const EXAMPLE_BASE: Json = configOf("Pulumi.yaml", "stagekeeper:base");

/** `stagekeeper:stage` of the committed example. */
export function exampleOverrides(stage: string): Json {
  return configOf(`Pulumi.${stage}.yaml`, "stagekeeper:stage");
}

export const EXAMPLE_SECRETS = { OPENAI_API_KEY: "canary-openai", DATABASE_URL: "canary-database" };

/** The example's base with some keys of its sections changed. */
export function changedBase(changes: Json): Json {
  const merged = Object.entries(changes).map(([section, change]) => {
    const before = EXAMPLE_BASE[section];
    return [section, isMap(before) && isMap(change) ? { ...before, ...change } : change];
  });
  return { ...EXAMPLE_BASE, ...Object.fromEntries(merged) };
}

/** The example's base with whole sections replaced; without monitoring, which names layers. */
export function replacedBase(sections: Json): Json {
  return { ...EXAMPLE_BASE, monitoring: {}, ...sections };
}

/** Evaluates the stage of a stack as index.ts does. */
export function evaluateStage(
  stack: string,
  setting: Partial<Setting> = {},
  options: FromConfigOptions = {},
): Promise<Evaluation<Stage>> {
  const config = { base: EXAMPLE_BASE, stage: {}, secrets: EXAMPLE_SECRETS, ...setting.config };
  return evaluate({ ...setting, stack, config }, () => stageFromConfig(options));
}

function configOf(file: string, key: string): Json {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
  const { config } = parse(text) as { config: Json };
  const found = config[key];
  const value = isMap(found) && "value" in found ? found["value"] : found;
  if (!isMap(value)) throw new Error(`${file} has no ${key}`);
  return value;
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
