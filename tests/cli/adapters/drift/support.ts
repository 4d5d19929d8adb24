import type { ForeignWrites } from "../../../../cli/adapters/drift/foreign-writes.ts";
import type { VendorContext, VendorResult } from "../../../../core/drift/types.ts";
import type { WriteOnlyValue } from "../../../../core/drift/vendors/judge-writes.ts";
import { judgeWrites } from "../../../../core/drift/vendors/judge-writes.ts";
import type { StateResource } from "../../../../core/parity/state.ts";
import { context, deployment } from "../../../core/drift/vendors/states.ts";
import type { TestSandbox } from "../../../sandbox/support.ts";

export const types = {
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  policy: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  environmentSecret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  environmentVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  variable: "github:index/actionsVariable:ActionsVariable",
  webhook: "github:index/repositoryWebhook:RepositoryWebhook",
  project: "vercel:index/project:Project",
  vercelVariable: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
} as const;

/** What a value in the sandbox is called that must not get anywhere. */
export const canary = "canary-7f3e";

/** Deploys resources into a sandbox and keeps the state that an engine would record. */
export class Deployed {
  readonly #sandbox: TestSandbox;
  readonly #resources: StateResource[] = [];

  constructor(sandbox: TestSandbox) {
    this.#sandbox = sandbox;
  }

  async up(type: string, name: string, inputs: Record<string, unknown>): Promise<string> {
    const { id, state } = await this.#sandbox.up(type, name, inputs);
    const time = this.#sandbox.clock.time.toISOString();
    const urn = `urn:pulumi:prod::agent-ops::${type}::${name}`;
    this.#resources.push({ urn, type, custom: true, id, outputs: state, created: time, modified: time });
    return id;
  }

  context(github: Parameters<typeof context>[1] = {}): VendorContext {
    return context(deployment(...this.#resources), { owner: "jdoe", ...github });
  }
}

/** Judges as the command does, with the history of a stack that was never updated again. */
export const withoutHistory: ForeignWrites = async ({ stack }, values: readonly WriteOnlyValue[], clockOffsetMs) => ({
  drafts: judgeWrites(values, [], clockOffsetMs, stack),
  incomplete: [],
});

/** `code address path`, and that nothing holds the canary. */
export function found(result: VendorResult): string[] {
  if (JSON.stringify(result).includes(canary)) throw new Error(`a value was passed on: ${JSON.stringify(result)}`);
  return result.drafts.map(({ code, address, path }) => `${code} ${address.split("::")[1]} ${path}`.trim());
}

export function url(sandbox: TestSandbox, vendor: string): string {
  return `http://127.0.0.1:${sandbox.running.info.httpPort}/${vendor}`;
}
