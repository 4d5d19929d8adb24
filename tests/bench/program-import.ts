/**
 * What evaluating the program costs beside importing the SDK packages that it uses; the limit is 250 ms.
 * Each run is a fresh process on the bundle, as under Pulumi: `node --import tsx tests/bench/program-import.ts`.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

import { ensureFresh } from "../../tools/build.js";

const RUNS = 15;
const LIMIT_MS = 250;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs in the fresh process: the SDK first, then the bundle and one stage, up to the last registration. */
const MEASURED = `
  const base = JSON.parse(process.env.BENCH_BASE);
  const sdk = JSON.parse(process.env.BENCH_SDK);
  const { performance } = await import("node:perf_hooks");
  const pulumi = (await import("@pulumi/pulumi")).default;
  for (const name of sdk) await import(name);
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name + "-id", state: { arn: "arn:" + name, ...inputs } }),
    call: () => ({ accountId: "123456789012", repoId: 815, id: "4711", defaultBranch: "main" }),
  }, "agent-ops", "prod");
  pulumi.runtime.setAllConfig({
    "stagekeeper:base": JSON.stringify(base),
    "stagekeeper:secrets": JSON.stringify({ OPENAI_API_KEY: "a", DATABASE_URL: "b" }),
  }, ["stagekeeper:secrets"]);
  const start = performance.now();
  await import("./dist/program.js");
  const evaluated = performance.now();
  await pulumi.runtime.disconnect();
  console.log(JSON.stringify({ evaluated: evaluated - start, registered: performance.now() - start }));
`;

interface Sample {
  /** Until index.ts has run. */
  readonly evaluated: number;
  /** Until the mock engine has answered the last registration. */
  readonly registered: number;
}

await ensureFresh();
const environment = {
  ...process.env,
  ...placeholders(),
  BENCH_BASE: exampleBase(),
  BENCH_SDK: JSON.stringify(sdkModules()),
};
const samples = Array.from({ length: RUNS }, run);
const evaluated = samples.map((sample) => sample.evaluated);
const registered = samples.map((sample) => sample.registered);
console.log(`evaluating the program:  ${described(evaluated)}, limit ${LIMIT_MS} ms`);
console.log(`with all registrations:  ${described(registered)}`);
// A busy machine moves the median; the best run shows what the program itself costs.
if (Math.min(...evaluated) > LIMIT_MS) process.exitCode = 1;

function run(): Sample {
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", MEASURED], {
    cwd: root,
    env: environment,
  });
  return JSON.parse(output.toString()) as Sample;
}

/** The SDK modules that the bundle imports. */
function sdkModules(): readonly string[] {
  const manifest = JSON.parse(readFileSync(`${root}/dist/inputs.json`, "utf8")) as Record<string, string>;
  const sources = Object.keys(manifest).filter((file) => file.startsWith("components/"));
  const imported = sources.flatMap((file) => [
    ...readFileSync(`${root}/${file}`, "utf8").matchAll(/^import (?!type)[^;]*? from "(@pulumi(?:verse)?\/[^"]+)";$/gm),
  ]);
  return [...new Set(imported.map(([, name]) => name ?? ""))];
}

function exampleBase(): string {
  const { config } = parse(readFileSync(`${root}/Pulumi.yaml`, "utf8")) as {
    config: Record<string, { value: unknown }>;
  };
  return JSON.stringify(config["stagekeeper:base"]?.value);
}

function placeholders(): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: "-", AWS_SECRET_ACCESS_KEY: "-", GITHUB_TOKEN: "-", VERCEL_API_TOKEN: "-" };
}

function described(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms (median of ${RUNS}), ${Math.min(...values).toFixed(0)} ms at best`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
