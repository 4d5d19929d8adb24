// Where the pinned Pulumi engine is. Shared by setup, which may run before anything is installed, and by the command line.
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The one engine version that stagekeeper drives; `pulumi` and `@pulumi/pulumi` in package.json are pinned to the same. */
export const engineVersion = "3.259.0";

const exe = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * stagekeeper's own Pulumi home: a self-built engine lives only here, so that no other project gets it by accident.
 * @param {Record<string, string | undefined>} env
 * @returns {string}
 */
export function ownPulumiHome(env) {
  return env["STAGEKEEPER_PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".stagekeeper", "pulumi");
}

/**
 * @param {string} home a Pulumi home folder
 * @returns {string} where the official launcher would put the engine of the pinned version
 */
export function engineFolder(home) {
  return join(home, "versions", engineVersion, "bin");
}

/** Present beside an engine that setup built from its Go module. */
export const selfBuiltMarker = "SELF-BUILT";

/**
 * @typedef {object} Engine
 * @property {string} pulumi path of the executable
 * @property {string} home the Pulumi home to run it with
 * @property {boolean} selfBuilt built by setup from the Go module, for the sandbox and the tests
 */

/**
 * Finds the engine: our own home first, then the person's Pulumi home, where the official launcher may have put it.
 * @param {Record<string, string | undefined>} env
 * @returns {Engine | undefined}
 */
export function findEngine(env) {
  const theirs = env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi");
  for (const home of [ownPulumiHome(env), theirs]) {
    const folder = engineFolder(home);
    if (isExecutable(join(folder, exe)) && isExecutable(join(folder, "pulumi-language-nodejs"))) {
      return {
        pulumi: join(folder, exe),
        home: ownPulumiHome(env),
        selfBuilt: existsSync(join(folder, selfBuiltMarker)),
      };
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
