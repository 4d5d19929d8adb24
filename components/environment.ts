import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";

import { Stop } from "./stop.ts";

/** What the program sees of the machine that it runs on. Everything else gets it as an argument. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  fileExists(path: string): boolean;
  /** Text of the relay's one module, as the build has made it. */
  relayCode(): string;
  /** 256 random bits in letters, digits, `-` and `_`. */
  newSecret(): string;
}

/** The one place of the program that reads `process.env` and the file system, and that makes something up. */
export function currentEnvironment(): Environment {
  return { variables: process.env, homeFolder: homedir(), fileExists: existsSync, relayCode, newSecret };
}

const SECRET_BYTES = 32;

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** From the package's folder; this module stands there as a source, in a bundle of `dist/`, or in a chunk below it. */
const RELAY_BUNDLES = ["../dist/relay/index.mjs", "relay/index.mjs", "../relay/index.mjs"];

function relayCode(): string {
  const found = RELAY_BUNDLES.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  if (found === undefined) {
    throw new Stop("The relay's code, dist/relay/index.mjs, is missing. Install stagekeeper again, or run its build.");
  }
  return readFileSync(found, "utf8");
}
