import { Worker } from "node:worker_threads";
import { type Internet, Unreachable } from "../../../runtime/internet.ts";
import type { FromWorker, InvocationContext, ToWorker, WorkerSettings } from "./messages.ts";

export interface InstanceOptions {
  /** The bundled `worker.ts`. */
  readonly host: URL;
  readonly settings: WorkerSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly internet: Internet;
  log(line: string): void;
}

export interface Invocation {
  readonly event: unknown;
  readonly context: InvocationContext;
  /** How far the vendors' clock is ahead of the machine's. */
  readonly offsetMs: number;
}

export type Outcome = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

/** Loading the code does not count for the function's timeout (docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). */
const initialisationMs = 10_000;

/** A warm instance of a function: a thread that takes one invocation at a time. */
export class FunctionInstance {
  readonly #options: InstanceOptions;
  readonly #worker: Worker;
  #done: ((outcome: Outcome) => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#worker = new Worker(options.host, {
      workerData: options.settings,
      env: { ...options.environment },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
      stdout: true,
      stderr: true,
    });
    this.#worker.unref();
    this.#worker.stdout.on("data", (bytes: Buffer) => options.log(bytes.toString("utf8").trimEnd()));
    this.#worker.stderr.on("data", (bytes: Buffer) => options.log(bytes.toString("utf8").trimEnd()));
    this.#worker.on("message", (message: FromWorker) => void this.#hear(message));
    this.#worker.on("error", (error) =>
      this.#end(`Runtime.ExitError: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.#worker.on("exit", (code) => this.#end(`Runtime.ExitError: the runtime exited with ${code}`));
  }

  get isIdle(): boolean {
    return this.#done === null && !this.#ended;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  async invoke({ event, context, offsetMs }: Invocation): Promise<Outcome> {
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#done = resolve;
      this.#limit(initialisationMs);
      this.#send({ kind: "invoke", event, context, offsetMs });
    });
    clearTimeout(this.#timer);
    this.#done = null;
    if (!outcome.ok) this.#options.log(outcome.error);
    return outcome;
  }

  async close(): Promise<void> {
    this.#end("the sandbox is closing");
    await this.#worker.terminate();
  }

  async #hear(message: FromWorker): Promise<void> {
    if (message.kind === "log") this.#options.log(message.line);
    else if (message.kind === "begun") this.#limit(this.#options.timeoutMs);
    else if (message.kind === "result") this.#done?.({ ok: true, result: message.result });
    else if (message.kind === "failure") this.#done?.({ ok: false, error: message.error });
    else {
      const answer = await this.#options.internet.send(message.request).catch((error: unknown) => {
        if (error instanceof Unreachable) this.#options.log(error.message);
        return null;
      });
      this.#send({ kind: "answer", id: message.id, answer });
    }
  }

  /** Ends the instance unless the invocation has come further by then. */
  #limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end(`Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`);
      void this.#worker.terminate();
    }, milliseconds);
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #end(error: string): void {
    this.#ended = true;
    this.#done?.({ ok: false, error });
  }
}
