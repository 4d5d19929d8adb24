import { expect } from "chai";
import { driftOf, outcomeOf, reportOfStage } from "../../../core/issue/outcome.ts";
import { driftFinding, driftReport } from "./reports.ts";

const suppressed = { reason: "wanted", owner: "jdoe", expires: null, origin: "drift.allow[0]" };

describe("what a run says about one stack", () => {
  it("is clean, drift or failed; what is allowed, and notes, are no drift", () => {
    const condition = (...given: Parameters<typeof driftReport>) => outcomeOf(driftReport(...given), "").condition;
    expect(condition(["prod"], [])).to.equal("clean");
    expect(condition(["prod"], [driftFinding()])).to.equal("drift");
    expect(condition(["prod"], [driftFinding({ code: "drift/unmanaged", severity: "warning" })])).to.equal("drift");
    expect(condition(["prod"], [driftFinding({ suppressed })])).to.equal("clean");
    expect(condition(["prod"], [driftFinding({ severity: "note" })])).to.equal("clean");
    expect(condition(["prod"], [driftFinding({ code: "allowance/unused", severity: "warning" })])).to.equal("clean");
  });

  it("has failed where something could not be read, also beside findings", () => {
    const incomplete = [{ stage: "prod", reason: "403" }];
    expect(outcomeOf(driftReport(["prod"], [], incomplete), "").condition).to.equal("failed");
    const partly = outcomeOf(driftReport(["prod"], [driftFinding()], incomplete), "");
    expect(partly.condition).to.equal("failed");
    expect(partly.findings).to.match(/^[0-9a-f]{16}$/);
  });

  it("tells sets of findings apart, not their order or values", () => {
    const digest = (...findings: ReturnType<typeof driftFinding>[]) =>
      outcomeOf(driftReport(["prod"], findings), "").findings;
    const [one, two] = [driftFinding(), driftFinding({ path: "ttl" })];
    expect(digest()).to.equal("");
    expect(digest(one, two)).to.equal(digest(two, one));
    expect(digest(one)).to.not.equal(digest(one, two));
    expect(digest(one)).to.equal(digest({ ...one, stages: {}, message: "other" }));
    expect(digest(one)).to.equal(digest(one, { ...two, suppressed }));
  });

  it("carries the time of the report and the run", () => {
    expect(outcomeOf(driftReport(["prod"], [], [], "2026-11-24T01:02:03Z"), "7.2")).to.include({
      checkedAt: "2026-11-24T01:02:03Z",
      run: "7.2",
    });
  });
});

describe("the part of a report that is about one stage", () => {
  const report = {
    ...driftReport(
      ["dev", "prod"],
      [driftFinding({ stage: "dev" }), driftFinding(), driftFinding({ path: "ttl", suppressed }), unused()],
      [{ stage: "dev", reason: "403" }],
    ),
    notes: ["dev: one", "prod: two"],
    coverage: [
      { stage: "dev", vendor: "GitHub", managed: 1, total: 2 },
      { stage: "prod", vendor: "GitHub", managed: 3, total: 3 },
    ],
  };

  it("has its findings, its counts, its coverage and nothing of other stages", () => {
    const prod = reportOfStage(report, "prod");
    expect(prod.stages).to.deep.equal(["prod"]);
    expect(prod.findings.map(({ stage, path }) => [stage, path])).to.deep.equal([
      ["prod", "billingMode"],
      ["prod", "ttl"],
    ]);
    expect(prod.summary).to.deep.equal({ compared: 41, error: 1, warning: 0, note: 0, suppressed: 1, unreadable: 0 });
    expect(prod.incomplete).to.deep.equal([]);
    expect(prod.notes).to.deep.equal(["prod: two"]);
    expect(prod.coverage).to.deep.equal([{ stage: "prod", vendor: "GitHub", managed: 3, total: 3 }]);
    expect(reportOfStage(report, "dev").incomplete).to.deep.equal([{ stage: "dev", reason: "403" }]);
  });

  it("of a report of one stage is the whole, also what names no stage", () => {
    const alone = driftReport(["prod"], [driftFinding(), unused()]);
    expect(reportOfStage(alone, "prod").findings).to.deep.equal(alone.findings);
    expect(driftOf(alone)).to.deep.equal([driftFinding()]);
  });
});

function unused() {
  const { stage: _stage, ...finding } = driftFinding({ code: "allowance/unused", severity: "warning", address: "" });
  return finding;
}
