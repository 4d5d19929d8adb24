import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { toSandboxProject } from "../../../core/sandbox-project/project-file.ts";
import { sandboxSecretValue } from "../../../core/sandbox-project/secret-value.ts";
import { type SecretPath, toSandboxStageFile } from "../../../core/sandbox-project/stage-file.ts";
import { UserError } from "../../../core/user-error.ts";
import { withLock } from "../../../tools/lock.js";
import { type Engine, runEngine } from "../engine.ts";
import type { Host } from "../host.ts";
import type { Project } from "../project.ts";
import { readStackFile, stackFilesOf } from "../stack-files.ts";
import { removeDeadLocks } from "./dead-locks.ts";
import type { SandboxFolder } from "./folder.ts";

/** A stack that the sandbox has, and the secrets that it needs a value for. */
export interface SandboxStack {
  readonly stack: string;
  /** Names declared under `secrets` that come from the stack's configuration. */
  readonly secrets: readonly string[];
}

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;
const secretBytes = 18;

/**
 * Brings `.sandbox/` in step with the committed files: passphrase, generated project, missing stacks, missing secrets.
 * Safe when several commands do it at once. The committed Pulumi files are only read.
 */
export async function prepareSandbox(
  folder: SandboxFolder,
  project: Project,
  stacks: readonly SandboxStack[],
  engine: Engine,
  shim: string,
  host: Pick<Host, "env" | "log">,
): Promise<void> {
  for (const path of [folder.root, folder.project, folder.state, folder.bin, folder.vendors])
    mkdirSync(path, { recursive: true, mode: ownerOnlyFolder });
  chmodSync(folder.root, ownerOnlyFolder);
  await withSandboxLock(folder, host, async () => {
    // Also in a project whose own .gitignore does not know the sandbox.
    writeOnce(join(folder.root, ".gitignore"), "*\n", ownerOnly);
    writeOnce(folder.passphraseFile, randomBytes(24).toString("base64url"), ownerOnly);
    writeExecutable(join(folder.bin, "pulumi"), pulumiInFrontOfPath(shim));
    const { text, name } = toSandboxProject(project.text, project.file);
    await writeIfChanged(join(folder.project, "Pulumi.yaml"), text);
    removeForgottenStageFiles(folder, stacks);
    const committedFiles = stackFilesOf(project);
    await inParallel(stacks, async (entry) => {
      const committed = readStackFile(committedFiles, entry.stack);
      await prepareStack(folder, name, committed, entry, engine, host.env);
    });
  });
}

/** Runs `work` while no other command prepares or removes the sandbox; its folder must exist. */
export async function withSandboxLock<T>(
  folder: SandboxFolder,
  host: Pick<Host, "log">,
  work: () => Promise<T>,
): Promise<T> {
  const waiting = (owner: number) =>
    host.log(`Another command (process ${owner}) is preparing the sandbox; waiting for it.`);
  return await withLock(folder.lockFile, waiting, work);
}

async function prepareStack(
  folder: SandboxFolder,
  projectName: string,
  committed: { text: string; file: string },
  { stack, secrets }: SandboxStack,
  engine: Engine,
  env: Host["env"],
): Promise<void> {
  const name = shortStackName(stack);
  const generatedFiles = { folder: folder.project, ending: ".yaml" };
  const write = async () => {
    const stage = toSandboxStageFile(committed, readStackFile(generatedFiles, name), secrets);
    await writeIfChanged(join(folder.project, `Pulumi.${name}.yaml`), stage.text);
    return stage.missing;
  };
  const missing = await write();
  removeDeadLocks(folder, projectName, name);
  const stateFile = join(folder.state, ".pulumi", "stacks", projectName, `${name}.json`);
  if (!existsSync(stateFile)) await pulumi(["stack", "init", name]);
  for (const path of missing) {
    const value = sandboxSecretValue(String(path.at(-1)), name, randomBytes(secretBytes).toString("base64url"));
    await pulumi(["config", "set", "--stack", name, "--secret", ...configKey(path)], value);
  }
  if (missing.length > 0) await write();

  async function pulumi(args: string[], input?: string): Promise<void> {
    const call = {
      cwd: folder.project,
      env: backendEnvironment(folder, engine, env),
      ...(input === undefined ? {} : { input }),
    };
    const result = await runEngine(engine, [...args, "--non-interactive"], call);
    if (result.code === 0) return;
    throw new UserError(
      `The sandbox could not prepare the stack ${name}: ${result.stderr.trim()}`,
      "Start afresh with `npx stagekeeper sandbox reset`.",
    );
  }
}

/** What the engine needs to open the sandbox's stacks, and nothing else of the caller's. */
function backendEnvironment(folder: SandboxFolder, engine: Engine, env: Host["env"]): Host["env"] {
  return {
    PATH: env["PATH"],
    HOME: env["HOME"],
    PULUMI_HOME: engine.home,
    PULUMI_BACKEND_URL: folder.backendUrl,
    PULUMI_CONFIG_PASSPHRASE_FILE: folder.passphraseFile,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

function configKey(path: SecretPath): string[] {
  const [key, ...below] = path;
  return below.length === 0 ? [key] : ["--path", [key, ...below].map(quoteSegment).join(".")];
}

function quoteSegment(segment: string): string {
  return /^[\w:-]+$/.test(segment) ? segment : `["${segment.replaceAll('"', '\\"')}"]`;
}

/** The first of two that would write it wins; a torn write is impossible because the name appears with the content. */
function writeOnce(file: string, content: string, mode: number): void {
  if (existsSync(file)) return;
  writeFileAtomic.sync(file, content, { mode });
}

function writeExecutable(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return;
  // By renaming: a process that is just being started from it may not find it open for writing (ETXTBSY).
  writeFileAtomic.sync(file, content, { mode: 0o755 });
}

async function writeIfChanged(file: string, content: string): Promise<void> {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return;
  await writeFileAtomic(file, content, { mode: ownerOnly });
}

function pulumiInFrontOfPath(shim: string): string {
  return `#!/bin/sh\nexec '${process.execPath.replaceAll("'", "'\\''")}' '${shim.replaceAll("'", "'\\''")}' "$@"\n`;
}

/** A stage that has left the configuration must not look as if it still had one. */
function removeForgottenStageFiles(folder: SandboxFolder, stacks: readonly SandboxStack[]): void {
  const kept = new Set(["Pulumi.yaml", ...stacks.map(({ stack }) => `Pulumi.${shortStackName(stack)}.yaml`)]);
  for (const name of readdirSync(folder.project)) {
    if (/^Pulumi\..*yaml$/.test(name) && !kept.has(name)) rmSync(join(folder.project, name));
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map(work));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
