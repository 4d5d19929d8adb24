import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const command = resolve(import.meta.dirname, "../../../bin/stagekeeper.js");

/** A sandbox whose vendors keep running until it is closed, so that many changes need no process each. */
export interface RunningSandbox {
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export async function keepSandboxRunning(folder: string): Promise<RunningSandbox> {
  // Prints when the sandbox is there, and ends with its standard input.
  const child = spawn(process.execPath, [command, "sandbox", "run", "--", "sh", "-c", "echo ready; cat"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
  });
  await new Promise((ready) => child.stdout.once("data", ready));
  const { httpPort, token } = JSON.parse(readFileSync(join(folder, ".sandbox/vendors/server.json"), "utf8"));
  return {
    async control<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`http://127.0.0.1:${httpPort}/_sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    close: () =>
      new Promise((done) => {
        child.once("exit", () => done());
        child.stdin.end();
      }),
  };
}
