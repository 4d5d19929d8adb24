import type { Command } from "commander";
import type { Host } from "../adapters/host.ts";
import { choice } from "../report-options.ts";
import type { SetExitCode } from "./set-exit-code.ts";

export function addStacks(program: Command, host: Host, setExitCode: SetExitCode): void {
  program
    .command("stacks")
    .description("list the project's stacks, also as the matrix of a workflow that runs a job for each")
    .argument(
      "[stages...]",
      "stages of the configuration and its account stack, or stacks of any Pulumi project (default: all)",
    )
    .option("--format <format>", "table, json, github-matrix", "table")
    .option("--config <file>", "the Pulumi.yaml whose stages count")
    .option("--sandbox", "list the sandbox's stacks, in a project without configuration")
    .action(async (stages: string[], written: Record<string, unknown>) => {
      const { projectAdapters, STACK_FORMATS, stacks } = await import("../run/stacks.ts");
      const config = typeof written["config"] === "string" ? written["config"] : null;
      const format = choice("--format", written["format"], STACK_FORMATS);
      const adapters = projectAdapters(host, config, written["sandbox"] === true);
      setExitCode(await stacks({ stages, format }, { ...adapters, print: host.print }));
    });
}
