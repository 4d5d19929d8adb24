import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { execa } from "execa";
import { readCheckpoint } from "../../cli/adapters/drift/checkpoint.ts";
import type { Finding, Report } from "../../core/findings/report.ts";
import { parseState } from "../../core/parity/state.ts";
import { PlainProject } from "./support/plain-project.ts";

const canary = "canary-4e1d63ca-by-hand";
const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";

describe("drift in any Pulumi project, with the real engine", function () {
  this.timeout(240_000);
  const project = new PlainProject();

  before(() => project.deploy(["dev", "prod"], { neverDeployed: ["empty"] }));
  after(() => project.remove());

  it("is clean right after an update, without configuration; the state keeps its bytes, and no lock is left", async () => {
    const before = await stateFiles();
    const run = await project.drift(["dev", "prod", "--sandbox"]);
    expect(run.exitCode, run.all).to.equal(0);
    const { stages, summary, findings, incomplete } = JSON.parse(run.stdout) as Report;
    expect({ stages, findings, incomplete }).to.deep.equal({ stages: ["dev", "prod"], findings: [], incomplete: [] });
    expect(summary.compared).to.equal(8);
    expect(await stateFiles()).to.deep.equal(before);
    expect(before.filter((file) => file.includes("/locks/"))).to.deep.equal([]);
  });

  it("finds what was changed by hand, also what the program does not set, and leaves the state as it is", async () => {
    await edit("aws:sqs/queue:Queue", "jobs", "delaySeconds", 7);
    await edit("vercel:index/project:Project", "web", "rootDirectory", "apps/x");
    const before = await stateFiles();
    const run = await project.drift(["prod", "--sandbox"]);
    expect(run.exitCode, run.all).to.equal(1);
    expect(places(run.stdout)).to.deep.equal([
      "prod aws:sqs/queue:Queue::jobs delaySeconds",
      "prod vercel:index/project:Project::web rootDirectory",
    ]);
    expect(await stateFiles()).to.deep.equal(before);
    expect((await project.drift(["dev", "--sandbox"])).exitCode).to.equal(0);
  });

  it("shows nothing of a secret that was written by hand, though the provider returns it unmarked, and writes it nowhere", async () => {
    await edit(VARIABLE, "TOKEN", "value", canary);
    await edit("aws:sqs/queue:Queue", "sealed", "tags", { note: canary });
    expect(await rawEvents()).to.contain(canary);
    const outputs: string[] = [];
    for (const format of ["table", "json", "markdown", "github", "html", "sarif"]) {
      const run = await project.drift(["prod", "--sandbox", "--output", `${format}:report.${format}`], { format });
      expect(run.exitCode, run.all).to.equal(1);
      outputs.push(run.all ?? "", readFileSync(join(project.folder, `report.${format}`), "utf8"));
    }
    expect(outputs.join("")).to.contain("TOKEN").and.not.contain(canary).and.not.contain("hush-hush");
    const [token] = (JSON.parse(outputs[2] ?? "") as Report).findings.filter(({ address }) =>
      address.endsWith("TOKEN"),
    );
    expect(token?.path).to.equal("value");
    expect(token?.stages).to.deep.equal({
      recorded: { state: "secret", group: "A" },
      actual: { state: "secret", group: "B" },
    });
    for (const file of filesBelow(project.folder)) {
      if (!file.includes("/vendors/")) expect(readFileSync(file, "utf8"), file).not.to.contain(canary);
    }
  });

  it("is clean again after an update that restores", async () => {
    await project.restore("prod");
    const run = await project.drift(["prod", "--sandbox"]);
    expect(run.exitCode, run.all).to.equal(0);
  });

  it("reads the state as the engine exports it", async () => {
    const exported = await project.inSandbox("pulumi", "stack", "export", "--stack", "prod");
    const backend = {
      engine: { pulumi: "/none", home: "", selfBuilt: false },
      cwd: project.folder,
      env: { PULUMI_BACKEND_URL: `file://${join(project.folder, ".sandbox/state")}` },
    };
    const found = await readCheckpoint(
      backend,
      { root: project.folder, file: "Pulumi.yaml", text: "name: any\n" },
      "prod",
    );
    expect(found?.deployment.resources).to.have.length.above(4);
    expect(found).to.deep.equal(parseState(exported.stdout));
  });

  it("exits 2 where an update was interrupted, which the engine's preview does not tell", async () => {
    const file = join(project.folder, ".sandbox/state/.pulumi/stacks/any/prod.json");
    const before = readFileSync(file, "utf8");
    const state = JSON.parse(before);
    const [resource] = state.checkpoint.latest.resources.slice(-1);
    state.checkpoint.latest.pending_operations = [{ resource, type: "updating" }];
    writeFileSync(file, JSON.stringify(state));
    const run = await project.drift(["prod", "--sandbox"]);
    writeFileSync(file, before);
    expect(run.exitCode, run.all).to.equal(2);
    expect((JSON.parse(run.stdout) as Report).incomplete.map(({ reason }) => reason).join()).to.contain(
      "an update of stack prod was interrupted while updating",
    );
  });

  it("exits 2 for each thing that keeps it from checking, told apart in one line", async () => {
    const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
      [
        "a wrong passphrase",
        { STAGEKEEPER_PASSPHRASE_PROD: "wrong" },
        ["prod"],
        /the passphrase of stack prod is wrong/,
      ],
      [
        "a missing passphrase",
        { PULUMI_CONFIG_PASSPHRASE_FILE: "" },
        ["prod"],
        /the passphrase of stack prod is missing: set STAGEKEEPER_PASSPHRASE_PROD/,
      ],
      ["an unknown stack", {}, ["nowhere"], /there is no stack nowhere in the backend/],
      ["a stack that was never deployed", {}, ["empty"], /the state of stack empty .*never deployed/],
      [
        "an unreachable backend",
        { PULUMI_BACKEND_URL: `file://${join(project.folder, "gone")}` },
        ["prod"],
        /the backend of stack prod could not be reached/,
      ],
      [
        "a timeout",
        { PULUMI_DEBUG_PROVIDERS: "aws:1,vercel:1" },
        ["prod", "--timeout", "0.01"],
        /the refresh of stack prod took longer than .* and was stopped/,
      ],
    ];
    for (const [what, env, args, reason] of cases) {
      const run = await project.driftWithin(env, ...args);
      expect(run.exitCode, `${what}: ${run.all}`).to.equal(2);
      const { incomplete, findings } = JSON.parse(run.stdout) as Report;
      expect(incomplete, what).to.have.length(1);
      expect(incomplete[0]?.reason, what).to.match(reason);
      expect(findings, what).to.deep.equal([]);
    }
  });

  it("exits 2 at a provider's error, names the resource, and reports what it could read", async () => {
    await project.control("POST", "/faults", {
      target: "urn:pulumi:prod::*aws:sqs/queue:Queue::jobs",
      kind: "error",
      operation: "read",
    });
    const run = await project.drift(["prod", "--sandbox"]);
    await project.control("DELETE", "/faults");
    expect(run.exitCode, run.all).to.equal(2);
    const { incomplete, summary } = JSON.parse(run.stdout) as Report;
    expect(summary.compared, "all but the one that could not be read").to.equal(3);
    expect(incomplete.map(({ reason }) => reason).join()).to.contain(
      "the provider could not read aws:sqs/queue:Queue::jobs",
    );
  });

  it("exits 2 where the engine is not installed", async () => {
    const run = await project.driftWithin(
      {
        STAGEKEEPER_PULUMI_HOME: join(project.folder, "none"),
        PULUMI_HOME: join(project.folder, "none"),
        PATH: "/nowhere",
        HOME: project.folder,
      },
      "prod",
    );
    expect(run.exitCode, run.all).to.equal(2);
    expect(run.stderr).to.contain("is not installed for stagekeeper");
  });

  it("names a lock that a killed job left, its owner and its age, and the way out", async () => {
    const folder = join(project.folder, ".sandbox/state/.pulumi/locks/organization/any/prod");
    await execa("mkdir", ["-p", folder]);
    const lock = { pid: 999_999, username: "ci", hostname: "runner-1", timestamp: "2026-11-24T01:02:03Z" };
    writeFileSync(join(folder, "1.json"), JSON.stringify(lock));
    const run = await project.drift(["prod", "--sandbox"]);
    rmSync(folder, { recursive: true });
    expect(run.exitCode, run.all).to.equal(2);
    expect(run.stdout).to.match(
      /locked by ci@runner-1, process 999999 since 2026-11-24T01:02:03Z \(.* ago\).*pulumi cancel --stack prod/,
    );
  });

  function edit(type: string, id: string, path: string, value: unknown): Promise<unknown> {
    return project.control("POST", "/edit", { type, id, stack: "prod", path, value });
  }

  /** What the engine itself says, which holds in clear what the program marked secret. */
  async function rawEvents(): Promise<string> {
    const refresh = ["pulumi", "refresh", "--preview-only", "--json", "--stack", "prod", "--non-interactive"];
    return (await project.inSandbox("env", "PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1", ...refresh)).stdout ?? "";
  }

  async function stateFiles(): Promise<readonly string[]> {
    const { stdout } = await execa("sh", ["-c", "find . -type f | sort | xargs sha256sum"], {
      cwd: join(project.folder, ".sandbox/state"),
    });
    return stdout.split("\n");
  }

  function places(report: string): readonly string[] {
    return (JSON.parse(report) as Report).findings.map(
      ({ stage, address, path }: Finding) => `${stage} ${address} ${path}`,
    );
  }
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("node_modules"))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
