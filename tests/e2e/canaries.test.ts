import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Outcome, TestProject } from "./support/project.ts";

const names = ["OPENAI_API_KEY", "DATABASE_URL"];

/** Values that nobody could have by chance, planted as secrets, must not turn up anywhere. */
describe("planted secrets, with the real engine", function () {
  this.timeout(120_000);
  const project = new TestProject();
  const canaries = names.map((name) => ({ name, value: `canary-${randomBytes(12).toString("hex")}` }));
  const outcomes: Outcome[] = [];
  after(() => project.remove());

  it("are taken from standard input and reach the vendors", async () => {
    for (const { name, value } of canaries) {
      const args = ["config", "set", "--stack", "dev", "--secret", "--path", `stagekeeper:secrets.${name}`];
      const set = await project.stagekeeper(["sandbox", "run", "--", "pulumi", ...args, "--non-interactive"], value);
      expect(set.code, set.all).to.equal(0);
      outcomes.push(set);
    }
    for (const args of [
      ["preview", "--stack", "dev", "--diff"],
      ["up", "--stack", "dev", "--yes", "--diff"],
      ["preview", "--stack", "dev", "--json"],
      ["refresh", "--stack", "dev", "--preview-only", "--diff"],
      ["stack", "output", "--stack", "dev", "--json"],
      ["stack", "export", "--stack", "dev"],
    ]) {
      const outcome = await project.pulumi(...args);
      expect(outcome.code, outcome.all.slice(-2000)).to.equal(0);
      outcomes.push(outcome);
    }
    const vendors = filesBelow(".sandbox/vendors").map((file) => readFileSync(file, "utf8"));
    for (const { value } of canaries) expect(vendors.some((text) => text.includes(value))).to.equal(true);
  });

  it("stand in no report of parity, in any format", async () => {
    const up = await project.pulumi("up", "--stack", "staging", "--yes", "--skip-preview");
    expect(up.code, up.all).to.equal(0);
    for (const format of ["table", "json", "markdown", "github", "html", "sarif"]) {
      outcomes.push(
        await project.stagekeeper([
          "parity",
          "dev",
          "staging",
          "--source",
          "recorded",
          "--sandbox",
          "--format",
          format,
        ]),
      );
    }
    expect(outcomes.slice(-6).map(({ stdout }) => stdout.length > 0)).to.not.include(false);
  });

  it("stand in no output and in no file outside the vendors' own store", () => {
    const files = filesBelow(".sandbox").filter((file) => !file.includes("/.sandbox/vendors/"));
    expect(files.length).to.be.greaterThan(10);
    for (const { value } of canaries) {
      for (const { all } of outcomes) expect(all.includes(value)).to.equal(false);
      for (const file of files) expect(readFileSync(file, "utf8").includes(value), file).to.equal(false);
    }
  });

  it("come back only where the state is opened on request", async () => {
    const opened = await project.pulumi("stack", "export", "--stack", "dev", "--show-secrets");
    for (const { value } of canaries) expect(opened.stdout.includes(value)).to.equal(true);
  });

  function filesBelow(folder: string): string[] {
    const root = join(project.folder, folder);
    return readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => join(root, name))
      .filter((path) => statSync(path).isFile());
  }
});
