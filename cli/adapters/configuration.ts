import { parseAccountConfig } from "../../core/config/account.ts";
import { parseStageConfig } from "../../core/config/parse.ts";
import { formatProblems } from "../../core/config/problems-text.ts";
import { readStages } from "../../core/config/stages.ts";
import type { AccountConfig, ConfigProblem, StageConfig } from "../../core/config/types.ts";
import { UserError } from "../../core/user-error.ts";
import type { Project } from "./project.ts";
import { readStackFile, type StackFiles, stackFilesOf } from "./stack-files.ts";
import { parseYamlData } from "./yaml.ts";

/** The written configuration of a project, as plain data, before it is checked. */
export interface WrittenConfiguration {
  readonly base: unknown;
  readonly baseFile: string;
  readonly stackFiles: StackFiles;
}

/** Null where the project has no stagekeeper configuration: any other Pulumi project. */
export function readConfiguration(project: Project): WrittenConfiguration | null {
  const data = parseYamlData(project.text, project.file);
  const base = pick(pick(pick(data, "config"), "stagekeeper:base"), "value");
  if (base === undefined) return null;
  return { base, baseFile: project.file, stackFiles: stackFilesOf(project) };
}

/** Parses every stage; all problems of all stages are shown at once. */
export function parseAllStages(written: WrittenConfiguration): readonly StageConfig[] {
  const { stages } = readStages(written.base);
  const configs: StageConfig[] = [];
  const problems: ConfigProblem[] = [];
  const names = stages.length > 0 ? stages.map(({ name, stack }) => ({ name, stack })) : [{ name: "", stack: "" }];
  const files = names.map(({ name, stack }) => ({ name, ...readOverrides(written, stack) }));
  const allOverrides = Object.fromEntries(files.map(({ name, overrides }) => [name, overrides]));
  for (const { name, file, overrides } of files) {
    const parsed = parseStageConfig({
      base: written.base,
      overrides,
      allOverrides,
      stage: name,
      files: { base: written.baseFile, stage: file },
    });
    if (parsed.ok) configs.push(parsed.config);
    else problems.push(...parsed.problems);
  }
  if (problems.length > 0) throw new UserError(formatProblems(problems));
  return configs;
}

/** Parses what exists once per AWS account. */
export function parseAccount(written: WrittenConfiguration): AccountConfig {
  const { accountStack } = readStages(written.base);
  const { file, overrides } = readOverrides(written, accountStack);
  const parsed = parseAccountConfig({
    base: written.base,
    overrides,
    files: { base: written.baseFile, stage: file },
  });
  if (!parsed.ok) throw new UserError(formatProblems(parsed.problems));
  return parsed.config;
}

function readOverrides({ stackFiles }: WrittenConfiguration, stack: string): { file: string; overrides: unknown } {
  const { text, file } = readStackFile(stackFiles, stack);
  return { file, overrides: pick(pick(parseYamlData(text, file), "config"), "stagekeeper:stage") };
}

function pick(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null && !Array.isArray(data) && Object.hasOwn(data, key)
    ? (data as Record<string, unknown>)[key]
    : undefined;
}
