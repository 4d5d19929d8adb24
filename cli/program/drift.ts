import type { Command } from "commander";
import { UserError } from "../../core/user-error.ts";
import type { Host } from "../adapters/host.ts";
import { addReportFlags, readReportFlags } from "../report-options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

const defaultTimeoutMinutes = 30;
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
    .option("--sandbox", "check the sandbox's stacks");
  addReportFlags(command).action(async (stages: string[], written: Record<string, unknown>) => {
    const { drift } = await import("../commands/drift.ts");
    const { driftAdapters } = await import("../adapters/drift/adapters.ts");
    const options = {
      stages,
      timeoutMinutes: positive("--timeout", written["timeout"]),
      parallel: Math.ceil(positive("--parallel", written["parallel"])),
      report: readReportFlags(written),
    };
    const world = {
      config: typeof written["config"] === "string" ? written["config"] : null,
      sandbox: written["sandbox"] === true,
    };
    setExitCode(await drift(options, driftAdapters(host, world)));
  });
}

function positive(flag: string, given: unknown): number {
  const number = Number(given);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UserError(`${flag} ${String(given)} is no number above 0`, `For example ${flag} 10`);
}
