import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { keepSandboxRunning, type RunningSandbox } from "./running-sandbox.ts";

const repository = resolve(import.meta.dirname, "../../..");
const command = join(repository, "bin/stagekeeper.js");

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const { Queue } = require("@pulumi/aws/sqs/queue");
const { Project } = require("@pulumiverse/vercel/project");
const { ProjectEnvironmentVariable } = require("@pulumiverse/vercel/projectEnvironmentVariable");
console.log("programs may print");
const stack = pulumi.getStack();
new Queue("sealed", { name: "any-" + stack + "-sealed", tags: { note: pulumi.secret("hush-hush-hush") } });
new Queue("jobs", { name: "any-" + stack + "-jobs", delaySeconds: 1 });
const web = new Project("web", { name: "any-web-" + stack });
const variable = { projectId: web.id, targets: ["production"] };
new ProjectEnvironmentVariable("TOKEN", { ...variable, key: "TOKEN", value: "hush-hush-hush", sensitive: false });
`;

/** A project that has never heard of stagekeeper, in a folder of its own, with stacks in a real backend. */
export class PlainProject {
  readonly folder = mkdtempSync(join(tmpdir(), "stagekeeper-any-"));
  #sandbox: RunningSandbox | null = null;

  /** Writes a file for each stack, deploys these, and keeps the sandbox running. */
  async deploy(stacks: readonly string[], { neverDeployed = [] }: { neverDeployed?: readonly string[] } = {}) {
    symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
    this.write("package.json", '{ "name": "any", "private": true }');
    this.write("Pulumi.yaml", "name: any\nruntime: { name: nodejs, options: { typescript: false } }\n");
    for (const stack of [...stacks, ...neverDeployed]) this.write(`Pulumi.${stack}.yaml`, "config: {}\n");
    this.write("index.js", PROGRAM);
    for (const stack of stacks) await this.#up(stack, "--skip-preview");
    this.#sandbox = await keepSandboxRunning(this.folder);
  }

  /** Makes what runs what the program declares again. */
  restore(stack: string): Promise<void> {
    return this.#up(stack, "--skip-preview", "--refresh");
  }

  control<T>(method: string, path: string, body?: unknown): Promise<T> {
    if (this.#sandbox === null) throw new Error("nothing was deployed");
    return this.#sandbox.control<T>(method, path, body);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  inSandbox(...args: string[]) {
    return execa(process.execPath, [command, "sandbox", "run", "--", ...args], this.#settings());
  }

  drift(args: readonly string[], { format = "json" } = {}) {
    return execa(process.execPath, [command, "drift", ...args, "--format", format], this.#settings());
  }

  /** As a person runs it whose environment reaches the backend; an empty variable is taken out. */
  driftWithin(env: Readonly<Record<string, string>>, ...args: string[]) {
    const changes = Object.entries(env).flatMap(([name, value]) =>
      value === "" ? ["-u", name] : [`${name}=${value}`],
    );
    const options = changes
      .filter((change) => !change.includes("="))
      .concat(changes.filter((change) => change.includes("=")));
    return this.inSandbox("env", ...options, process.execPath, command, "drift", ...args, "--format", "json");
  }

  async remove(): Promise<void> {
    await this.#sandbox?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #up(stack: string, ...flags: string[]): Promise<void> {
    const up = await this.inSandbox("pulumi", "up", "--stack", stack, "--yes", "--non-interactive", ...flags);
    if (up.exitCode !== 0) throw new Error(`pulumi up --stack ${stack}: ${up.all}`);
  }

  #settings() {
    return { cwd: this.folder, reject: false, all: true, stdin: "ignore", env: { NO_COLOR: "1" } } as const;
  }
}
