// The `pulumi` that stands in front of PATH in `stagekeeper sandbox run`: the real engine, working in the sandbox's project.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { toSandboxArguments } from "../core/sandbox-project/pulumi-arguments.ts";

const engine = process.env["STAGEKEEPER_SANDBOX_ENGINE"];
const project = process.env["STAGEKEEPER_SANDBOX_PROJECT"];

if (engine === undefined || project === undefined) {
  process.stderr.write(
    "This pulumi belongs to stagekeeper's sandbox.\n  Next: npx stagekeeper sandbox run -- pulumi ...\n",
  );
  process.exitCode = 2;
} else {
  const args = toSandboxArguments(process.argv.slice(2), project, (path, mustExist) => {
    if (path === "-" || path === "") return null;
    const absolute = resolve(path);
    return mustExist && !existsSync(absolute) ? null : absolute;
  });
  const child = spawn(engine, args, { stdio: "inherit" });
  // The terminal sends Ctrl-C to the whole group; the engine decides what it means, and this process only waits for it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (signal !== "SIGINT") child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`The Pulumi engine could not be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (signal === "SIGTERM" ? 15 : signal === "SIGKILL" ? 9 : 2);
  });
}
