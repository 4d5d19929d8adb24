import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { execa } from "execa";

const repository = resolve(import.meta.dirname, "../..");
const command = join(repository, "bin/stagekeeper.js");

/** A project that has never heard of stagekeeper, with two stacks in a real backend. */
describe("parity of recorded state in any Pulumi project, with the real engine", function () {
  this.timeout(120_000);
  let project: string;

  before(async () => {
    project = mkdtempSync(join(tmpdir(), "stagekeeper-any-"));
    symlinkSync(join(repository, "node_modules"), join(project, "node_modules"));
    write("package.json", '{ "name": "any", "private": true }');
    write("Pulumi.yaml", "name: any\nruntime: { name: nodejs, options: { typescript: false } }\n");
    for (const stack of ["dev", "prod", "empty"]) write(`Pulumi.${stack}.yaml`, "config: {}\n");
    write(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");
const { Queue } = require("@pulumi/aws/sqs/queue");
const { ActionsVariable } = require("@pulumi/github/actionsVariable");
const queue = new Queue("jobs", { name: "any-" + pulumi.getStack() + "-jobs" });
new ActionsVariable("QUEUE", { repository: "agent-ops", variableName: pulumi.getStack() + "_QUEUE", value: queue.url });
exports.token = pulumi.secret("hush");
`,
    );
    for (const stack of ["dev", "prod"]) {
      const up = await inSandbox("pulumi", "up", "--stack", stack, "--yes", "--skip-preview", "--non-interactive");
      expect(up.exitCode, up.all).to.equal(0);
    }
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("needs no configuration: stages are stacks, and different generated values are equal", async () => {
    const result = await parity({}, "dev", "prod");
    expect(result.exitCode, result.all).to.equal(0);
    const report = JSON.parse(result.stdout);
    expect(report.source).to.equal("recorded");
    expect(report.stages).to.deep.equal(["dev", "prod"]);
    expect(report.summary.compared).to.equal(2);
  });

  it("takes a passphrase for each stage before Pulumi's own variable, and tells a wrong one apart", async () => {
    const right = await parity(
      { STAGEKEEPER_PASSPHRASE_PROD_FILE: join(project, ".sandbox/passphrase") },
      "dev",
      "prod",
    );
    expect(right.exitCode, right.all).to.equal(0);
    const wrong = await parity({ STAGEKEEPER_PASSPHRASE_PROD: "wrong" }, "dev", "prod");
    expect(wrong.exitCode).to.equal(2);
    expect(wrong.stderr).to.contain("prod: the passphrase of stack prod is wrong (STAGEKEEPER_PASSPHRASE_PROD");
  });

  it("reads the state with its secrets closed where there is no passphrase", async () => {
    const result = await parity({ PULUMI_CONFIG_PASSPHRASE_FILE: "" }, "dev", "prod");
    expect(result.exitCode, result.all).to.equal(0);
  });

  it("tells a stack that does not exist from one that was never deployed", async () => {
    const missing = await parity({}, "dev", "nowhere");
    expect(missing.exitCode).to.equal(2);
    expect(missing.stderr).to.contain("nowhere: there is no stack nowhere in the backend");
    const empty = await parity({}, "dev", "empty");
    expect(empty.exitCode).to.equal(2);
    expect(empty.stderr).to.match(/empty: the state of stack empty .*never deployed/);
  });

  it("says that the backend cannot be reached", async () => {
    const result = await parity({ PULUMI_BACKEND_URL: `file://${join(project, "gone")}` }, "dev", "prod");
    expect(result.exitCode).to.equal(2);
    expect(result.stderr).to.match(/dev: the backend of stack dev could not be read: .*no such file or directory/);
  });

  it("changes no byte of the state and leaves no lock", async () => {
    const listing = () =>
      execa("sh", ["-c", "cd .sandbox/state && find . -type f | sort | xargs sha256sum"], { cwd: project });
    const before = (await listing()).stdout;
    await parity({}, "dev", "prod");
    expect((await listing()).stdout).to.equal(before);
  });

  function write(file: string, text: string): void {
    writeFileSync(join(project, file), text);
  }

  function inSandbox(...args: string[]) {
    return execa(process.execPath, [command, "sandbox", "run", "--", ...args], {
      cwd: project,
      reject: false,
      all: true,
      stdin: "ignore",
    });
  }

  /** As a person runs it whose environment reaches the backend; an empty variable is taken out. */
  function parity(env: Readonly<Record<string, string>>, ...stages: string[]) {
    const changes = Object.entries(env).flatMap(([name, value]) => (value === "" ? ["-u", name] : []));
    const sets = Object.entries(env).flatMap(([name, value]) => (value === "" ? [] : [`${name}=${value}`]));
    return inSandbox(
      "env",
      ...changes,
      ...sets,
      process.execPath,
      command,
      "parity",
      ...stages,
      "--source",
      "recorded",
      "--format",
      "json",
    );
  }
});
