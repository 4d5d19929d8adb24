import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../../core/user-error.ts";
import { engineVersion, findEngine } from "../../tools/engine/locate.js";

/** The pinned Pulumi engine, as a process. */
export interface Engine {
  readonly pulumi: string;
  readonly home: string;
  readonly selfBuilt: boolean;
}

export interface EngineResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EngineCall {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Handed over on standard input, for example a secret value: never on the command line. */
  readonly input?: string;
  /** Called for each line of standard output; the output is then not collected. */
  readonly onLine?: (line: string) => void;
  /** Ends the engine; its reason then stands in the place of the engine's error. */
  readonly stopAt?: AbortSignal | undefined;
}

/** The pinned engine; the sandbox and what reads its events rely on this one. */
export function requireEngine(env: Readonly<Record<string, string | undefined>>): Engine {
  const engine = findEngine(env);
  if (engine) return engine;
  throw new UserError(
    `The Pulumi engine ${engineVersion} is not installed for stagekeeper`,
    "Run `npm start` in the stagekeeper checkout, or `npx pulumi version` in your project, which downloads it.",
  );
}

/** For reading a project's own stacks any recent Pulumi will do: the pinned one, else the person's own. */
export function requireAnyEngine(env: Readonly<Record<string, string | undefined>>): Engine {
  return findEngine(env) ?? findOnPath(env) ?? requireEngine(env);
}

function findOnPath(env: Readonly<Record<string, string | undefined>>): Engine | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const pulumi = folders.map((folder) => join(folder, "pulumi")).find(isExecutable);
  return pulumi === undefined ? undefined : { pulumi, home: env["PULUMI_HOME"] ?? "", selfBuilt: false };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How long the output of an engine that was stopped may stay open after its end. */
const pipeGraceMs = 1_000;

export async function runEngine(engine: Engine, args: readonly string[], call: EngineCall): Promise<EngineResult> {
  const { execa } = await import("execa");
  const child = execa(engine.pulumi, args, {
    cwd: call.cwd,
    env: call.env,
    extendEnv: false,
    reject: false,
    buffer: { stdout: call.onLine === undefined, stderr: true },
    ...(call.input === undefined ? { stdin: "ignore" as const } : { input: call.input }),
    ...(call.stopAt === undefined ? {} : { cancelSignal: call.stopAt }),
  });
  const { stopAt } = call;
  // What the engine started itself may live on, and keep its output open.
  child.once("exit", () => {
    if (stopAt?.aborted) setTimeout(() => [child.stdout, child.stderr].map((stream) => stream?.destroy()), pipeGraceMs);
  });
  if (call.onLine) for await (const line of child.iterable({ from: "stdout" })) call.onLine(String(line));
  const result = await child;
  if (result.isCanceled) return { code: 1, stdout: "", stderr: `error: ${String(stopAt?.reason?.message)}` };
  if (result.exitCode === undefined && result.signal === undefined) {
    throw new UserError(
      `The Pulumi engine could not be started: ${result.shortMessage}`,
      "Run `npm start` to set it up again.",
    );
  }
  return { code: result.exitCode ?? 1, stdout: result.stdout ?? "", stderr: result.stderr ?? "" };
}
