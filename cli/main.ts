// First of all: it starts threads.
import "./ahead.ts";

import { setFlagsFromString } from "node:v8";
import { CommanderError } from "commander";
import { UserError } from "../core/user-error.ts";
import { processHost, setExitCode } from "./adapters/host.ts";
import { scans } from "./ahead.ts";
import { buildProgram } from "./program.ts";

/** Could not check: a configuration error, an unknown stage, a failure of the engine or a vendor. */
const couldNotCheck = 2;

// A command runs for a second or less. V8 optimises as for a server: most of what it compiles would pay after the command has
// ended, and takes the processor from it. From Node 22 on, V8 has no such flag and says so on standard error.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=200000");

const host = processHost();

try {
  await buildProgram(host, setExitCode, scans).parseAsync(process.argv);
} catch (error) {
  setExitCode(exitCodeOf(error));
}

/** The one place where failures become text and an exit code. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : couldNotCheck;
  if (UserError.is(error)) host.log(`${error.message}${error.next === "" ? "" : `\n  Next: ${error.next}`}`);
  else host.log(`This is a bug in stagekeeper:\n${error instanceof Error ? error.stack : String(error)}`);
  return couldNotCheck;
}
