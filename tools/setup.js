// Brings a checkout to where everything runs: dependencies, build, engine. Idempotent, needs nothing but Node and npm, and can be
// killed and started again at any point: what is finished is marked only after it is finished.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { obtainEngine, SetupError } from "./engine/obtain.js";
import { nodeProblem } from "./node-version.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const say = (line) => console.error(line);

async function setup() {
  const problem = nodeProblem(process.versions.node);
  if (problem) throw new SetupError(problem);
  installDependencies();
  const { ensureFresh } = await import("./build.js");
  await ensureFresh();
  await obtainEngine(process.env, say);
}

/** Installs what the lock file says, when node_modules was last installed from another lock file or not to its end. */
function installDependencies() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const marker = join(root, "node_modules", ".installed-from");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  say("Dependencies: installing what package-lock.json pins (npm ci) ...");
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (npm.status !== 0) {
    throw new SetupError(
      "npm ci failed (see above).\n  Next: check that this machine reaches its npm registry, then run this again.",
    );
  }
  writeFileSync(marker, wanted);
}

try {
  await setup();
} catch (error) {
  say(error instanceof SetupError ? `\nSetup stopped. ${error.message}` : error);
  process.exitCode = 2;
}
