import { mergeLayers } from "../../../core/config/merge.ts";
import { type ConfigInput, parseStageConfig } from "../../../core/config/parse.ts";
import type { ConfigProblem, StageConfig } from "../../../core/config/types.ts";

export const FILES = { base: "Pulumi.yaml", stage: "Pulumi.prod.yaml" };

const BASE = {
  app: "shop",
  stages: ["dev", "prod"],
  github: { repository: "acme/shop", visibility: "public" },
  vercel: { projects: { web: {} } },
  aws: { region: "eu-central-1" },
  warehouse: { lake: { tables: { facts: { hashKey: "pk" } }, buckets: { landing: {} } } },
};

/** A small valid base, changed as a stage's file would change it. */
export function base(patch: unknown = {}): unknown {
  return mergeLayers(BASE, patch).value;
}

/** What is wrong with the base changed by `patch`, as the stage prod sees it. */
export function problemsOf(patch: unknown, more: Partial<ConfigInput> = {}): readonly ConfigProblem[] {
  const parsed = parseStageConfig({ base: base(patch), stage: "prod", files: FILES, ...more });
  return parsed.ok ? [] : parsed.problems;
}

/** The configuration of prod; fails the test where there is none. */
export function configOf(
  patch: unknown = {},
  more: Partial<ConfigInput> & { readonly stage?: string } = {},
): StageConfig {
  const parsed = parseStageConfig({ base: base(patch), stage: "prod", files: FILES, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.config;
}

/** A problem in the base, with its path below `stagekeeper:base`. */
export function inBase(
  path: string,
  given: string | null,
  allowed: string,
  next = "Correct it in Pulumi.yaml.",
): ConfigProblem {
  return { path: `stagekeeper:base.${path}`, file: "Pulumi.yaml", given, allowed, next };
}

/** A problem in the stage's file, with its path below `stagekeeper:stage`. */
export function inStage(
  path: string,
  given: string | null,
  allowed: string,
  next = "Correct it in Pulumi.prod.yaml.",
): ConfigProblem {
  return { path: `stagekeeper:stage.${path}`, file: "Pulumi.prod.yaml", given, allowed, next };
}
