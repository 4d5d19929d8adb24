import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { build } from "esbuild";
import { Hono } from "hono";
import { restRoutes } from "../../../sandbox/rest.ts";
import type { SentMessage } from "../../../sandbox/runtime/outbox.ts";
import { runtimeRoutes } from "../../../sandbox/runtime/routes.ts";
import { createRuntime, type Runtime } from "../../../sandbox/runtime/runtime.ts";
import type { Store } from "../../../sandbox/store/store.ts";
import type { Fields, Value } from "../../../sandbox/values.ts";
import { createWorld } from "../../../sandbox/world.ts";
import { MemoryStore } from "../memory-store.ts";
import { TestClock, temporaryFolder } from "../support.ts";

export const account = "123456789012";
export const region = "eu-central-1";
export const topicArn = `arn:aws:sns:${region}:${account}:agent-ops-alerts`;

interface Parts {
  readonly store: Store;
  readonly machine: TestClock;
  readonly runtime: Runtime;
  readonly origin: string;
  readonly server: Server;
  readonly remove: () => void;
}

/** The vendors at work over objects that a test puts there, behind a real address and without the engine. */
export class TestVendors {
  readonly store: Store;
  readonly machine: TestClock;
  readonly runtime: Runtime;
  readonly origin: string;
  readonly #server: Server;
  readonly #remove: () => void;

  private constructor(parts: Parts) {
    this.store = parts.store;
    this.machine = parts.machine;
    this.runtime = parts.runtime;
    this.origin = parts.origin;
    this.#server = parts.server;
    this.#remove = parts.remove;
  }

  static async start({ functions = false, store = new MemoryStore() as Store } = {}): Promise<TestVendors> {
    const folder = temporaryFolder();
    const machine = new TestClock();
    let origin = "";
    const runtime = createRuntime({
      store,
      world: createWorld({}),
      clock: machine,
      functions: functions ? { host: await builtWorker(folder.path), modules: installedModules() } : null,
      folder: join(folder.path, "functions"),
      origin: () => origin,
    });
    const app = new Hono();
    app.route("/_sandbox", runtimeRoutes(runtime));
    app.route("/", restRoutes(runtime));
    app.onError((error, c) => c.json({ error: error.message }, 400));
    const server = createServer(getRequestListener(app.fetch));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TestVendors({ store, machine, runtime, origin, server, remove: folder.remove });
  }

  async stop(): Promise<void> {
    await this.runtime.close();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    this.#remove();
  }

  put(kind: string, key: string, fields: Record<string, unknown>): void {
    this.store.put(kind, key, fields as Fields);
  }

  /** Settings with which a client of the AWS SDK reaches these vendors. */
  get aws() {
    const credentials = { accessKeyId: "AKIASANDBOX000000000", secretAccessKey: "sandbox" };
    return { endpoint: `${this.origin}/aws`, region, credentials, maxAttempts: 1 };
  }

  async control<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.origin}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(json.error ?? String(response.status));
    return json;
  }

  outbox(): Promise<readonly SentMessage[]> {
    return this.control("GET", "/outbox");
  }

  async subjects(): Promise<readonly string[]> {
    return (await this.outbox()).map(({ subject }) => subject);
  }

  async advance(minutes: number): Promise<void> {
    await this.control("POST", "/clock", { advanceSeconds: minutes * 60 });
  }

  /** A topic with a confirmed e-mail address. */
  putTopic(policy: object | null = null, endpoint = "jdoe@example.com"): void {
    this.put("aws/sns-topic", topicArn, { name: "agent-ops-alerts", arn: topicArn, region });
    if (policy !== null) {
      this.put("aws/sns-topic-policy", topicArn, { arn: topicArn, policy: JSON.stringify(policy) });
    }
    this.putSubscription(endpoint);
  }

  putSubscription(endpoint: string, more: Record<string, Value> = {}): void {
    const fields = { topic: topicArn, protocol: "email", endpoint, pendingConfirmation: false, ...more };
    this.put("aws/sns-topic-subscription", `${topicArn}:${endpoint}`, fields);
  }
}

/** Name and message of the refusal that the SDK makes of an answer. */
export async function refused(call: Promise<unknown>): Promise<{ name: string; message: string }> {
  const error = await call.then(
    () => null,
    (reason: Error) => reason,
  );
  if (error === null) throw new Error("expected a refusal, but it succeeded");
  return { name: error.name, message: error.message };
}

/** What the sandbox's own build makes of the worker. */
async function builtWorker(folder: string): Promise<URL> {
  const outfile = join(folder, "worker.mjs");
  await build({
    entryPoints: [resolve(import.meta.dirname, "../../../sandbox/aws/runtime/functions/worker.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return pathToFileURL(outfile);
}

function installedModules(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const names = ["client-cloudwatch", "client-dynamodb", "client-sns", "client-ssm"].map((name) => `@aws-sdk/${name}`);
  return Object.fromEntries(names.map((name) => [name, pathToFileURL(require.resolve(name)).href]));
}
