import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readStateFile } from "../../../cli/adapters/state/file.ts";
import { loadFiles } from "../../../cli/adapters/state/files.ts";
import { unread } from "../../../cli/adapters/state/loaded.ts";
import { IndentedDeployment } from "../../../core/parity/fast/indented-deployment.ts";

const urn = "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b";

/** Each failure is one line that begins with the file. */
describe("reading exports", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-state-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function reasonFor(text: string | null): Promise<string> {
    const file = join(folder, "state.json");
    rmSync(file, { force: true });
    if (text !== null) writeFileSync(file, text);
    const [loaded] = await loadFiles([{ name: "dev", aliases: [], file }], new Map());
    if (!loaded || loaded.ok) return "";
    expect(loaded.incomplete.reason.split("\n")).to.have.length(1);
    expect(loaded.incomplete.reason.startsWith(`${file} `)).to.equal(true);
    return loaded.incomplete.reason.slice(file.length + 1);
  }

  it("takes a good one", async () => {
    expect(
      await reasonFor(
        JSON.stringify({ version: 3, deployment: { resources: [{ urn, type: "aws:s3/bucket:Bucket" }] } }),
      ),
    ).to.equal("");
  });

  it("tells a missing, an empty, a truncated and an HTML file apart", async () => {
    expect(await reasonFor(null)).to.equal("does not exist");
    expect(await reasonFor(" \n")).to.equal("is empty");
    expect(await reasonFor('{"version": 3, "deployment": {"resources": [')).to.match(/truncated|cut off|ends/);
    expect(await reasonFor("<!doctype html>")).to.match(/HTML/);
  });

  it("names a newer version, a stack that was never deployed, and a resource without URN", async () => {
    expect(await reasonFor('{"version": 5, "deployment": {}}')).to.match(/newer version 5/);
    expect(await reasonFor('{"version": 3, "deployment": {"resources": []}}')).to.match(/never deployed/);
    expect(await reasonFor('{"version": 3, "deployment": {"resources": [{"type": "a"}]}}')).to.match(
      /resources\[0\].*urn/,
    );
  });

  it("scans by itself where a thread has not come to an end, and parses where it has found another form", async () => {
    const file = join(folder, "state.json");
    const deployment = { resources: [{ urn, type: "aws:s3/bucket:Bucket", custom: true, inputs: { acl: "private" } }] };
    writeFileSync(file, JSON.stringify({ version: 3, deployment }, null, 4));
    for (const answer of [undefined, null]) {
      const descriptor = openSync(file, "r");
      const read = await readStateFile(file, { descriptor, scanned: async () => answer });
      expect(read.ok && read.deployment instanceof IndentedDeployment).to.equal(answer === undefined);
      expect(read.ok && read.deployment.resources[0]?.inputs).to.deep.equal({ acl: "private" });
      closeSync(descriptor);
    }
  });

  it("says that a folder is none", async () => {
    const [loaded] = await loadFiles([{ name: "dev", aliases: [], file: folder }], new Map());
    expect(loaded).to.deep.equal({ ok: false, incomplete: { stage: "dev", reason: `${folder} is a folder` } });
  });

  it("says with which code the system refused", async () => {
    const file = join(folder, "x".repeat(300));
    const [loaded] = await loadFiles([{ name: "dev", aliases: [], file }], new Map());
    const reason = `${file} could not be read (ENAMETOOLONG)`;
    expect(loaded).to.deep.equal({ ok: false, incomplete: { stage: "dev", reason } });
  });

  it("does not take a mistake of its own for a file that cannot be read", async () => {
    const failed = await loadFiles([{ name: "dev", aliases: [], file: "a\0b" }], new Map()).catch((error) => error);
    expect(failed).to.be.instanceOf(TypeError);
  });

  it("gives a reason of several lines as one", () => {
    const reason = "the program stopped: Cannot find module 'x'\nRequire stack:\r\n\t- /app/index.js\n";
    expect(unread("dev", reason)).to.have.nested.property(
      "incomplete.reason",
      "the program stopped: Cannot find module 'x' Require stack: - /app/index.js",
    );
  });
});
