import Table from "cli-table3";
import type { StageConfig } from "../../core/config/types.ts";
import { configuredStacks, plainStacks, type StackEntry } from "../../core/stacks/list.ts";
import { UserError } from "../../core/user-error.ts";
import { unknownStage } from "./unknown-stage.ts";

export const STACK_FORMATS = ["table", "json", "github-matrix"] as const;

export interface StacksAdapters {
  /** Stages of the project's configuration; null where it has none. */
  configuration(): Promise<readonly StageConfig[] | null>;
  /** Stacks of a project without configuration. */
  knownStacks(): Promise<readonly string[]>;
  /** Name of the Pulumi project. */
  projectName(): Promise<string>;
  print(text: string): void;
}

export interface StacksOptions {
  /** Stage names; empty: all. */
  readonly stages: readonly string[];
  readonly format: (typeof STACK_FORMATS)[number];
}

/** Lists the stacks, for a person or for `strategy.matrix` of a workflow. */
export async function stacks({ stages, format }: StacksOptions, adapters: StacksAdapters): Promise<0> {
  const configs = await adapters.configuration();
  const project = await adapters.projectName();
  const known =
    configs === null ? plainStacks(await adapters.knownStacks(), project) : configuredStacks(configs, project);
  if (known.length === 0) {
    throw new UserError(
      "The project has no stack: neither a stage file (Pulumi.<stack>.yaml) nor one in its backend",
      "Create one: npx pulumi stack init dev, which writes Pulumi.dev.yaml.",
    );
  }
  const names = known.map(({ stage }) => stage);
  for (const stage of stages) if (!names.includes(stage)) throw unknownStage(stage, names);
  const chosen = known.filter(({ stage }) => stages.length === 0 || stages.includes(stage));
  adapters.print(RENDER[format](chosen));
  return 0;
}

const RENDER: Readonly<Record<StacksOptions["format"], (entries: readonly StackEntry[]) => string>> = {
  table,
  json: (entries) => JSON.stringify(entries, null, 2),
  // GitHub takes one line for an output: matrix=$(...) >> "$GITHUB_OUTPUT".
  "github-matrix": (entries) => JSON.stringify({ include: entries }),
};

function table(entries: readonly StackEntry[]): string {
  const shown = new Table({
    head: ["Stage", "Stack", "GitHub environment", "Region", "Role that may read it"],
    style: { head: [], border: [], compact: true },
  });
  for (const { stage, stack, environment, region, role, roleName } of entries) {
    shown.push([stage, stack, environment ?? "-", region ?? "-", role ?? roleName ?? "-"]);
  }
  return shown.toString();
}
