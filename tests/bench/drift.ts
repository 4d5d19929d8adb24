/**
 * `npx tsx tests/bench/drift.ts`: `stagekeeper drift` against the engine's bare `pulumi refresh --preview-only` on the same stack, as
 * whole processes in turns. Nothing has drifted, and the vendors are the sandbox, which answers at once: with real ones both take
 * longer by the same time. Prints Markdown; exits with 1 where the promise does not hold.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureFresh } from "../../tools/build.js";
import { type Measured, race } from "./processes.ts";

const MOST = 1.15;
const repository = resolve(import.meta.dirname, "../..");
const command = join(repository, "bin/stagekeeper.js");
const { values: flags } = parseArgs({
  options: { sizes: { type: "string", default: "50,500,2000" }, rounds: { type: "string", default: "7" } },
});

// The second call runs within the sandbox's environment, in the project's folder.
if (process.env["STAGEKEEPER_SANDBOX_ENGINE"] === undefined) await prepareAll();
else await measure(process.env["STAGEKEEPER_SANDBOX_ENGINE"]);

async function prepareAll(): Promise<void> {
  await ensureFresh();
  console.log(
    "| resources | bare refresh | `stagekeeper drift` | ratio | fastest turns | promise |\n|---:|---:|---:|---:|---:|---|",
  );
  for (const size of flags.sizes.split(",").map(Number)) inSandbox(size);
}

function inSandbox(size: number): void {
  const folder = mkdtempSync(join(tmpdir(), "stagekeeper-bench-"));
  try {
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "name": "bench", "private": true }');
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      "name: bench\nruntime: { name: nodejs, options: { typescript: false } }\n",
    );
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {}\n");
    writeFileSync(join(folder, "index.js"), programOf(size));
    const run = (args: readonly string[]) =>
      spawnSync(process.execPath, [command, "sandbox", "run", "--", ...args], {
        cwd: folder,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" },
      }).status;
    const up = [
      "pulumi",
      "up",
      "--stack",
      "prod",
      "--yes",
      "--skip-preview",
      "--suppress-progress",
      "--suppress-outputs",
    ];
    if (run(["sh", "-c", `${up.join(" ")} >/dev/null`]) !== 0)
      throw new Error(`${size} resources could not be deployed`);
    const again = [process.execPath, "--import", import.meta.resolve("tsx"), fileURLToPath(import.meta.url)];
    if (run([...again, "--rounds", flags.rounds, "--sizes", String(size)]) !== 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programOf(size: number): string {
  return `const { Queue } = require("@pulumi/aws/sqs/queue");
for (let index = 0; index < ${size}; index++)
  new Queue("queue-" + index, { name: "bench-" + index, delaySeconds: index % 900, tags: { index: String(index), team: "bench" } });
`;
}

async function measure(engine: string): Promise<void> {
  const project = process.env["STAGEKEEPER_SANDBOX_PROJECT"] ?? "";
  const [bare, drift] = (await race(
    [
      {
        name: "bare",
        command: engine,
        args: ["-C", project, "refresh", "--preview-only", "--stack", "prod", "--non-interactive"],
      },
      { name: "drift", command: process.execPath, args: [command, "drift", "prod"] },
    ],
    Number(flags.rounds),
  )) as [Measured, Measured];
  const failed = bare.failed ?? drift.failed;
  if (failed !== null) throw new Error(failed);
  const ratio = drift.median / bare.median;
  const fastest = drift.min / bare.min;
  const cells = [flags.sizes, ms(bare.median), ms(drift.median), ratio.toFixed(2), fastest.toFixed(2)];
  console.log(`| ${cells.join(" | ")} | ${ratio <= MOST ? "holds" : "BROKEN"} |`);
  if (ratio > MOST) process.exitCode = 1;
}

function ms(time: number): string {
  return `${time.toFixed(0)} ms`;
}
