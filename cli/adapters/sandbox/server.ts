import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { type ClientRequest, get } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { UserError } from "../../../core/user-error.ts";
import { bundleUrl } from "../bundle-url.ts";
import type { SandboxFolder } from "./folder.ts";
import type { SandboxWorldSettings } from "./world.ts";

/** The running vendors of a sandbox, held for this process until it is released. */
export interface SandboxServer {
  /** Port of the three providers, for PULUMI_DEBUG_PROVIDERS. */
  readonly providerPort: number;
  /** Base of the vendors' REST endpoints. */
  readonly restUrl: string;
  /** Asks the sandbox itself; what it refuses becomes a {@link UserError}. */
  control<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T>;
  /** Asks for something that lasts as long as its answer is read; null where the sandbox refuses. */
  hold(path: string): Promise<Held | null>;
  release(): Promise<void>;
}

/** Something that the sandbox keeps up for this process; it also ends with the process. */
export interface Held {
  release(): void;
}

/** What the server writes into server.json once it is ready. */
interface ServerInfo {
  readonly pid: number;
  readonly providerPort: number;
  readonly httpPort: number;
  readonly token: string;
}

const attempts = 40;
const pauseMs = 100;
const leaseTimeoutMs = 5_000;
const startTimeoutMs = 15_000;
/** How a server ends that finds another one at work on the same store. */
const inUse = /^Another sandbox server/;

/** Takes a lease on the sandbox's server, and starts one where none runs. Several commands share one server. */
export async function connectServer(folder: SandboxFolder, world: SandboxWorldSettings): Promise<SandboxServer> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const running = readInfo(folder.serverFile);
    const server = running && (await lease(running));
    if (server) return server;
    const problem = await start(folder, world);
    if (problem !== null && !inUse.test(problem)) throw toUserError(problem);
    // The one at work is about to be ready, or about to end.
    if (problem !== null) await sleep(pauseMs);
  }
  throw new UserError("The sandbox's server did not start", `Look into ${logFile(folder)}, then try again.`);
}

/** Ends a running server and waits until it is gone. Throws {@link UserError} where another command still uses it. */
export async function stopServer(folder: SandboxFolder): Promise<void> {
  const info = readInfo(folder.serverFile);
  // The process number of a server that was killed may by now be somebody else's: only one that answers is ours.
  const server = info && (await lease(info));
  if (!info || !server) return;
  const { leases } = await server.control<{ leases: number }>("GET", "/status");
  await server.release();
  if (leases > 1) throw new UserError("Another command is using the sandbox", "Wait for it to end, or stop it.");
  signal(info.pid, "SIGTERM");
  for (let attempt = 0; attempt < attempts && signal(info.pid, 0); attempt += 1) await sleep(pauseMs);
}

/** False where there is no such process any more. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function readInfo(file: string): ServerInfo | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ServerInfo;
  } catch {
    return null;
  }
}

/** Null where no server answers, or the one that does is about to end. */
async function lease(info: ServerInfo): Promise<SandboxServer | null> {
  const origin = `http://127.0.0.1:${info.httpPort}`;
  const authorization = `Bearer ${info.token}`;
  const held = await holdLease(`${origin}/_sandbox/lease`, authorization);
  if (!held) return null;
  return {
    providerPort: info.providerPort,
    restUrl: origin,
    async control(method, path, body) {
      const init = { method, headers: { authorization, "content-type": "application/json" } };
      const url = `${origin}/_sandbox${path}`;
      const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      const data = (await response.json()) as never;
      if (response.ok) return data;
      const { error, next } = data as { error: string; next?: string };
      throw new UserError(error, next ?? "");
    },
    async hold(path) {
      const call = await holdLease(`${origin}/_sandbox${path}`, authorization);
      return call && { release: () => call.destroy() };
    },
    async release() {
      held.destroy();
    },
  };
}

/** A lease is an open answer: the server counts it as given back when this process ends, however it ends. */
function holdLease(url: string, authorization: string): Promise<ClientRequest | null> {
  return new Promise((done) => {
    const call = get(url, { headers: { authorization }, agent: false, timeout: leaseTimeoutMs });
    const fail = () => {
      call.destroy();
      done(null);
    };
    call.on("error", fail);
    call.on("timeout", fail);
    call.on("close", () => done(null));
    call.on("response", (answer) => {
      if (answer.statusCode !== 200) return fail();
      answer.once("data", () => {
        call.setTimeout(0);
        done(call);
      });
      answer.on("error", fail);
      return undefined;
    });
  });
}

/** Starts a server that outlives this process. Null once it is ready, else why it is not. */
async function start(folder: SandboxFolder, world: SandboxWorldSettings): Promise<string | null> {
  const before = readInfo(folder.serverFile)?.pid;
  const log = openSync(logFile(folder), "w", 0o600);
  const child = spawn(process.execPath, [fileURLToPath(bundleUrl("sandbox-server.js"))], {
    detached: true,
    stdio: ["pipe", "ignore", log],
  });
  closeSync(log);
  let exited = false;
  child.on("exit", () => {
    exited = true;
  });
  child.stdin?.end(JSON.stringify({ folder: folder.vendors, world }));
  child.unref();
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const info = readInfo(folder.serverFile);
    if (info && info.pid === child.pid && info.pid !== before) return null;
    if (exited) return readFileSync(logFile(folder), "utf8").trim() || "The sandbox's server ended at once.";
    await sleep(10);
  }
  return "The sandbox's server did not become ready in time.";
}

function logFile(folder: SandboxFolder): string {
  return join(folder.root, "server.log");
}

function toUserError(problem: string): UserError {
  const [message = "", ...next] = problem.split("\n");
  return new UserError(message, next.join("\n"));
}
