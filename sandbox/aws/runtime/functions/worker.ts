import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, InvocationContext, ToWorker, WorkerSettings } from "./messages.ts";

/**
 * Entry of the thread in which a function runs, one invocation after another, as in a warm Lambda instance: it has the function's
 * environment, the vendors' clock, and no way out of the machine.
 */
const settings = workerData as WorkerSettings;
const port = parentPort;
const loopback = ["127.0.0.1", "localhost", "[::1]"];
const waiting = new Map<number, (answer: Extract<ToWorker, { kind: "answer" }>["answer"]) => void>();
let requests = 0;
let offsetMs = 0;
let handler: Promise<Handler> | null = null;

type Handler = (event: unknown, context: unknown) => unknown;

moveDate();
redirectConsole();
redirectFetch();

port?.on("message", (message: ToWorker) => {
  if (message.kind === "answer") waiting.get(message.id)?.(message.answer);
  else void invoke(message);
});

async function invoke({ event, context, offsetMs: moved }: Extract<ToWorker, { kind: "invoke" }>): Promise<void> {
  offsetMs = moved;
  try {
    handler ??= load();
    const run = await handler;
    tell({ kind: "begun" });
    const result = await run(event, contextOf(context));
    // What is no JSON, the caller does not get either.
    tell({ kind: "result", result: result === undefined ? null : (JSON.parse(JSON.stringify(result)) as unknown) });
  } catch (error) {
    tell({ kind: "failure", error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function load(): Promise<Handler> {
  const module = (await import(settings.module)) as Readonly<Record<string, unknown>>;
  const found = module[settings.handler];
  if (typeof found !== "function")
    throw new Error(`Runtime.HandlerNotFound: ${settings.handler} is undefined or not exported`);
  return found as Handler;
}

function contextOf(context: InvocationContext): object {
  const deadline = Date.now() + context.timeout * 1_000;
  return { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => deadline - Date.now() };
}

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

/** `new Date()` and `Date.now()` tell the vendors' time. */
function moveDate(): void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [RealDate.now() + offsetMs] : args, newTarget) as Date,
    apply: () => new RealDate(RealDate.now() + offsetMs).toString(),
    get: (target, name, receiver) =>
      name === "now" ? () => RealDate.now() + offsetMs : (Reflect.get(target, name, receiver) as unknown),
  });
}

function redirectConsole(): void {
  // The AWS SDK's advice on the version of Node is not meant for the function's log.
  process.removeAllListeners("warning");
  for (const level of ["debug", "info", "log", "warn", "error"] as const) {
    console[level] = (...args: unknown[]) => tell({ kind: "log", line: format(...args) });
  }
}

/** Requests to this machine go there; the rest of the internet is what the sandbox has of it. */
function redirectFetch(): void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (loopback.includes(new URL(request.url).hostname)) return await realFetch(request);
    const body = await request.text();
    const headers = Object.fromEntries(request.headers);
    const answer = await Promise.race([
      ask({ method: request.method, url: request.url, headers, body }),
      aborted(request.signal),
    ]);
    if (answer === null) throw new TypeError("fetch failed", { cause: new Error("the sandbox has no such host") });
    const hasNoBody = answer.status === 204 || answer.status === 304;
    return new Response(hasNoBody ? null : answer.body, { status: answer.status, headers: answer.headers });
  };
}

function ask(request: Extract<FromWorker, { kind: "request" }>["request"]) {
  requests += 1;
  const id = requests;
  return new Promise<Extract<ToWorker, { kind: "answer" }>["answer"]>((resolve) => {
    waiting.set(id, (answer) => {
      waiting.delete(id);
      resolve(answer);
    });
    tell({ kind: "request", id, request });
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
}
