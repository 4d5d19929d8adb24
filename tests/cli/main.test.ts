import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";

const command = resolve(import.meta.dirname, "../../bin/stagekeeper.js");

describe("the command", () => {
  it("says nothing on standard error of its own accord, whichever Node runs it", () => {
    const run = spawnSync(process.execPath, [command, "--version"], { encoding: "utf8" });
    expect(run.stderr).to.equal("");
    expect(run.stdout).to.match(/^stagekeeper \d/);
  }).timeout(20_000);
});
