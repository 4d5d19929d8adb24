import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { UserError } from "../../core/user-error.ts";

const projectFileNames = ["Pulumi.yaml", "Pulumi.yml"] as const;

/** A Pulumi project on disk: its folder and the text of its file. */
export interface Project {
  readonly root: string;
  /** File name, for messages: `Pulumi.yaml`. */
  readonly file: string;
  readonly text: string;
}

/**
 * The Pulumi project that a folder belongs to.
 * @param otherwise what else a person can do where there is none
 */
export function findProject(folder: string, otherwise = ""): Project {
  const path = findProjectFile(folder);
  if (path !== null) return readProject(path);
  throw new UserError(
    `There is no Pulumi.yaml in ${folder} or above it`,
    `Change to the folder of your Pulumi project${otherwise}.`,
  );
}

/** Path of the project's file, found as Pulumi does: the nearest upwards. Null where there is none. */
export function findProjectFile(folder: string): string | null {
  const candidates = upwards(folder).flatMap((at) => projectFileNames.map((name) => join(at, name)));
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** A file's path as its git repository knows it; just the name where there is no repository. */
export function pathInRepository(file: string): string {
  const repository = upwards(dirname(file)).find((at) => existsSync(join(at, ".git")));
  return repository === undefined ? basename(file) : relative(repository, file).split(sep).join("/");
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
