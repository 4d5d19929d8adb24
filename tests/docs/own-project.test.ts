import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import { codeBlocks, readDocument } from "./markdown.ts";

const repository = resolve(import.meta.dirname, "../..");

describe("the project that the README shows", function () {
  this.timeout(60_000);
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "stagekeeper-readme-"));
    const readme = readDocument("README.md");
    const [configuration = ""] = codeBlocks(readme, "yaml").filter((block) => block.startsWith("# Pulumi.yaml\n"));
    const [program = ""] = codeBlocks(readme, "js").filter((block) => block.startsWith("// index.js\n"));
    writeFileSync(join(project, "Pulumi.yaml"), configuration);
    writeFileSync(join(project, "index.js"), program);
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
    mkdirSync(join(project, "node_modules"));
    symlinkSync(join(repository, "node_modules/@pulumi"), join(project, "node_modules/@pulumi"));
    symlinkSync(repository, join(project, "node_modules/stagekeeper"));
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("declares its stages, with a resource of its own", async () => {
    const parity = await stagekeeper("parity", "--format", "json");
    expect(parity.exitCode, parity.all).to.equal(0);
    expect(JSON.parse(parity.stdout).stages).to.deep.equal(["dev", "prod"]);
    expect(JSON.parse(parity.stdout).summary).to.include({ error: 0, suppressed: 0 });
  });

  it("delivers the queue's URL: without it, the configuration is refused", async () => {
    writeFileSync(join(project, "index.js"), 'import { stageFromConfig } from "stagekeeper";\nstageFromConfig();\n');
    const parity = await stagekeeper("parity");
    expect(parity.exitCode).to.equal(2);
    expect(parity.all).to.contain("extra.queue.url");
  });

  function stagekeeper(...args: string[]) {
    const command = join(repository, "bin/stagekeeper.js");
    return execa(process.execPath, [command, ...args], { cwd: project, reject: false, all: true, stdin: "ignore" });
  }
});
