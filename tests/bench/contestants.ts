/** Who is measured: the command, programs that do a part of its work, and what people use today. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plan } from "./exports.ts";
import type { ExportsOnDisk } from "./exports-on-disk.ts";
import type { Contestant } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = (name: string) => join(root, "tests/bench/contestants", name);

export const STAGEKEEPER = "stagekeeper parity";
export const NODE = "node -e 0";
export const MICRODIFF = "microdiff, normalised resources";
export const JQ = "jq recipe and diff";
export const JSON_PARSE = "JSON.parse alone";

/** Beyond this many resources these take minutes, or gigabytes. */
const MOST_FOR_ALL = 10_000;

/** `jd` is the path of that binary; null leaves it out. */
export function contestants(plan: Plan, files: ExportsOnDisk, jd: string | null): readonly Contestant[] {
  const exports = plan.stages.map((stage) => files.exportOf(plan, stage));
  const node = (name: string, args: readonly string[]): Contestant => ({ name, command: process.execPath, args });
  const states = plan.stages.flatMap((stage, index) => ["--state", `${stage}=${exports[index]}`]);
  const ours = {
    ...node(STAGEKEEPER, [join(root, "dist/cli.js"), "parity", ...states, "--format", "json"]),
    codes: [0, 1],
  };
  const parse = node(JSON_PARSE, [program("json-parse.js"), ...exports]);
  if (plan.stages.length !== 2) return [node(NODE, ["-e", "0"]), ours, parse];
  const inputs = plan.stages.map((stage) => files.treeOf(plan, stage, "inputs"));
  const resources = plan.stages.map((stage) => files.treeOf(plan, stage, "resources"));
  const others: Contestant[] = [
    node(MICRODIFF, [program("microdiff.js"), ...resources]),
    node("microdiff, normalised inputs", [program("microdiff.js"), ...inputs]),
    parse,
  ];
  const slow: Contestant[] = [
    node("jsondiffpatch, normalised resources", [program("jsondiffpatch.js"), ...resources]),
    { name: JQ, command: program("jq-recipe.sh"), args: exports },
    ...(jd && existsSync(jd)
      ? [{ name: "jd, normalised resources", command: jd, args: resources, codes: [0, 1] }]
      : []),
  ];
  return [node(NODE, ["-e", "0"]), ours, ...others, ...(plan.resources <= MOST_FOR_ALL ? slow : [])];
}
