// How fast the relay is: `npx tsx tests/bench/relay.ts`. docs/benchmarks.md has the figures and what was promised.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createHandler } from "../../relay/handler.ts";
import { ensureFresh } from "../../tools/build.js";
import { MemoryStore } from "../relay/support/memory-store.ts";
import { workflowRun } from "../relay/support/payloads.ts";
import { functionUrlEvent } from "../relay/support/requests.ts";
import { hookId, secret, settings } from "../relay/support/settings.ts";

const promises = { p99Ms: 5, coldImportMs: 150, bundleBytes: 20_000 };
const bundle = new URL("../../dist/relay/index.mjs", import.meta.url);

/** A payload of 25 kB, as those of busy repositories: a run that belongs to pull requests, with a long commit message. */
function request(hours: number): unknown {
  const conclusion = hours % 2 === 0 ? "failure" : "success";
  const payload = workflowRun({ hours, conclusion });
  const missing = 25_000 - JSON.stringify(payload).length;
  const filled = workflowRun({ hours, conclusion, more: { display_title: "x".repeat(Math.max(0, missing)) } });
  return functionUrlEvent("workflow_run", filled, { delivery: randomUUID() });
}

/** Milliseconds by the clock and of the processor. On a busy machine only the second tells of the relay. */
interface Spent {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Each invocation without network: what the relay itself takes. */
async function warm(times: number): Promise<readonly Spent[]> {
  const handler = createHandler({
    settings,
    parameters: async () => ({ secrets: [{ value: secret, modified: Date.now() }], hookId, chatUrl: null }),
    store: new MemoryStore(),
    publish: async () => {},
    chat: async () => {},
    clock: { now: () => Date.now(), wait: async () => {} },
    newId: () => randomUUID(),
    log: () => {},
  });
  const measured: Spent[] = [];
  for (let hours = 0; hours < times; hours += 1) {
    const event = request(hours);
    const [started, used] = [performance.now(), process.cpuUsage()];
    const { statusCode } = await handler(event);
    const { user, system } = process.cpuUsage(used);
    measured.push({ wallMs: performance.now() - started, cpuMs: (user + system) / 1_000 });
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  }
  return measured;
}

/** A new process that imports the bundle with the AWS SDK. */
function cold(): Spent {
  const script = `const [started, used] = [performance.now(), process.cpuUsage()];
    await import(${JSON.stringify(bundle.href)});
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ wallMs: performance.now() - started, cpuMs: (user + system) / 1_000 }));`;
  const env = { AWS_REGION: "eu-central-1", STAGEKEEPER_RELAY: JSON.stringify(settings) };
  const written = execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script], { env });
  return JSON.parse(written.toString("utf8")) as Spent;
}

function quantile(values: readonly Spent[], key: keyof Spent, share: number): number {
  const sorted = values.map((value) => value[key]).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function report(what: string, most: number, spent: readonly Spent[], share: number): void {
  const [wall, cpu] = [quantile(spent, "wallMs", share), quantile(spent, "cpuMs", share)];
  const holds = Math.min(wall, cpu) < most;
  console.log(
    `| ${what} | ${most} ms | ${cpu.toFixed(1)} ms | ${wall.toFixed(1)} ms | ${holds ? "holds" : "broken"} |`,
  );
  if (!holds) process.exitCode = 1;
}

async function main(): Promise<void> {
  await ensureFresh();
  await warm(500);
  const invocations = await warm(5_000);
  const imports = Array.from({ length: 15 }, cold);
  const size = readFileSync(fileURLToPath(bundle)).byteLength;
  console.log("| promise | below | processor | clock | |\n|---|---:|---:|---:|---|");
  report("an invocation, 25 kB, warm: median", promises.p99Ms, invocations, 0.5);
  report("an invocation, 25 kB, warm: p99", promises.p99Ms, invocations, 0.99);
  report("cold import with the AWS SDK: fastest", promises.coldImportMs, imports, 0);
  report("cold import with the AWS SDK: median", promises.coldImportMs, imports, 0.5);
  console.log(`\nThe bundle has ${size} bytes; below ${promises.bundleBytes} was promised.`);
  if (size >= promises.bundleBytes) process.exitCode = 1;
}

await main();
