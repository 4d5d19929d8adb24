import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { shortStackName } from "../../core/config/stack-name.ts";
import type { Project } from "./project.ts";
import { parseYamlData } from "./yaml.ts";

/** Where the stage files of a project are: `infra/Pulumi.dev.yaml`, `infra/Pulumi.prod.yaml`. */
export interface StackFiles {
  readonly folder: string;
  /** With its dot: `.yaml`. */
  readonly ending: string;
}

/** As Pulumi finds them: in `stackConfigDir`, with the ending that the project's own file has. */
export function stackFilesOf(project: Project): StackFiles {
  const data = parseYamlData(project.text, project.file) as { readonly stackConfigDir?: unknown } | string;
  const folder = typeof data === "object" && typeof data.stackConfigDir === "string" ? data.stackConfigDir : ".";
  return { folder: join(project.root, folder), ending: extname(project.file) };
}

/** The stage file of a stack, empty text where there is none. */
export function readStackFile({ folder, ending }: StackFiles, stack: string): { text: string; file: string } {
  const file = `Pulumi.${shortStackName(stack)}${ending}`;
  const path = join(folder, file);
  return { text: existsSync(path) ? readFileSync(path, "utf8") : "", file };
}

/** Names of the stacks that have a stage file, sorted. */
export function stacksWithFiles({ folder, ending }: StackFiles): string[] {
  const start = "Pulumi.";
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith(ending) && name.length > start.length + ending.length)
    .map((name) => name.slice(start.length, -ending.length))
    .sort();
}
