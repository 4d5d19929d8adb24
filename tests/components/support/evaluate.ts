import type { ServiceError } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb.js";

import { Vendors } from "./vendors.ts";

/** A resource as the program asked the engine for it. */
export interface Registered {
  /** `<type>::<logical name>`. */
  readonly address: string;
  /** Secret values are `{ secret: <value> }`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly urn: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly secretOutputs: readonly string[];
  readonly ignoreChanges: readonly string[];
  /** URNs that have to exist before. */
  readonly dependencies: readonly string[];
}

export interface Evaluation<T> {
  readonly result: T;
  readonly resources: readonly Registered[];
  /** What the program could not handle, as Pulumi's language host would show it. */
  readonly errors: readonly Error[];
  /** What Pulumi would show beside the resources. */
  readonly warnings: readonly string[];
}

export interface Setting {
  readonly stack: string;
  /** Values of the namespace `stagekeeper`: base, stage, secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Environment variables beside the credentials; undefined removes one. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly vendors?: pulumi.runtime.Mocks;
}

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "credential-of-aws",
  GITHUB_TOKEN: "credential-of-github",
  VERCEL_API_TOKEN: "credential-of-vercel",
};

/** Runs a program as Pulumi would, against {@link Vendors}, and waits until nothing is under way any more. */
export async function evaluate<T>(setting: Setting, program: () => T): Promise<Evaluation<T>> {
  const restoreEnvironment = setEnvironment({ ...CREDENTIALS, ...setting.environment });
  const errors = collectErrors();
  const warnings = collectWarnings();
  const config = Object.entries(setting.config).map(([key, value]) => [`stagekeeper:${key}`, JSON.stringify(value)]);
  try {
    await pulumi.runtime.setMocks(setting.vendors ?? new Vendors(), "agent-ops", setting.stack);
    pulumi.runtime.setAllConfig(Object.fromEntries(config), ["stagekeeper:secrets"]);
    const resources = recordResources();
    const result = program();
    await pulumi.runtime.disconnect();
    return { result, resources, errors: await errors.found(), warnings: warnings.found };
  } finally {
    errors.stop();
    warnings.stop();
    restoreEnvironment();
  }
}

/** Resource with this address; an error that lists the others where it is missing. */
export function resourceAt({ resources }: { readonly resources: readonly Registered[] }, address: string): Registered {
  const found = resources.filter((resource) => resource.address === address);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = resources.map((resource) => resource.address).join("\n");
  throw new Error(`${found.length} resources have the address ${address}; there are:\n${known}`);
}

/** Keeps every request before the mock monitor drops its options. */
function recordResources(): readonly Registered[] {
  const recorded: Registered[] = [];
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("the mocks are not set");
  const register = monitor.registerResource.bind(monitor);
  const recording = (request: Request, callback: Callback) =>
    register(request, (error, response) => {
      if (error === null) recorded.push(toRegistered(request, response.getUrn()));
      callback(error, response);
    });
  monitor.registerResource = recording as typeof monitor.registerResource;
  return recorded;
}

type Monitor = NonNullable<ReturnType<typeof pulumi.runtime.getMonitor>>;
type Request = Parameters<Monitor["registerResource"]>[0];
type Callback = (error: ServiceError | null, response: RegisterResourceResponse) => void;

function toRegistered(request: Request, urn: string): Registered {
  return {
    address: `${request.getType()}::${request.getName()}`,
    inputs: readable(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
    urn,
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    ignoreChanges: request.getIgnorechangesList(),
    dependencies: request.getDependenciesList(),
  };
}

/** Pulumi's mark of a secret on the wire. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && "value" in value) return { secret: value.value };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

function setEnvironment(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const assign = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(variables)) assign(name, value);
  return () => {
    for (const [name, value] of before) assign(name, value);
  };
}

/** Without an engine, `pulumi.log` writes to the console. */
function collectWarnings(): { readonly found: readonly string[]; stop(): void } {
  const { console: output } = globalThis;
  const before = output.warn;
  const found: string[] = [];
  output.warn = (text: string) => void found.push(text);
  return {
    found,
    stop() {
      output.warn = before;
    },
  };
}

/** Takes the place of the language host, which shows rejections that nobody handled; mocha would fail the test instead. */
function collectErrors(): { found(): Promise<readonly Error[]>; stop(): void } {
  const before = process.listeners("unhandledRejection");
  const found = new Set<Error>();
  const collect = (reason: unknown) => void found.add(reason instanceof Error ? reason : new Error(String(reason)));
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", collect);
  return {
    async found() {
      await new Promise(setImmediate);
      return [...found];
    },
    stop() {
      process.off("unhandledRejection", collect);
      for (const listener of before) process.on("unhandledRejection", listener);
    },
  };
}
