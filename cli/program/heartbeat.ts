import type { Command } from "commander";
import type { Host } from "../adapters/host.ts";
import type { SetExitCode } from "./set-exit-code.ts";

export function addHeartbeat(program: Command, host: Host, setExitCode: SetExitCode): void {
  program
    .command("heartbeat")
    .description(
      "report that a pipeline has succeeded, as the last step of its workflow; its alarm listens for the silence",
    )
    .argument("<stage>", "a stage of the configuration")
    .argument("<pipeline>", "a pipeline that runs in this stage")
    .option("--sandbox", "report it to the sandbox")
    .action(async (stage: string, pipeline: string, written: Record<string, unknown>) => {
      const { heartbeat, heartbeatAdapters } = await import("../run/heartbeat.ts");
      const adapters = heartbeatAdapters(host, { sandbox: written["sandbox"] === true });
      setExitCode(await heartbeat({ stage, pipeline }, adapters));
    });
}
