import { Command } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { engineVersion } from "../tools/engine/locate.js";
import type { Host } from "./adapters/host.ts";
import type { Scans } from "./adapters/state/scans.ts";
import { addDrift } from "./program/drift.ts";
import { addDrill } from "./program/drill.ts";
import { addHeartbeat } from "./program/heartbeat.ts";
import { addParity } from "./program/parity.ts";
import { addSandbox } from "./program/sandbox.ts";
import type { SetExitCode } from "./program/set-exit-code.ts";
import { addStacks } from "./program/stacks.ts";

/** The command line: what can be typed, with its help. Each command's code is loaded only when it runs. */
export function buildProgram(host: Host, setExitCode: SetExitCode, scans: Scans = new Map()): Command {
  const program = new Command("stagekeeper")
    .description("Keeps the stages of a product in step: GitHub, Vercel and AWS, declared once, compared and watched.")
    .version(`stagekeeper ${packageJson.version} (Pulumi engine ${engineVersion})`)
    .exitOverride()
    .configureOutput({ writeOut: host.print, writeErr: (text) => host.log(text.trimEnd()) })
    .showHelpAfterError("(stagekeeper --help lists the commands)")
    .enablePositionalOptions();
  addParity(program, host, setExitCode, scans);
  addDrift(program, host, setExitCode);
  addDrill(program, host, setExitCode);
  addHeartbeat(program, host, setExitCode);
  addSandbox(program, host, setExitCode);
  addStacks(program, host, setExitCode);
  return program;
}
