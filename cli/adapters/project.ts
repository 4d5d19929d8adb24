import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { UserError } from "../../core/user-error.ts";

const projectFileNames = ["Pulumi.yaml", "Pulumi.yml"] as const;

/** A Pulumi project on disk: its folder and the text of its file. */
export interface Project {
  readonly root: string;
  /** File name, for messages: `Pulumi.yaml`. */
  readonly file: string;
  readonly text: string;
}

/** Finds the Pulumi project that a folder belongs to, as Pulumi does: the nearest Pulumi.yaml upwards. */
export function findProject(folder: string): Project {
  for (let at = folder; ; at = dirname(at)) {
    for (const file of projectFileNames) {
      if (existsSync(join(at, file))) return { root: at, file, text: readFileSync(join(at, file), "utf8") };
    }
    if (dirname(at) === at) {
      throw new UserError(
        `There is no Pulumi.yaml in ${folder} or above it`,
        "Change to the folder of your Pulumi project, or pass state exports: --state dev=dev.json --state prod=prod.json",
      );
    }
  }
}

/** A project whose file was named. */
export function readProject(path: string): Project {
  if (!existsSync(path)) throw new UserError(`${path} does not exist`, "Give --config the path of a Pulumi.yaml.");
  return { root: dirname(path), file: basename(path), text: readFileSync(path, "utf8") };
}

/** The stage file of a stack, empty text where there is none. */
export function readStackFile(folder: string, stack: string): { text: string; file: string } {
  const file = `Pulumi.${stack.split("/").at(-1)}.yaml`;
  const path = join(folder, file);
  return { text: existsSync(path) ? readFileSync(path, "utf8") : "", file };
}

/** Names of the stacks that have a stage file, sorted. */
export function stacksWithFiles(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}

/** Parses YAML into plain data; a syntax error names file and line in one sentence. */
export function parseYamlData(text: string, file: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UserError(`${file}: ${reason}`, "Correct the YAML.");
  }
}
