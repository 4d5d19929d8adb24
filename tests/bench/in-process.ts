/**
 * What one comparison costs in a process that is warm, without starting and reading: `npx tsx tests/bench/in-process.ts`. The
 * look at the bytes against the full comparison of parsed exports, and generic differs on trees that are ready.
 */
import { create } from "jsondiffpatch";
import microdiff from "microdiff";
import { bench, do_not_optimize, run, summary } from "mitata";
import { memorySource } from "../../core/parity/fast/byte-source.ts";
import { readIndented } from "../../core/parity/fast/indented-export.ts";
import { compareStages } from "../../core/parity/index.ts";
import { exportText, normalisedTree } from "./exports.ts";

const plan = { resources: 1_000, stages: ["dev", "prod"] };
const bytes = plan.stages.map((stage) => Buffer.from([...exportText(plan, stage)].join("")));
const [before, after] = plan.stages.map((stage) => JSON.parse([...normalisedTree(plan, stage, "resources")].join("")));
const differ = create();

function compare(deploymentOf: (bytes: Buffer) => unknown): unknown {
  return compareStages({
    stages: plan.stages.map((name, index) => ({ name, deployment: deploymentOf(bytes[index] ?? Buffer.alloc(0)) })),
    source: "state",
    today: "2026-01-01",
    generatedAt: "2026-01-01T00:00:00Z",
  });
}

summary(() => {
  bench("look at the bytes and compare", () => do_not_optimize(compare((one) => readIndented(memorySource(one)))));
  bench("parse and compare in full", () => do_not_optimize(compare((one) => JSON.parse(one.toString("utf8")))));
  bench("microdiff, normalised resources", () => do_not_optimize(microdiff(before, after)));
  bench("jsondiffpatch, normalised resources", () => do_not_optimize(differ.diff(before, after)));
});

await run();
