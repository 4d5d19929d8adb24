import { existsSync } from "node:fs";
import { homedir } from "node:os";

/** What the program sees of the machine that it runs on. Everything else gets it as an argument. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  fileExists(path: string): boolean;
}

/** The one place of the program that reads `process.env` and the file system. */
export function currentEnvironment(): Environment {
  return { variables: process.env, homeFolder: homedir(), fileExists: existsSync };
}
