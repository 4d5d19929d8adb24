import { fileURLToPath } from "node:url";
import { accountSecrets } from "../../../core/config/account.ts";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { readStages } from "../../../core/config/stages.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import { secretVariableName } from "../../../core/naming/names.ts";
import { bundleUrl } from "../bundle-url.ts";
import { parseAccount, parseAllStages, readConfiguration, type WrittenConfiguration } from "../configuration.ts";
import { type Engine, requireEngine } from "../engine.ts";
import type { Host } from "../host.ts";
import { findProject, type Project } from "../project.ts";
import { stackFilesOf, stacksWithFiles } from "../stack-files.ts";
import { sandboxEnvironment } from "./environment.ts";
import { type SandboxFolder, sandboxFolder } from "./folder.ts";
import { prepareSandbox, type SandboxStack } from "./prepare.ts";
import { connectServer, type SandboxServer } from "./server.ts";
import { worldOf } from "./world.ts";

/** An open sandbox: everything prepared, the vendors' server running until `close`. */
export interface SandboxSession {
  readonly project: Project;
  readonly folder: SandboxFolder;
  readonly engine: Engine;
  readonly server: SandboxServer;
  /** Environment that makes any command use the sandbox. */
  readonly env: Readonly<Record<string, string>>;
  /** Stages in promotion order; empty in a project without stagekeeper configuration. */
  readonly stages: readonly StageConfig[];
  /** Short name; null in a project without stagekeeper configuration. */
  readonly accountStack: string | null;
  close(): Promise<void>;
}

export async function openSandbox(host: Host): Promise<SandboxSession> {
  const project = findProject(host.cwd);
  const engine = requireEngine(host.env);
  const folder = sandboxFolder(project.root);
  const written = readConfiguration(project);
  const stages = written ? parseAllStages(written) : [];
  const accountStack = written ? shortStackName(readStages(written.base).accountStack) : null;
  const stacks = written ? [...stageStacks(stages), accountStackOf(written)] : otherStacks(project);
  await prepareSandbox(folder, project, stacks, engine, fileURLToPath(bundleUrl("pulumi-shim.js")), host);
  const server = await connectServer(folder, worldOf(stages));
  const env = sandboxEnvironment(host.env, engine, folder, server, secretsFromEnvironment(stages));
  return { project, folder, engine, server, env, stages, accountStack, close: () => server.release() };
}

function stageStacks(stages: readonly StageConfig[]): SandboxStack[] {
  return stages.map(({ stage, secrets }) => ({
    stack: shortStackName(stage.stack),
    secrets: Object.keys(secrets).filter((name) => secrets[name]?.from === "config"),
  }));
}

function accountStackOf(written: WrittenConfiguration): SandboxStack {
  const { accountStack } = readStages(written.base);
  return { stack: shortStackName(accountStack), secrets: Object.keys(accountSecrets(parseAccount(written)).secrets) };
}

function otherStacks(project: Project): SandboxStack[] {
  return stacksWithFiles(stackFilesOf(project)).map((stack) => ({ stack, secrets: [] }));
}

/** Secrets declared `from: env` get a value that says what it is, so that the sandbox needs no preparation. */
function secretsFromEnvironment(stages: readonly StageConfig[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { stage, secrets } of stages) {
    for (const [name, secret] of Object.entries(secrets)) {
      if (secret.from === "env") values[secretVariableName(stage.name, name)] = `sandbox-${stage.name}-${name}`;
    }
  }
  return values;
}
