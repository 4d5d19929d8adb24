// Bundles the TypeScript sources into dist/. `ensureFresh` rebuilds only when a source changed, so nothing ever runs stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const manifestFile = join(dist, "inputs.json");

const commands = readdirSync(join(root, "cli/run")).map((file) => basename(file, ".ts"));

/**
 * What is built: bundle name -> source. Third-party code is bundled, because many small files are slow to load; the Pulumi
 * SDK is not, where the program's own copy of it must be used. A later part adds its line here.
 */
const bundles = [
  {
    external: ["@pulumi/*", "@pulumiverse/*"],
    entryPoints: {
      program: "index.ts",
      entry: "components/entry.ts",
      components: "components/index.ts",
      parity: "core/parity/index.ts",
      "pulumi-shim": "cli/pulumi-shim.ts",
    },
  },
  // The command line and its commands are apart: what bundles share is cut into many small files, each of which takes half a
  // millisecond to load.
  { external: [], entryPoints: { cli: "cli/main.ts" } },
  ...commands.map((command) => ({
    external: ["@pulumi/*", "@pulumiverse/*"],
    entryPoints: { [`run-${command}`]: `cli/run/${command}.ts` },
  })),
  { external: [], entryPoints: { "sandbox-server": "sandbox/server.ts" } },
  // A thread that is to be there at once: CommonJS is loaded sooner.
  {
    external: [],
    splitting: false,
    format: "cjs",
    banner: {},
    outExtension: { ".js": ".cjs" },
    entryPoints: { "scan-worker": "cli/adapters/state/scan-worker.ts" },
  },
  // One file for Lambda, whose runtime brings the AWS SDK. The same sources give the same bytes: a new byte is a new deployment.
  {
    external: ["@aws-sdk/*"],
    splitting: false,
    minify: true,
    banner: {},
    outExtension: { ".js": ".mjs" },
    entryPoints: { "relay/index": "relay/index.ts" },
  },
  // What a function finds in Lambda beside its own code, and the thread that it runs in.
  {
    external: [],
    mainFields: ["module", "main"],
    minify: true,
    entryPoints: {
      "lambda/worker": "sandbox/aws/runtime/functions/worker.ts",
      "lambda/client-cloudwatch": "@aws-sdk/client-cloudwatch",
      "lambda/client-dynamodb": "@aws-sdk/client-dynamodb",
      "lambda/client-sns": "@aws-sdk/client-sns",
      "lambda/client-ssm": "@aws-sdk/client-ssm",
    },
  },
];

/** What CommonJS packages expect to find around them, also inside an ES module. */
const commonJsScope = `import { createRequire as __createRequire } from "node:module";
import { fileURLToPath as __fileURLToPath } from "node:url";
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL(".", import.meta.url));`;

/** Leads from the command line's bundle to those of the commands. */
const commandsApart = {
  name: "commands-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/run\/\w+\.ts$/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./run-${basename(path, ".ts")}.js`, external: true } : undefined,
    );
  },
};

/** Files that decide what a build yields beside the sources themselves. */
const buildFiles = ["tools/build.js", "package-lock.json"];

/** Size and time of an input, compared for equality: a file moved back in time is a change, too. */
function stamp(file) {
  const found = statSync(`${root}/${file}`, { throwIfNoEntry: false });
  return found ? `${found.size}:${found.mtimeMs}` : "missing";
}

function isFresh() {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  } catch {
    return false;
  }
  return Object.entries(manifest).every(([file, was]) => stamp(file) === was);
}

/** Rebuilds dist/ when any source differs from what it was built from; about 5 ms when nothing changed. */
export async function ensureFresh() {
  if (!isFresh()) await build();
}

/**
 * Bundles everything. Files appear by rename, chunks before the entries that import them, so a running process never sees
 * half a file.
 * @throws {Error} one sentence; esbuild has shown the places
 */
export async function build() {
  const { build: bundle } = await import("esbuild");
  const common = {
    absWorkingDir: root,
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    alias: { stagekeeper: join(root, "components/entry.ts") },
    banner: { js: commonJsScope },
    chunkNames: "chunks/[name]-[hash]",
    metafile: true,
    write: false,
    plugins: [commandsApart],
    logLevel: "warning",
  };
  const results = await Promise.all(bundles.map((one) => bundle({ ...common, ...one }))).catch(() => {
    throw new BuildError("stagekeeper's sources do not build (see above).");
  });
  // Installed packages change only with the lock file, which is among the build files. node_modules may be a link to elsewhere.
  const sources = results
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .filter((file) => !file.includes("node_modules/"));
  const inputs = Object.fromEntries([...sources, ...buildFiles].map((file) => [file, stamp(file)]));
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  const isChunk = (file) => file.path.includes("chunks");
  for (const file of [...files].sort((a, b) => Number(isChunk(b)) - Number(isChunk(a)))) {
    replaceFile(file.path, file.contents);
  }
  removeOldChunks(files.map((file) => file.path));
  replaceFile(manifestFile, `${JSON.stringify(inputs, null, 1)}\n`);
}

/** A mistake in the sources, not in the build: its stack says nothing. */
export class BuildError extends Error {}

function replaceFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const bytes = Buffer.from(contents);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

/** Chunks of older builds stay for an hour: a process that started before this build may still import one. */
function removeOldChunks(current) {
  const chunks = join(dist, "chunks");
  if (!existsSync(chunks)) return;
  const hourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(chunks)) {
    const path = join(chunks, name);
    if (!current.includes(path) && statSync(path, { throwIfNoEntry: false })?.mtimeMs < hourAgo)
      rmSync(path, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
