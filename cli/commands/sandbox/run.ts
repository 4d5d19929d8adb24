import { spawn } from "node:child_process";
import type { Host } from "../../adapters/host.ts";
import { leaveInterruptsToChildren } from "../../adapters/interrupts.ts";
import { openSandbox } from "../../adapters/sandbox/session.ts";

const signalExit = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 } as const;

/** Runs a command in the caller's folder with the sandbox's environment; its exit code is ours. */
export async function sandboxRun(host: Host, command: readonly string[]): Promise<number> {
  const sandbox = await openSandbox(host);
  const interrupts = leaveInterruptsToChildren();
  try {
    return await runToEnd(command, host, sandbox.env);
  } finally {
    interrupts.release();
    await sandbox.close();
  }
}

function runToEnd(
  [program = "", ...args]: readonly string[],
  host: Host,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: host.cwd, env, stdio: "inherit" });
    child.on("error", (error) => {
      host.log(`${program} could not be started: ${error.message}`);
      done(127);
    });
    child.on("exit", (code, signal) =>
      done(code ?? (signal === null ? 1 : (signalExit[signal as keyof typeof signalExit] ?? 128))),
    );
    process.on("SIGTERM", () => child.kill("SIGTERM"));
  });
}
