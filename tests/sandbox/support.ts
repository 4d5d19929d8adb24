import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import grpcProto from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import structProto from "google-protobuf/google/protobuf/struct_pb.js";
import { type RunningSandbox, startSandbox } from "../../sandbox/start.ts";
import type { Clock } from "../../sandbox/vendors.ts";
import { createWorld, type WorldSettings } from "../../sandbox/world.ts";

type Bag = Record<string, unknown>;
type Client = InstanceType<typeof grpcProto.ResourceProviderClient>;

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  time = new Date("2026-11-23T17:14:28.000Z");
  now(): Date {
    return this.time;
  }
  advance(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "stagekeeper-sandbox-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Diff {
  readonly changes: "none" | "some";
  /** Top-level properties that differ. */
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly details: Readonly<Record<string, string>>;
  readonly deleteBeforeReplace: boolean;
}

/** A running sandbox, driven by a real gRPC client as the engine does it. */
export class TestSandbox {
  readonly clock: TestClock;
  readonly running: RunningSandbox;
  readonly #client: Client;
  readonly #remove: () => void;

  private constructor(clock: TestClock, running: RunningSandbox, remove: () => void) {
    this.clock = clock;
    this.running = running;
    this.#remove = remove;
    this.#client = new grpcProto.ResourceProviderClient(
      `127.0.0.1:${running.info.providerPort}`,
      credentials.createInsecure(),
    );
  }

  static async start(world: WorldSettings = {}): Promise<TestSandbox> {
    const folder = temporaryFolder();
    const clock = new TestClock();
    const crash = (): void => {
      throw new Error("the test did not ask for a crash");
    };
    const running = await startSandbox({
      folder: folder.path,
      world: createWorld(world),
      clock,
      onIdle: () => {},
      crash,
    });
    return new TestSandbox(clock, running, folder.remove);
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.running.close();
    this.#remove();
  }

  async configure(provider: string, args: Bag): Promise<void> {
    const request = new providerProto.ConfigureRequest();
    request.setType(`pulumi:providers:${provider}`);
    request.setArgs(struct(args));
    await this.#call((done) => this.#client.configure(request, done));
  }

  /** Checked inputs and the reasons why they are refused. */
  async check(type: string, name: string, inputs: Bag, olds?: Bag): Promise<{ inputs: Bag; failures: string[] }> {
    const request = new providerProto.CheckRequest();
    request.setUrn(urn(type, name));
    request.setNews(struct(inputs));
    if (olds !== undefined) request.setOlds(struct(olds));
    const response = await this.#call<InstanceType<typeof providerProto.CheckResponse>>((done) =>
      this.#client.check(request, done),
    );
    return {
      inputs: bag(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  async diff(type: string, id: string, state: Bag, inputs: Bag, ignoreChanges: string[] = []): Promise<Diff> {
    const request = new providerProto.DiffRequest();
    request.setUrn(urn(type, "x"));
    request.setId(id);
    request.setOlds(struct(state));
    request.setNews(struct(inputs));
    request.setIgnorechangesList(ignoreChanges);
    const response = await this.#call<InstanceType<typeof providerProto.DiffResponse>>((done) =>
      this.#client.diff(request, done),
    );
    const kinds = Object.entries(providerProto.PropertyDiff.Kind);
    const details: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((detail, path) => {
      details[path] = kinds.find(([, kind]) => kind === detail.getKind())?.[0] ?? "";
    });
    return {
      changes: response.getChanges() === providerProto.DiffResponse.DiffChanges.DIFF_SOME ? "some" : "none",
      changed: response.getDiffsList(),
      replaces: response.getReplacesList(),
      details,
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(type: string, name: string, inputs: Bag, preview = false): Promise<{ id: string; state: Bag }> {
    const request = new providerProto.CreateRequest();
    request.setUrn(urn(type, name));
    request.setProperties(struct(inputs));
    request.setPreview(preview);
    const response = await this.#call<InstanceType<typeof providerProto.CreateResponse>>((done) =>
      this.#client.create(request, done),
    );
    return { id: response.getId(), state: stateBag(response.getProperties()) };
  }

  /** Checks, then creates, as an update does. */
  async up(type: string, name: string, inputs: Bag): Promise<{ id: string; state: Bag; inputs: Bag }> {
    const checked = await this.check(type, name, inputs);
    if (checked.failures.length > 0) throw new Error(checked.failures.join("\n"));
    return { ...(await this.create(type, name, checked.inputs)), inputs: checked.inputs };
  }

  /** Null where the object is gone; without a state it is an import. */
  async read(
    type: string,
    id: string,
    state: Bag = {},
    inputs: Bag = {},
  ): Promise<{ id: string; state: Bag; inputs: Bag } | null> {
    const request = new providerProto.ReadRequest();
    request.setUrn(urn(type, "x"));
    request.setId(id);
    request.setProperties(struct(state));
    request.setInputs(struct(inputs));
    const response = await this.#call<InstanceType<typeof providerProto.ReadResponse>>((done) =>
      this.#client.read(request, done),
    );
    if (response.getId() === "") return null;
    return { id: response.getId(), state: stateBag(response.getProperties()), inputs: bag(response.getInputs()) };
  }

  async update(type: string, id: string, state: Bag, inputs: Bag): Promise<Bag> {
    const request = new providerProto.UpdateRequest();
    request.setUrn(urn(type, "x"));
    request.setId(id);
    request.setOlds(struct(state));
    request.setNews(struct(inputs));
    const response = await this.#call<InstanceType<typeof providerProto.UpdateResponse>>((done) =>
      this.#client.update(request, done),
    );
    return stateBag(response.getProperties());
  }

  async delete(type: string, id: string, state: Bag): Promise<void> {
    const request = new providerProto.DeleteRequest();
    request.setUrn(urn(type, "x"));
    request.setId(id);
    request.setProperties(struct(state));
    await this.#call((done) => this.#client.delete(request, done));
  }

  async invoke(token: string, args: Bag): Promise<Bag> {
    const request = new providerProto.InvokeRequest();
    request.setTok(token);
    request.setArgs(struct(args));
    const response = await this.#call<InstanceType<typeof providerProto.InvokeResponse>>((done) =>
      this.#client.invoke(request, done),
    );
    return bag(response.getReturn());
  }

  /** A control endpoint; the answer's JSON. */
  async control(method: string, path: string, body?: Bag): Promise<{ status: number; json: unknown }> {
    return await this.http(method, `/_sandbox${path}`, body, this.running.info.token);
  }

  async http(method: string, path: string, body?: Bag, token = "any"): Promise<{ status: number; json: unknown }> {
    const response = await fetch(`http://127.0.0.1:${this.running.info.httpPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  }

  #call<T>(start: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      start((error, response) => (error === null ? resolve(response) : reject(error)));
    });
  }
}

export function urn(type: string, name: string): string {
  return `urn:pulumi:dev::agent-ops::${type}::${name}`;
}

/** The message of the refusal; fails where there is none. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => null,
    (error: ServiceError) => error.details ?? error.message,
  );
  if (outcome === null) throw new Error("expected a refusal, but it succeeded");
  return outcome;
}

/** A bag without its secret wrappers, so that values can be compared. */
export function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return unwrapped(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unwrapped(entry)]));
}

export function isSecret(value: unknown): value is { value: unknown } {
  const signature = "4dabf18193072939515e22adb298388d";
  return (
    typeof value === "object" && value !== null && (value as Bag)[signature] === "1b47061264138c4ac30d75fd1eb44270"
  );
}

/** How the engine writes a value that is not known yet. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function struct(fields: Bag): structProto.Struct {
  return structProto.Struct.fromJavaScript(fields as Record<string, structProto.JavaScriptValue>);
}

/** A state without what the bridge keeps in it for itself, so that tests compare properties; see bookkeeping.test.ts. */
function stateBag(wire: structProto.Struct | undefined): Bag {
  return Object.fromEntries(Object.entries(bag(wire)).filter(([name]) => !name.startsWith("__")));
}

function bag(wire: structProto.Struct | undefined): Bag {
  return wire?.toJavaScript() ?? {};
}
