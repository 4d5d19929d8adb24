import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
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
  for (const at of upwards(folder)) {
    for (const file of projectFileNames) {
      if (existsSync(join(at, file))) return { root: at, file, text: readFileSync(join(at, file), "utf8") };
    }
  }
  throw new UserError(
    `There is no Pulumi.yaml in ${folder} or above it`,
    "Change to the folder of your Pulumi project, or pass state exports: --state dev=dev.json --state prod=prod.json",
  );
}

/** Path of the nearest Pulumi.yaml as the repository knows it; just the name where there is no project or no repository. */
export function pathInRepository(folder: string): string {
  const project = upwards(folder).find((at) => existsSync(join(at, projectFileNames[0])));
  const repository = project && upwards(project).find((at) => existsSync(join(at, ".git")));
  return repository === undefined
    ? projectFileNames[0]
    : relative(repository, join(project ?? "", projectFileNames[0]));
}

/** A folder and all above it, the nearest first. */
function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}

/** A project whose file was named. */
export function readProject(path: string): Project {
  if (!existsSync(path)) throw new UserError(`${path} does not exist`, "Give --config the path of a Pulumi.yaml.");
  return { root: dirname(path), file: basename(path), text: readFileSync(path, "utf8") };
}
