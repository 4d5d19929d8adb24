import { expect } from "chai";
import fc from "fast-check";
import { renderJson } from "../../../cli/reporters/json.ts";
import { readReport } from "../../../core/findings/read-report.ts";
import { driftFinding, driftReport } from "../issue/reports.ts";

const report = {
  ...driftReport(
    ["prod"],
    [
      driftFinding({ suppressed: { reason: "wanted", owner: "jdoe", expires: null, origin: "drift.allow[0]" } }),
      driftFinding({ path: "ttl", stages: { recorded: { state: "secret", group: "A" }, actual: { state: "absent" } } }),
      driftFinding({ path: "", stages: { recorded: { state: "value" }, actual: { state: "unreadable" } } }),
    ],
    [{ stage: "prod", reason: "Vercel: 403" }],
  ),
  notes: ["prod: a note"],
  coverage: [{ stage: "prod", vendor: "GitHub", managed: 1, total: 2 }],
};
const reasonOf = (text: string): string => {
  const read = readReport(text, "drift");
  return read.ok ? "" : read.reason;
};
const changed = (change: object): string => JSON.stringify({ ...report, ...change });

describe("reading a report back", () => {
  it("gives what was written", () => {
    expect(readReport(renderJson(report), "drift")).to.deep.equal({ ok: true, report });
  });

  it("says in one line what is wrong", () => {
    expect(reasonOf("")).to.equal("the file is empty");
    expect(reasonOf("{")).to.equal("the file is no JSON");
    expect(reasonOf("null")).to.equal("the file is no report of stagekeeper");
    expect(reasonOf('{"version":3,"deployment":{}}')).to.equal("the file is no report of stagekeeper");
    expect(reasonOf(changed({ schemaVersion: 2 }))).to.equal(
      "the report has schemaVersion 2; this stagekeeper reads 1",
    );
    expect(reasonOf(changed({ kind: "parity" }))).to.equal('the report is one of "parity", not of drift');
    expect(reasonOf(changed({ incomplete: undefined }))).to.equal("the report is broken at incomplete");
    expect(reasonOf(changed({ findings: [{ ...driftFinding(), severity: "fatal" }] }))).to.equal(
      "the report is broken at findings.0.severity",
    );
    expect(reasonOf(changed({ summary: { ...report.summary, error: -1 } }))).to.equal(
      "the report is broken at summary.error",
    );
  });

  it("refuses what no check of its kind can have found, and what would be told in no stage's issue", () => {
    const { stage: _, ...unplaced } = driftFinding();
    const stale = { ...unplaced, code: "allowance/unused" as const };
    for (const [change, place] of [
      [{ source: "recorded" }, "source"],
      [{ findings: [{ ...driftFinding(), code: "drift/nonsense" }] }, "findings.0.code"],
      [{ findings: [driftFinding(), { ...driftFinding(), code: "parity/unreadable" }] }, "findings.1.code"],
      [{ findings: [driftFinding({ stage: "qa" })] }, "findings.0.stage"],
      [{ findings: [unplaced] }, "findings.0.stage"],
      [{ findings: [{ ...stale, stage: "qa" }] }, "findings.0.stage"],
    ] as const) {
      expect(reasonOf(changed(change))).to.equal(`the report is broken at ${place}`);
    }
    expect(reasonOf(changed({ findings: [stale] })), "what is about the configuration").to.equal("");
  });

  it("takes a file with a byte order mark", () => {
    expect(readReport(`\uFEFF${renderJson(report)}`, "drift")).to.deep.equal({ ok: true, report });
  });

  it("takes no report that was cut off for a whole one", () => {
    const text = renderJson(report).trimEnd();
    fc.assert(fc.property(fc.nat(text.length - 1), (length) => !readReport(text.slice(0, length), "drift").ok));
  });
});
