import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { EngineEnd } from "../../../core/drift/failures.ts";
import { RefreshEvents } from "../../../core/drift/refresh-events.ts";
import { UserError } from "../../../core/user-error.ts";
import { type Backend, withPassphraseOf } from "../state/recorded.ts";
import { forEachLine } from "./lines.ts";

/** What a refresh preview gave: how its process ended, and what its events say. */
export interface Refresh {
  readonly end: EngineEnd;
  readonly events: RefreshEvents;
}

/**
 * As Pulumi's Automation API calls the engine for a program that is not in the project's folder. A refresh runs no program; it starts
 * the program's language host all the same, which walks through node_modules, only to warn where the program wants a newer
 * provider than the state has (pulumi/pulumi, pkg/engine/refresh.go). Providers come from the state either way.
 */
const WITHOUT_LANGUAGE_HOST = "auto.inline";
/** Longer error output than this says nothing new. */
const MOST_STDERR = 65_536;
/** How long an engine may take to end by itself, and how long its pipes may stay open after it. */
const GRACE_MS = 5_000;
const PIPE_GRACE_MS = 1_000;

/**
 * Asks the providers what the vendors have, through the engine's refresh preview: it takes no lock and writes no state. Its
 * events are read line by line and forgotten.
 */
export async function refreshPreview(
  { engine, cwd, env, stopAt }: Backend,
  stage: string,
  stack: string,
): Promise<Refresh> {
  const events = new RefreshEvents();
  const options = ["--preview-only", "--expect-no-changes", "--json", "--non-interactive", "--stack", stack];
  const child = spawn(engine.pulumi, ["refresh", ...options, "--exec-kind", WITHOUT_LANGUAGE_HOST], {
    cwd,
    env: { ...withPassphraseOf(stage, env), PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stopWithUs = endingWith(child);
  const limit = stopWith(child, stopAt);
  const stderr = collect(child);
  forEachLine(child.stdout, (line) => events.line(line));
  try {
    const [code, signal] = await ended(child);
    return { end: { code, signal, timedOut: limit.reached(), stderr: stderr() }, events };
  } finally {
    limit.cancel();
    stopWithUs();
  }
}

/** Resolves when all output was read; grandchildren that keep the pipes open are not waited for. */
async function ended(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  const closed = once(child, "close");
  closed.catch(() => undefined);
  const [code, signal] = (await once(child, "exit").catch(failureToStart)) as [number | null, NodeJS.Signals | null];
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise((resolve) => {
    timer = setTimeout(resolve, PIPE_GRACE_MS);
  });
  await Promise.race([closed, waited]);
  clearTimeout(timer);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return [code, signal];
}

function failureToStart(error: Error): never {
  throw new UserError(
    `The Pulumi engine could not be started: ${error.message}`,
    "Run `npm start` to set it up again.",
  );
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    if (text.length < MOST_STDERR) text += chunk;
  });
  return () => text;
}

/** The engine stops in order at SIGINT; after a while it is not asked any more. */
function stopWith(child: ChildProcess, stopAt: AbortSignal | undefined) {
  let reached = false;
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    reached = true;
    child.kill("SIGINT");
    kill = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  };
  if (stopAt?.aborted) stop();
  stopAt?.addEventListener("abort", stop, { once: true });
  return {
    reached: () => reached,
    cancel: () => {
      stopAt?.removeEventListener("abort", stop);
      clearTimeout(kill);
    },
  };
}

/** A job that is told to end takes its engine along. (Ctrl-C reaches the engine from the terminal.) */
function endingWith(child: ChildProcess): () => void {
  const end = () => {
    child.kill("SIGTERM");
    process.off("SIGTERM", end);
    process.kill(process.pid, "SIGTERM");
  };
  process.on("SIGTERM", end);
  return () => process.off("SIGTERM", end);
}
