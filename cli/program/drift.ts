import type { Command } from "commander";
import { UserError } from "../../core/user-error.ts";
import type { Host } from "../adapters/host.ts";
import { addReportFlags, readReportFlags } from "../report-options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

const defaultTimeoutMinutes = 30;
/** A week. A timer of 25 days and more would end at once. */
const mostTimeoutMinutes = 10_080;
/** Each check keeps an engine and its providers busy, which take some hundred MB. */
const defaultParallel = 4;

export function addDrift(program: Command, host: Host, setExitCode: SetExitCode): void {
  const command = program
    .command("drift")
    .description("say how what runs differs from what was deployed; the state is not touched")
    .argument("[stages...]", "stages of the configuration or its account stack, or stacks of any Pulumi project")
    .option("--config <file>", "the Pulumi.yaml whose stages and allowances count")
    .option("--timeout <minutes>", "how long the engine may take for one stack", String(defaultTimeoutMinutes))
    .option("--parallel <n>", "how many stacks are checked at a time", String(defaultParallel))
    .option("--issue", "keep one issue at GitHub for each stack, as long as it differs")
    .option(
      "--merge <reports...>",
      "make one report of several, instead of checking: files of --format json, or folders",
    )
    .option("--expect <stages>", "with --merge: stages that must be among them, with commas between")
    .option("--sandbox", "check the sandbox's stacks");
  addReportFlags(command).action(async (stages: string[], written: Record<string, unknown>) => {
    const report = readReportFlags(written);
    const world = {
      config: typeof written["config"] === "string" ? written["config"] : null,
      sandbox: written["sandbox"] === true,
      redact: written["redact"] === undefined ? null : report.redact,
    };
    const keepsIssues = written["issue"] === true;
    const merge = readMerge(stages, written);
    if (merge !== null) {
      const { driftMerge, driftMergeAdapters } = await import("../run/drift.ts");
      setExitCode(await driftMerge({ ...merge, keepsIssues, report }, driftMergeAdapters(host, world)));
      return;
    }
    const { drift, driftAdapters } = await import("../run/drift.ts");
    const options = {
      stages,
      timeoutMinutes: timeout(written["timeout"]),
      parallel: Math.ceil(positive("--parallel", written["parallel"])),
      keepsIssues,
      report,
    };
    setExitCode(await drift(options, driftAdapters(host, world)));
  });
}

/** Null where reports are not to be merged. */
function readMerge(
  stages: readonly string[],
  { merge, expect }: Readonly<Record<string, unknown>>,
): { readonly paths: readonly string[]; readonly expected: readonly string[] } | null {
  if (!Array.isArray(merge)) {
    if (expect === undefined) return null;
    throw new UserError("--expect goes with --merge", "Name the stages to check: npx stagekeeper drift dev prod");
  }
  if (stages.length > 0) {
    throw new UserError("Stages and --merge cannot be combined", "With --merge, --expect dev,prod names the stages.");
  }
  const expected = typeof expect === "string" ? expect.split(",").map((stage) => stage.trim()) : [];
  return { paths: merge.map(String), expected: [...new Set(expected)].filter((stage) => stage !== "") };
}

function timeout(given: unknown): number {
  const minutes = positive("--timeout", given);
  if (minutes <= mostTimeoutMinutes) return minutes;
  throw new UserError(
    `--timeout ${String(given)} is more than a week, ${mostTimeoutMinutes} minutes`,
    `For example --timeout ${defaultTimeoutMinutes}`,
  );
}

function positive(flag: string, given: unknown): number {
  const number = Number(given);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UserError(`${flag} ${String(given)} is no number above 0`, `For example ${flag} 10`);
}
