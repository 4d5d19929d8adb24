import type { Command } from "commander";
import { UserError } from "../../core/user-error.ts";
import type { Host } from "../adapters/host.ts";
import { addReportFlags, readReportFlags } from "../report-options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

/** A drill has no matrix to show. */
const formats = ["table", "json", "markdown", "github"];

export function addDrill(program: Command, host: Host, setExitCode: SetExitCode): void {
  const command = program
    .command("drill")
    .description("let every kind of failure happen in the sandbox, and check that its alert arrives, once, and closes")
    .argument("[stages...]", "stages of the configuration (default: all)")
    .option("--real", "try with the real accounts what harms nobody: a test message, subscriptions, webhook deliveries")
    .option("--sandbox", "with --real: ask the sandbox's vendors");
  addReportFlags(command, formats).action(async (stages: string[], written: Record<string, unknown>) => {
    const { drill, drillAdapters } = await import("../run/drill.ts");
    const report = readReportFlags(written);
    const other = [report.format, ...report.outputs.map(({ format }) => format)].find(
      (each) => !formats.includes(each),
    );
    if (other !== undefined) throw new UserError(`A drill has no ${other} report`, `Use one of: ${formats.join(", ")}`);
    const real = written["real"] === true;
    setExitCode(await drill({ stages, real, report }, drillAdapters(host, { sandbox: written["sandbox"] === true })));
  });
}
