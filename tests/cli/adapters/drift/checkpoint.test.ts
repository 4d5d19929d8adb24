import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readCheckpoint } from "../../../../cli/adapters/drift/checkpoint.ts";

const URN = "urn:pulumi:prod::app::aws:sqs/queue:Queue::jobs";
const resources = [{ urn: URN, type: "aws:sqs/queue:Queue", custom: true, id: "jobs", inputs: { name: "a" } }];
const pending = [{ resource: { urn: URN }, type: "updating" }];
const latest = { manifest: {}, resources, pending_operations: pending };
const deployment = { resources, pending_operations: pending };

describe("the state in the engine's file backend", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-checkpoint-"));
    write("meta.yaml", "version: 1\n");
    write("stacks/app/prod.json", { version: 3, checkpoint: { stack: "organization/app/prod", latest } });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is read as an export has it, interrupted operations too, by every name of the stack", async () => {
    for (const stack of ["prod", "organization/prod", "organization/app/prod"]) {
      expect(await read(stack), stack).to.deep.equal({ ok: true, deployment });
    }
  });

  it("is found by the project's name, however its file is written", async () => {
    const texts = ["# a\nname: app\nruntime: nodejs\n", "name: 'app'\n", "{ name: app }\n", "name: app # ours\r\n"];
    for (const text of texts) expect(await read("prod", text), text).to.deep.equal({ ok: true, deployment });
    write("stacks/prod.json", { version: 3, checkpoint: { latest } });
    for (const text of ["name: other\n", "runtime: nodejs\n", "description: |\n  name: app\nname: other\n"]) {
      expect(await read("prod", text), text).to.equal(null);
    }
    expect(await read("organization/app/prod", "name: other\n")).to.deep.equal({ ok: true, deployment });
  });

  it("is read in version 4 and beside the engine's backups", async () => {
    write("stacks/app/prod.json", { version: 4, features: [], checkpoint: { latest } });
    write("stacks/app/prod.json.bak", "{");
    write("stacks/app/prod.json.attrs", "{");
    expect(await read("prod")).to.deep.equal({ ok: true, deployment });
  });

  const left: Readonly<Record<string, () => void>> = {
    "where there is no such stack": () => rmSync(join(folder, ".pulumi/stacks/app/prod.json")),
    "where it was never deployed": () => write("stacks/app/prod.json", { version: 3, checkpoint: { latest: null } }),
    "where it is empty": () =>
      write("stacks/app/prod.json", { version: 3, checkpoint: { latest: { manifest: {}, resources: [] } } }),
    "where it is broken": () => write("stacks/app/prod.json", '{"version":3,"checkpoint":'),
    "in a version of another time": () => write("stacks/app/prod.json", { version: 5, checkpoint: { latest } }),
    "without a version": () => write("stacks/app/prod.json", { checkpoint: { latest } }),
    "where a compressed file may be the newer one": () => write("stacks/app/prod.json.gz", ""),
    "in the layout without projects": () => write("meta.yaml", "version: 0\n"),
    "where the layout is not known": () => rmSync(join(folder, ".pulumi/meta.yaml")),
  };
  for (const [where, make] of Object.entries(left)) {
    it(`is left to the engine ${where}`, async () => {
      make();
      expect(await read("prod")).to.equal(null);
    });
  }

  it("is left to the engine in any other backend", async () => {
    expect(await read("prod", "name: app\n", "s3://bucket")).to.equal(null);
  });

  function read(stack: string, text = "name: app\n", url = `file://${folder}`) {
    const engine = { pulumi: "/none", home: "", selfBuilt: false };
    const project = { root: folder, file: "Pulumi.yaml", text };
    return readCheckpoint({ engine, cwd: folder, env: { PULUMI_BACKEND_URL: url } }, project, stack);
  }

  function write(file: string, content: unknown): void {
    const path = join(folder, ".pulumi", file);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
});
