import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../../../../core/user-error.ts";
import type { Vendor } from "../../../model.ts";
import type { Internet } from "../../../runtime/internet.ts";
import { type Fields, number, text } from "../../../values.ts";
import { filesOf } from "../../lambda/code.ts";
import { functionKind } from "../../lambda/kinds.ts";
import { functionEnvironment } from "./environment.ts";
import { FunctionInstance, type Outcome } from "./instance.ts";
import { makeLogGroup } from "./log-group.ts";

/** Where the thread's code is, and the packages that Lambda's runtime has beside the function's own. */
export interface FunctionRuntime {
  readonly host: URL;
  /** Package name -> URL of its module. */
  readonly modules: Readonly<Record<string, string>>;
}

export interface FunctionsOptions {
  readonly vendor: Vendor;
  readonly internet: Internet;
  /** Null where functions cannot run: invoking one is then refused. */
  readonly runtime: FunctionRuntime | null;
  /** Folder for the functions' files. */
  readonly folder: string;
  /** Address of the vendors' endpoints. */
  origin(): string;
}

/** A new account runs ten at once (docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html). */
const mostInstances = 10;
const defaultTimeoutSeconds = 3;
const logKind = "aws/lambda-log";
const mostLogLines = 500;

/** Runs the functions that are deployed, each in threads of its own that stay warm until its code or its settings change. */
export class Functions {
  readonly #options: FunctionsOptions;
  readonly #pools = new Map<string, { readonly version: string; readonly instances: FunctionInstance[] }>();

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  async invoke(name: string, event: unknown): Promise<Outcome> {
    const { vendor } = this.#options;
    const stored = vendor.store.get(functionKind, name);
    if (stored === null) return { ok: false, error: `Function not found: ${name}` };
    const instance = this.#instanceFor(name, stored);
    if (instance === null) return { ok: false, error: "Rate Exceeded." };
    const context = {
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: text(stored, "arn"),
      memoryLimitInMB: String(number(stored, "memorySize") || 128),
      awsRequestId: vendor.newId("aws lambda request", "0123456789abcdef", 32),
      logGroupName: `/aws/lambda/${name}`,
      timeout: number(stored, "timeout") || defaultTimeoutSeconds,
    };
    return await instance.invoke({ event, context, offsetMs: vendor.now().getTime() - Date.now() });
  }

  /** What the function has written, the oldest first. */
  logs(name: string): readonly { readonly at: string; readonly line: string }[] {
    const lines = this.#options.vendor.store.list(logKind).filter(([, fields]) => text(fields, "function") === name);
    return lines.map(([, fields]) => ({ at: text(fields, "at"), line: text(fields, "line") }));
  }

  async close(): Promise<void> {
    const all = [...this.#pools.values()].flatMap(({ instances }) => instances);
    this.#pools.clear();
    await Promise.all(all.map((instance) => instance.close()));
  }

  /** An idle instance of what is deployed now, a new one, or null where ten are at work. */
  #instanceFor(name: string, stored: Fields): FunctionInstance | null {
    const version = versionOf(stored);
    let pool = this.#pools.get(name);
    if (pool === undefined || pool.version !== version) {
      for (const old of pool?.instances ?? []) if (old.isIdle) void old.close();
      pool = { version, instances: [] };
      this.#pools.set(name, pool);
    }
    const alive = pool.instances.filter(({ hasEnded }) => !hasEnded);
    const idle = alive.find(({ isIdle }) => isIdle);
    if (idle !== undefined) return idle;
    if (alive.length >= mostInstances) return null;
    const instance = this.#start(name, stored, version);
    pool.instances.splice(0, pool.instances.length, ...alive, instance);
    return instance;
  }

  #start(name: string, stored: Fields, version: string): FunctionInstance {
    const { vendor, internet, runtime, folder, origin } = this.#options;
    if (runtime === null) {
      throw new UserError("This sandbox runs no functions.", "Use the one that `npx stagekeeper sandbox` starts.");
    }
    const [file = "", handler = ""] = text(stored, "handler").split(/\.(?=[^.]*$)/);
    provideModules(folder, runtime);
    makeLogGroup(vendor, stored);
    const code = join(folder, name, version);
    const path = writeCode(code, stored, file);
    return new FunctionInstance({
      host: runtime.host,
      settings: { module: pathToFileURL(path).href, handler },
      environment: functionEnvironment({
        name,
        stored,
        region: text(stored, "region") || vendor.world.aws.region,
        origin: origin(),
      }),
      memoryMb: number(stored, "memorySize") || 128,
      timeoutMs: (number(stored, "timeout") || defaultTimeoutSeconds) * 1_000,
      internet,
      log: (line) => this.#log(name, line),
    });
  }

  #log(name: string, line: string): void {
    const { store } = this.#options.vendor;
    const lines = store.list(logKind);
    const last = Number(lines.at(-1)?.[0] ?? 0);
    const old = lines.slice(0, Math.max(0, lines.length + 1 - mostLogLines));
    store.commit([
      ...old.map(([key]) => ({ kind: logKind, key, fields: null })),
      {
        kind: logKind,
        key: String(last + 1),
        fields: { function: name, at: this.#options.vendor.now().toISOString(), line },
      },
    ]);
  }
}

/** Changes with everything that a running instance was started with. */
function versionOf(stored: Fields): string {
  const { codeFiles, environment, handler, timeout, memorySize, role } = stored;
  const settings = JSON.stringify([codeFiles, environment, handler, timeout, memorySize, role]);
  return createHash("sha256").update(settings).digest("hex").slice(0, 16);
}

/** Returns the handler's file: `index` may be index.mjs, index.js or index.cjs, in the order in which the runtime looks. */
function writeCode(folder: string, stored: Fields, file: string): string {
  const files = filesOf(stored);
  for (const [name, content] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const found = [".js", ".mjs", ".cjs"].map((ending) => `${file}${ending}`).find((name) => files.has(name));
  return join(folder, found ?? `${file}.mjs`);
}

/** Packages of the runtime, found by the functions' imports in a folder above them, as in Lambda. */
function provideModules(folder: string, { modules }: FunctionRuntime): void {
  for (const [name, url] of Object.entries(modules)) {
    const home = join(folder, "node_modules", name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ name, type: "module", exports: "./index.js" }));
    writeFileSync(join(home, "index.js"), `export * from ${JSON.stringify(url)};\n`);
  }
}
