// Obtains the pinned engine: the official download where it can be reached, else a build of the same version from its Go module.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../lock.js";
import { engineFolder, engineVersion, findEngine, ownPulumiHome, selfBuiltMarker } from "./locate.js";

const here = dirname(fileURLToPath(import.meta.url));
const launcher = resolve(here, "../../node_modules/pulumi/run.js");
const downloadSite = "https://get.pulumi.com/install.sh";
const downloadProbeMs = 8_000;
const progressEveryMs = 15_000;

/** What setup cannot do without help: one message that lists the ways out. */
export class SetupError extends Error {}

/**
 * @param {Record<string, string | undefined>} env
 * @param {(line: string) => void} say
 * @param {() => Promise<string | undefined>} probe why the download site cannot be reached; undefined where it can
 */
export async function obtainEngine(env, say, probe = whyUnreachable) {
  if (findEngine(env)) return;
  const home = ownPulumiHome(env);
  mkdirSync(home, { recursive: true });
  const waiting = (owner) => say(`Engine: another setup (process ${owner}) is at work; waiting for it.`);
  await withLock(join(home, "setup.lock"), waiting, async () => {
    if (findEngine(env)) return;
    const unreachable = await probe();
    if (unreachable === undefined) await download(home, env, say);
    else await buildFromSource(home, env, say, unreachable);
  });
}

/** Undefined where the official download site answers. */
async function whyUnreachable() {
  try {
    const response = await fetch(downloadSite, { method: "HEAD", signal: AbortSignal.timeout(downloadProbeMs) });
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return error.cause?.code ?? error.name;
  }
}

async function download(home, env, say) {
  say(`Engine: downloading Pulumi ${engineVersion} with its official launcher.`);
  const code = await run(process.execPath, [launcher, "version"], { env: { ...env, PULUMI_HOME: home } });
  if (code !== 0 || !findEngine(env)) throw new SetupError(waysOut("the official download failed", home));
}

/** Go keeps finished packages in its build cache, so a build that was killed goes on where it stopped. */
async function buildFromSource(home, env, say, unreachable) {
  const go = spawnSync("go", ["version"], { env, encoding: "utf8" });
  if (go.status !== 0) {
    throw new SetupError(
      waysOut(
        `its download site cannot be reached (${unreachable}) and there is no Go toolchain to build it with`,
        home,
      ),
    );
  }
  say(`Engine: the Pulumi download site cannot be reached (${unreachable}).`);
  say(
    `Engine: building Pulumi ${engineVersion} from its Go module instead; about 4 minutes on 2 cores, once per machine.`,
  );
  const folder = engineFolder(home);
  removeAbandonedDrafts(dirname(folder));
  const draft = join(dirname(folder), `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${engineVersion}`;
  const build = (module, output, packagePath, ldflags) =>
    run("go", ["build", "-trimpath", "-ldflags", ldflags, "-o", join(draft, output), packagePath], {
      cwd: join(here, module),
      env: { ...env, GOFLAGS: "-mod=readonly" },
      onWait: (seconds) => say(`Engine: still building (${seconds} s) ...`),
    });
  const steps = [
    [
      "language-host",
      "language-host-nodejs",
      "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      "-s -w",
    ],
    ["cli", "pulumi", "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", `-s -w ${version}`],
  ];
  for (const [module, output, packagePath, ldflags] of steps) {
    const code = await build(module, output, packagePath, ldflags);
    if (code !== 0)
      throw new SetupError(waysOut(`building it from the Go module failed (go exited with ${code}, see above)`, home));
  }
  writeFileSync(join(draft, "pulumi-language-nodejs"), languageHostWrapper);
  chmodSync(join(draft, "pulumi-language-nodejs"), 0o755);
  writeFileSync(
    join(draft, selfBuiltMarker),
    `Built by stagekeeper from github.com/pulumi/pulumi/pkg/v3 ${engineVersion}; serves its sandbox and tests.\n`,
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  say("Engine: built.");
}

/** This host drops `runtime.options` of Pulumi.yaml, so what they say reaches it as its own flags. The program is plain JavaScript. */
const languageHostWrapper = `#!/bin/sh
exec "$(dirname "$0")/language-host-nodejs" -typescript=false "$@"
`;

function removeAbandonedDrafts(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith("draft-")) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** @returns {Promise<number>} the exit code; 127 where the command is missing */
function run(command, args, { cwd, env, onWait }) {
  return new Promise((done) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    const timer = onWait && setInterval(() => onWait(Math.round((Date.now() - started) / 1000)), progressEveryMs);
    const finish = (code) => {
      clearInterval(timer);
      done(code);
    };
    child.on("error", () => finish(127));
    child.on("exit", (code, signal) => finish(signal ? 128 : (code ?? 1)));
  });
}

function waysOut(problem, home) {
  return [
    `No Pulumi engine ${engineVersion}: ${problem}.`,
    "Ways out, any one of them:",
    `  - let this machine reach get.pulumi.com, then run this again`,
    `  - install Go 1.25 or later and let it reach a Go module proxy (GOPROXY), then run this again`,
    `  - install Pulumi ${engineVersion} yourself into ${engineFolder(home)} (the executables pulumi and pulumi-language-nodejs)`,
  ].join("\n");
}
