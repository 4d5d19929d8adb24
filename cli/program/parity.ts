import type { Command } from "commander";
import type { Host } from "../adapters/host.ts";
import type { Scans } from "../adapters/state/scans.ts";
import { addReportFlags, choice, collect, readReportFlags } from "../report-options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

const paritySources = ["desired", "recorded"] as const;

/** `scans` is what goes on already of the exports that the command line names. */
export function addParity(program: Command, host: Host, setExitCode: SetExitCode, scans: Scans): void {
  const command = program
    .command("parity")
    .description("say how the stages differ: what they declare, what was deployed, or any exported states")
    .argument("[stages...]", "stages of the configuration, or stacks of any Pulumi project (default: all)")
    .option(
      "--source <source>",
      `what is compared: ${paritySources.join(" (the program evaluated), ")} (Pulumi's state) (default: "desired")`,
    )
    .option(
      "--state <name=file>",
      "compare an export of `pulumi stack export`, of any project (repeatable)",
      collect,
      [],
    )
    .option("--config <file>", "the Pulumi.yaml whose stages and allowances count")
    .option("--propose-allowances", "print allowances for what differs today, as YAML")
    .option("--sandbox", "read the sandbox's stacks");
  addReportFlags(command).action(async (stages: string[], written: Record<string, unknown>) => {
    const state = (written["state"] ?? []) as readonly string[];
    const { parity, parityAdapters } = await import("../run/parity.ts");
    const config = typeof written["config"] === "string" ? written["config"] : null;
    const options = {
      stages,
      source: written["source"] === undefined ? null : choice("--source", written["source"], paritySources),
      state,
      hasConfig: config !== null,
      proposeAllowances: written["proposeAllowances"] === true,
      report: readReportFlags(written),
    };
    setExitCode(await parity(options, parityAdapters(host, { config, sandbox: written["sandbox"] === true, scans })));
  });
}
