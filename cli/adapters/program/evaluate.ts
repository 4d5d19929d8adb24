import { createRequire } from "node:module";
import { dirname } from "node:path";
import type * as Pulumi from "@pulumi/pulumi";
import type { Deployment, StateResource } from "../../../core/parity/state.ts";
import { importAfresh } from "./fresh-modules.ts";
import { findMainFile, prepareTypeScript } from "./main-file.ts";
import { type MockAccounts, mockCall, mockId, mockState } from "./mock-vendors.ts";

export interface ProgramToEvaluate {
  readonly root: string;
  /** Name of the Pulumi project. */
  readonly project: string;
  /** `main` of Pulumi.yaml. */
  readonly main: string | null;
}

export interface StackToEvaluate {
  readonly stack: string;
  /** Full configuration keys with their values as Pulumi hands them to a program: objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Environment variables that the program needs, with placeholders: it calls nobody. */
  readonly env: Readonly<Record<string, string>>;
  readonly accounts: MockAccounts;
}

type Fields = Record<string, unknown>;
/** A request to register a resource, as the SDK sends it to its monitor (pulumi/pulumi, proto/pulumi/resource.proto). */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Fields } | undefined;
  getPropertydependenciesMap(): { forEach(visit: (value: { getUrnsList(): string[] }, key: string) => void): void };
  getAdditionalsecretoutputsList(): string[];
}
interface Monitor {
  registerResource(request: RegisterRequest, done: (error: unknown, response: { getUrn(): string }) => void): unknown;
}

/**
 * Evaluates a program for one stack under Pulumi's mocks: no engine, cloud, plugin or passphrase. Secrets come back
 * closed. Stacks are evaluated one after another, because the SDK keeps its configuration in the process.
 * @throws what the program throws, also where it does so in an `apply`
 */
export async function evaluateProgram(program: ProgramToEvaluate, stack: StackToEvaluate): Promise<Deployment> {
  const file = findMainFile(program.root, program.main);
  await prepareTypeScript(file);
  const pulumi = sdkOf(file);
  const resources = new Map<string, StateResource>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => ({
        id: mockId(`${type}::${name}`),
        state: mockState(type, name, inputs, stack.accounts),
      }),
      call: ({ token, inputs }) => mockCall(token, inputs, stack.accounts),
    },
    program.project,
    stack.stack,
    false,
  );
  record(pulumi.runtime.getMonitor() as unknown as Monitor, resources, stack.accounts);
  pulumi.runtime.setAllConfig({ ...stack.config }, [...stack.secretKeys]);
  await asProgram(file, stack.env, async () => {
    const exported: unknown = await importAfresh(file);
    const main = (exported as { default?: unknown }).default ?? exported;
    if (typeof main === "function") await main();
    await pulumi.runtime.disconnect();
  });
  return { resources: [...resources.values()], pending_operations: [] };
}

/** The program's own copy of the SDK: its state is in the module. */
function sdkOf(file: string): typeof Pulumi {
  return createRequire(file)("@pulumi/pulumi") as typeof Pulumi;
}

/** Keeps what each registration says before the mocks answer it: they would lose secrecy and dependencies. */
function record(monitor: Monitor, resources: Map<string, StateResource>, accounts: MockAccounts): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, done) =>
    register(request, (error, response) => {
      if (!error) {
        const urn = response.getUrn();
        resources.set(urn, toResource(urn, request, accounts));
      }
      done(error, response);
    });
}

function toResource(urn: string, request: RegisterRequest, accounts: MockAccounts): StateResource {
  const type = request.getType();
  const inputs = closeSecrets(request.getObject()?.toJavaScript() ?? {}) as Fields;
  const dependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    dependencies[key] = value.getUrnsList();
  });
  return {
    urn,
    type,
    custom: request.getCustom(),
    id: mockId(`${type}::${request.getName()}`),
    inputs: inputs as never,
    outputs: mockState(type, request.getName(), inputs, accounts) as never,
    propertyDependencies: dependencies,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
}

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Replaces every secret by one without content: `desired` knows that there is one, never what it says. */
function closeSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Fields)[signatureKey] === secretSignature) return { [signatureKey]: secretSignature, ciphertext: "" };
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closeSecrets(child)]));
}

/** Runs with the program's folder, environment and error handling in place, and puts everything back. */
async function asProgram(file: string, env: Readonly<Record<string, string>>, run: () => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  const collect = (reason: unknown) => failures.push(reason);
  const folder = process.cwd();
  const before = { ...process.env };
  process.on("unhandledRejection", collect);
  Object.assign(process.env, env);
  process.chdir(dirname(file));
  try {
    await run();
    // Node reports a rejection that nobody awaits only after the turn in which it happened.
    await new Promise((turn) => setImmediate(turn));
  } catch (error) {
    failures.unshift(error);
  } finally {
    process.chdir(folder);
    restoreEnvironment(before);
    process.off("unhandledRejection", collect);
  }
  if (failures.length > 0) throw failures[0];
}

/** Changes the process's own variables: another object in their place would leave the placeholders to whoever holds the first. */
function restoreEnvironment(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
  Object.assign(process.env, before);
}
