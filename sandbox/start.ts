import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Server as GrpcServer, ServerCredentials } from "@grpc/grpc-js";
import { getRequestListener } from "@hono/node-server";
import grpcProto from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { Hono } from "hono";
import { sync as writeFileAtomicSync } from "write-file-atomic";
import type { FunctionRuntime } from "./aws/runtime/functions/functions.ts";
import { FaultInjector } from "./control/faults.ts";
import { Leases } from "./control/leases.ts";
import { RestFaults } from "./control/rest-faults.ts";
import { controlRoutes } from "./control/routes.ts";
import { createProviderService } from "./provider/service.ts";
import { registry } from "./registry.ts";
import { restRoutes } from "./rest.ts";
import { createRuntime } from "./runtime/runtime.ts";
import { FileStore } from "./store/store.ts";
import { type Clock, createVendor } from "./vendors.ts";
import type { SandboxWorld } from "./world.ts";

export interface StartOptions {
  /** Folder of the store; `server.json` appears in it once the server is ready. */
  readonly folder: string;
  readonly world: SandboxWorld;
  readonly clock: Clock;
  /** What Lambda's functions run in; without it none can be invoked. */
  readonly functions?: FunctionRuntime;
  /** Called when nobody needs the server any more. */
  readonly onIdle: () => void;
  /** Ends the process at once. */
  readonly crash: () => void;
}

/** What `server.json` holds. */
export interface ServerInfo {
  readonly pid: number;
  /** Port of the three providers. */
  readonly providerPort: number;
  /** Port of control and REST endpoints. */
  readonly httpPort: number;
  /** Needed by the control endpoints. */
  readonly token: string;
}

export interface RunningSandbox {
  readonly world: SandboxWorld;
  readonly info: ServerInfo;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
const graceMs = 1_000;
const firstLeaseMs = 30_000;
const syncEveryMs = 2_000;

/** Opens the store and serves it. Throws UserError where the store is in use or damaged. */
export async function startSandbox({
  folder,
  world,
  clock,
  functions,
  onIdle,
  crash,
}: StartOptions): Promise<RunningSandbox> {
  const store = FileStore.open(folder);
  let origin = "";
  const runtime = createRuntime({
    store,
    world,
    clock,
    functions: functions ?? null,
    folder: join(folder, "functions"),
    origin: () => origin,
  });
  const faults = new FaultInjector({ store, timeoutMs: 1_000, crash });
  const restFaults = new RestFaults(store, runtime.clock);
  const leases = new Leases({ graceMs, firstMs: firstLeaseMs, onIdle });
  const { vendor, announce } = runtime;
  const token = randomBytes(24).toString("base64url");

  const grpc = new GrpcServer({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  grpc.addService(
    grpcProto.ResourceProviderService,
    createProviderService({
      registry,
      interceptor: faults,
      vendor: (config) => createVendor(store, world, runtime.clock, config, announce),
    }),
  );

  const app = new Hono();
  app.route("/_sandbox", controlRoutes({ token, vendor, registry, faults, restFaults, leases, runtime }));
  app.route("/", restRoutes(runtime, restFaults));
  const http = createServer(getRequestListener(app.fetch));

  const [providerPort, httpPort] = await Promise.all([listenGrpc(grpc), listenHttp(http)]);
  origin = `http://${loopback}:${httpPort}`;
  const syncing = setInterval(() => store.sync(), syncEveryMs);
  const info: ServerInfo = { pid: process.pid, providerPort, httpPort, token };
  const infoFile = join(folder, "server.json");
  writeFileAtomicSync(infoFile, `${JSON.stringify(info)}\n`, { mode: 0o600 });

  return {
    world,
    info,
    close: async () => {
      rmSync(infoFile, { force: true });
      leases.stop();
      clearInterval(syncing);
      await runtime.close();
      grpc.forceShutdown();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      store.close();
    },
  };
}

function listenGrpc(server: GrpcServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${loopback}:0`, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

function listenHttp(server: HttpServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
