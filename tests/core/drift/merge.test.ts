import { expect } from "chai";
import { mergeDrift, type ReportFile } from "../../../core/drift/merge.ts";
import type { Report } from "../../../core/findings/report.ts";
import { verdict } from "../../../core/findings/verdict.ts";
import { UserError } from "../../../core/user-error.ts";
import { expectValidReport } from "../findings/report-schema.ts";
import { driftFinding, driftReport, reportThat } from "../issue/reports.ts";

const now = "2026-11-24T12:00:00Z";
const file = (name: string, report: Report): ReportFile => ({ file: name, ok: true, report });
const merge = (files: readonly ReportFile[], expected: readonly string[] = []) => mergeDrift(files, { expected, now });
const suppressed = { reason: "wanted", owner: "jdoe", expires: null, origin: "drift.allow[0]" };

describe("merging drift reports", () => {
  it("gives what one check of all stages would have given", () => {
    const prod = [driftFinding(), driftFinding({ path: "ttl", suppressed })];
    const dev = [driftFinding({ stage: "dev", address: "aws:s3/bucket:Bucket::landing", path: "" })];
    const coverage = (stage: string) => [{ stage, vendor: "GitHub", managed: 1, total: 2 }];
    const merged = merge(
      [
        file("a", {
          ...driftReport(["prod"], prod, [], "2026-11-24T04:00:00Z"),
          notes: ["prod: a"],
          coverage: coverage("prod"),
        }),
        file("b", {
          ...driftReport(["dev"], dev, [], "2026-11-24T05:00:00Z"),
          notes: ["dev: b"],
          coverage: coverage("dev"),
        }),
      ],
      ["dev", "prod"],
    );
    expect(merged).to.deep.equal({
      schemaVersion: 1,
      kind: "drift",
      source: "actual",
      stages: ["dev", "prod"],
      generatedAt: "2026-11-24T05:00:00Z",
      summary: { compared: 82, error: 2, warning: 0, note: 0, suppressed: 1, unreadable: 0 },
      incomplete: [],
      findings: [...prod, ...dev],
      notes: ["prod: a", "dev: b"],
      coverage: [...coverage("prod"), ...coverage("dev")],
    });
  });

  it("is clean, drifted or incomplete as its parts are", () => {
    const code = (...conditions: ("clean" | "drift" | "failed")[]) =>
      verdict(
        merge(conditions.map((one, index) => file(one, reportThat(one, { stage: `s${index}` })))),
        "error",
        false,
      );
    expect(code("clean", "clean")).to.equal(0);
    expect(code("clean", "drift")).to.equal(1);
    expect(code("clean", "failed")).to.equal(2);
    expect(code("drift", "failed")).to.equal(2);
  });

  it("is incomplete where a file cannot be read, a stage has no report, or nothing was given", () => {
    const broken: ReportFile = { file: "reports/prod.json", ok: false, reason: "the file is empty" };
    expect(merge([file("a", reportThat("clean", { stage: "dev" })), broken]).incomplete).to.deep.equal([
      { stage: "reports/prod.json", reason: "the file is empty" },
    ]);
    const missing = merge([file("a", reportThat("clean", { stage: "dev" }))], ["dev", "prod"]);
    expect(missing.incomplete.map(({ stage }) => stage)).to.deep.equal(["prod"]);
    const none = merge([], ["dev"]);
    expectValidReport(none);
    expectValidReport(missing);
    expect([none.incomplete.map(({ stage }) => stage), none.generatedAt]).to.deep.equal([["dev"], now]);
    expect(verdict(none, "error", false)).to.equal(2);
    const nothing = { ...driftReport([], []), stages: [] };
    expect(merge([broken, file("empty.json", nothing)]).incomplete).to.deep.include({
      stage: "empty.json",
      reason: "the report is about no stage",
    });
  });

  it("counts a stage that could not be checked as one that has a report", () => {
    const failed = driftReport([], [], [{ stage: "prod", reason: "locked" }]);
    expect(merge([file("a", failed)], ["prod"]).incomplete).to.deep.equal([{ stage: "prod", reason: "locked" }]);
  });

  it("refuses two reports about one stage, also where one of them only says that it failed", () => {
    const twice = () => merge([file("a.json", reportThat("drift")), file("b.json", reportThat("clean"))]);
    expect(twice).to.throw(UserError, "a.json and b.json are both about prod");
    const failed = driftReport([], [], [{ stage: "prod", reason: "locked" }]);
    expect(() => merge([file("a.json", reportThat("clean")), file("b.json", failed)])).to.throw("both about prod");
  });

  it("tells once what each report says of the configuration, and keeps what differs between stages", () => {
    const { stage: _stage, ...expired } = driftFinding({ code: "allowance/expired", address: "", path: "x" });
    const parts = ["dev", "prod"].map((stage) => file(stage, driftReport([stage], [driftFinding({ stage }), expired])));
    const { findings, summary } = merge(parts);
    expect(findings.map(({ code, stage }) => [code, stage])).to.deep.equal([
      ["allowance/expired", undefined],
      ["drift/changed", "dev"],
      ["drift/changed", "prod"],
    ]);
    expect(summary.error).to.equal(3);
  });
});
