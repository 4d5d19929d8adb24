/**
 * `npm run bench`: the comparison against the tools that people have, on generated exports, as whole processes. Prints Markdown;
 * exits with 1 where a promise does not hold. `--quick` leaves out 100,000 resources; `--jd FILE` names a jd binary.
 */
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureFresh } from "../../tools/build.js";
import { contestants } from "./contestants.ts";
import { type Plan, plantedCodes } from "./exports.ts";
import { exportsOnDisk, megabytesOf } from "./exports-on-disk.ts";
import { findingsOf } from "./findings.ts";
import { type Measured, race } from "./processes.ts";
import { judge, type Result } from "./thresholds.ts";

const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string", default: "9" },
    jd: { type: "string", default: join(process.env["GOBIN"] ?? join(process.env["HOME"] ?? "", "go/bin"), "jd") },
  },
});
const sizes = flags.quick ? [100, 1_000, 10_000] : [100, 1_000, 10_000, 100_000];
const files = exportsOnDisk();
const results: Result[] = [];
const wrong: string[] = [];

await ensureFresh();
console.log(
  `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
try {
  for (const resources of sizes) {
    for (const stages of [
      ["dev", "prod"],
      ["dev", "staging", "prod"],
    ])
      await measure({ resources, stages });
  }
} finally {
  files.remove();
}

const verdicts = judge(results);
console.log("| promise | at most | measured | |\n|---|---:|---:|---|");
for (const { promise, limit, found, holds } of verdicts)
  console.log(`| ${promise} | ${limit} | ${found} | ${holds ? "holds" : "BROKEN"} |`);
for (const line of wrong) console.log(`\n${line}`);
process.exitCode = wrong.length > 0 || verdicts.some(({ holds }) => !holds) ? 1 : 0;

async function measure(plan: Plan): Promise<void> {
  const { resources, stages } = plan;
  const racing = contestants(plan, files, flags.jd);
  // A fast answer that is wrong is worth nothing.
  const found = findingsOf(stages.map((stage) => ({ stage, file: files.exportOf(plan, stage) })));
  const planted = [...plantedCodes(plan)].sort().join(" ");
  if (found !== planted)
    wrong.push(`WRONG with ${resources} resources in ${stages.length} stages: found ${found}; planted ${planted}`);
  const rounds = resources > 10_000 ? 3 : Number(flags.rounds);
  const measured = await race(racing, rounds);
  results.push({ resources, stages: stages.length, measured });
  const size = megabytesOf(files.exportOf(plan, stages[0] ?? ""));
  console.log(
    `### ${resources.toLocaleString("en")} resources a stage, ${stages.length} stages (${size.toFixed(1)} MB an export)\n`,
  );
  console.log("| | median ms | min ms | peak MB |\n|---|---:|---:|---:|");
  for (const each of measured) console.log(row(each));
  console.log("");
  files.clear(plan);
}

function row({ name, median, min, peak, failed }: Measured): string {
  if (failed !== null) return `| ${name} | ${failed} | | |`;
  return `| ${name} | ${median.toFixed(0)} | ${min.toFixed(0)} | ${(peak / 1e6).toFixed(0)} |`;
}
