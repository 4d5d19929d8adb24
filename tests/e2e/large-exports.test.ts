import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { Report } from "../../core/findings/report.ts";
import { compareStages } from "../../core/parity/index.ts";
import { exportText } from "../bench/exports.ts";

const command = resolve(import.meta.dirname, "../../bin/stagekeeper.js");
/** Exports from this size on are scanned in threads; see cli/adapters/state/scans.ts. */
const LARGE = 16 * 2 ** 20;

describe("exports that are so large that threads scan them", function () {
  this.timeout(120_000);
  const names = ["dev", "staging", "prod"];
  const plan = { resources: 3_200, stages: names };
  let folder: string;
  const file = (name: string) => join(folder, `${name}.json`);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-large-"));
    for (const name of names) writeFileSync(file(name), [...exportText(plan, name)].join(""));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function parity(states: readonly string[]) {
    const args = states.flatMap((state) => ["--state", state]);
    const run = spawnSync(process.execPath, [command, "parity", ...args, "--format", "json"], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return { code: run.status, report: JSON.parse(run.stdout) as Report, stderr: run.stderr };
  }

  it("are compared as they are when they are parsed", () => {
    for (const name of names) expect(statSync(file(name)).size).to.be.above(LARGE);
    const stages = names.map((name) => ({ name, deployment: JSON.parse(readFileSync(file(name), "utf8")) }));
    const expected = compareStages({ stages, source: "state", today: "2026-11-24", generatedAt: "" });
    const { code, report } = parity(names.map((name) => `${name}=${file(name)}`));
    expect(code).to.equal(1);
    expect(report.findings).to.have.length.above(5);
    expect({ ...report, generatedAt: "" }).to.deep.equal(JSON.parse(JSON.stringify(expected)));
  });

  it("may be one file under two names", () => {
    const { report } = parity([`dev=${file("dev")}`, `live=${file("dev")}`]);
    expect(report.summary.compared).to.equal(plan.resources);
    expect(report.findings.map(({ code }) => code)).to.satisfy((codes: readonly string[]) =>
      codes.every((code) => code === "parity/shared-secret"),
    );
  });

  it("are parsed where they have another form, and refused in one line where they are cut off", () => {
    const text = readFileSync(file("prod"), "utf8");
    writeFileSync(file("compact"), JSON.stringify(JSON.parse(text)).padEnd(LARGE + 1));
    writeFileSync(file("cut"), text.slice(0, -1_000));
    const compact = parity([`dev=${file("dev")}`, `prod=${file("compact")}`]);
    const indented = parity([`dev=${file("dev")}`, `prod=${file("prod")}`]);
    expect(compact.report.findings).to.deep.equal(indented.report.findings);
    const cut = parity([`dev=${file("dev")}`, `prod=${file("cut")}`]);
    expect(cut.code).to.equal(2);
    expect(cut.report.incomplete.map(({ reason }) => reason.split("\n").length)).to.deep.equal([1]);
    expect(cut.report.incomplete[0]?.reason)
      .to.contain(`${file("cut")} `)
      .and.to.match(/cut off|truncated|ends/);
  });
});
