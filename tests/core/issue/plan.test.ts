import { expect } from "chai";
import fc from "fast-check";
import type { Outcome } from "../../../core/issue/outcome.ts";
import { type IssuePlan, type PresentIssue, planIssue } from "../../../core/issue/plan.ts";
import type { Condition, IssueRecord } from "../../../core/issue/record.ts";

const key = { project: "agent-ops", stack: "prod" };
const now = new Date("2026-11-24T12:00:00Z");
const at = (hour: number): string => `2026-11-24T${String(hour).padStart(2, "0")}:00:00Z`;
const found = (condition: Condition, hour: number, run = "", findings = ""): Outcome => ({
  condition,
  findings: condition === "drift" ? findings || "d1" : findings,
  checkedAt: at(hour),
  run,
});
const recordOf = (condition: Condition, hour: number, parts: Partial<IssueRecord> = {}): IssueRecord => ({
  ...key,
  condition,
  driftSince: condition === "drift" ? at(hour) : null,
  failingSince: condition === "failed" ? at(hour) : null,
  checkedAt: at(hour),
  run: "",
  findings: condition === "drift" ? "d1" : "",
  ...parts,
});
const issue = (record: IssueRecord, parts: Partial<PresentIssue> = {}): PresentIssue => ({
  number: 7,
  isOpen: record.condition !== "clean",
  isLabelled: true,
  title: "",
  body: "",
  record,
  ...parts,
});
const plan = (outcome: Outcome, ...present: PresentIssue[]): IssuePlan => planIssue(key, outcome, present, now);
const update = (outcome: Outcome, ...present: PresentIssue[]) => {
  const made = plan(outcome, ...present);
  if (made.kind !== "update") throw new Error(`expected an update, not ${made.kind}`);
  return made;
};

describe("the plan for a stack's issue", () => {
  it("without an issue: none for a clean stack, one for drift, one for a check that cannot run", () => {
    expect(plan(found("clean", 1))).to.deep.equal({ kind: "nothing", why: "clean" });
    expect(plan(found("drift", 1, "5.1"))).to.deep.equal({
      kind: "open",
      record: recordOf("drift", 1, { run: "5.1" }),
    });
    expect(plan(found("failed", 1))).to.deep.equal({ kind: "open", record: recordOf("failed", 1) });
  });

  const transitions: [Condition, Condition, string | null, boolean][] = [
    ["drift", "drift", null, true],
    ["drift", "failed", "cannot-check", true],
    ["drift", "clean", "clean", false],
    ["failed", "failed", null, true],
    ["failed", "drift", "works-again", true],
    ["failed", "clean", "clean", false],
    ["clean", "clean", null, false],
    ["clean", "drift", "drift-again", true],
    ["clean", "failed", "cannot-check", true],
  ];
  for (const [before, after, event, isOpen] of transitions) {
    it(`${before}, then ${after}: ${event ?? "no comment"}, ${isOpen ? "open" : "closed"}`, () => {
      const made = update(found(after, 2), issue(recordOf(before, 1)));
      expect(made.comment?.event ?? null).to.equal(event);
      expect(made.isOpen).to.equal(isOpen);
      expect(made.issue.number).to.equal(7);
      expect(made.record.condition).to.equal(after);
    });
  }

  it("keeps the time since when there is drift, until it is gone", () => {
    expect(update(found("drift", 3, "", "d2"), issue(recordOf("drift", 1))).record).to.deep.equal(
      recordOf("drift", 3, { driftSince: at(1), findings: "d2" }),
    );
    expect(update(found("clean", 3), issue(recordOf("drift", 1))).record.driftSince).to.equal(null);
    expect(update(found("drift", 3), issue(recordOf("clean", 1))).record.driftSince).to.equal(at(3));
  });

  it("keeps what was known of drift while the check cannot run, and takes what a part of it sees", () => {
    const blind = update(found("failed", 2), issue(recordOf("drift", 1))).record;
    expect(blind).to.include({ driftSince: at(1), failingSince: at(2), findings: "d1" });
    const longer = update(found("failed", 3), issue({ ...blind })).record;
    expect(longer).to.include({ driftSince: at(1), failingSince: at(2), checkedAt: at(3) });
    const partly = update(found("failed", 3, "", "d9"), issue(recordOf("failed", 1))).record;
    expect(partly).to.include({ driftSince: at(3), failingSince: at(1), findings: "d9" });
    expect(update(found("drift", 4), issue(longer)).record).to.include({ driftSince: at(1), failingSince: null });
  });

  it("reopens what a person closed too early, and says so; closes what a person opened again", () => {
    const early = update(found("drift", 2), issue(recordOf("drift", 1), { isOpen: false }));
    expect([early.comment?.event, early.isOpen]).to.deep.equal(["still-there", true]);
    const failing = update(found("failed", 2), issue(recordOf("failed", 1), { isOpen: false }));
    expect([failing.comment?.event, failing.isOpen]).to.deep.equal(["still-there", true]);
    const again = update(found("clean", 2), issue(recordOf("clean", 1), { isOpen: true }));
    expect([again.comment, again.isOpen]).to.deep.equal([null, false]);
  });

  it("leaves the issue alone where a later run has spoken: by time, then run, then attempt", () => {
    const stale = { kind: "nothing", why: "stale" };
    expect(plan(found("clean", 1), issue(recordOf("drift", 2)))).to.deep.equal(stale);
    expect(plan(found("clean", 2, "9.1"), issue(recordOf("drift", 2, { run: "10.1" })))).to.deep.equal(stale);
    expect(plan(found("clean", 2, "10.1"), issue(recordOf("drift", 2, { run: "10.2" })))).to.deep.equal(stale);
    expect(plan(found("clean", 2, "10.2"), issue(recordOf("drift", 2, { run: "10.1" }))).kind).to.equal("update");
    expect(plan(found("clean", 3, "1.1"), issue(recordOf("drift", 2, { run: "10.1" }))).kind).to.equal("update");
  });

  it("does not fall silent because of a time that no run can have written", () => {
    for (const checkedAt of ["2027-01-01T00:00:00Z", "2026-11-24T12:11:00Z", "never"]) {
      expect(plan(found("drift", 2), issue(recordOf("clean", 1, { checkedAt }))).kind).to.equal("update");
    }
    const skewed = issue(recordOf("clean", 1, { checkedAt: "2026-11-24T12:09:00Z" }));
    expect(plan(found("drift", 2), skewed).kind).to.equal("nothing");
  });

  it("keeps the oldest of several issues, also where a younger one is newer than this run", () => {
    const [old, young] = [issue(recordOf("drift", 1)), issue(recordOf("drift", 2), { number: 9 })];
    const made = update(found("drift", 3), young, old);
    expect(made.issue.number).to.equal(7);
    expect(made.duplicates.map(({ number }) => number)).to.deep.equal([9]);
    expect(plan(found("clean", 1), old, young)).to.deep.equal({ kind: "nothing", why: "stale" });
  });

  it("gives two runs that saw the same change the same key, and other changes other keys", () => {
    const present = issue(recordOf("drift", 1));
    const keyOf = (outcome: Outcome, before = present) => update(outcome, before).comment?.key;
    expect(keyOf(found("clean", 2, "1.1"))).to.equal(keyOf(found("clean", 3, "2.1")));
    expect(keyOf(found("clean", 2))).to.not.equal(keyOf(found("failed", 2)));
    expect(keyOf(found("clean", 4))).to.not.equal(keyOf(found("clean", 4), issue(recordOf("drift", 2))));
  });

  it("asks for nothing new after it was carried out, whatever happened before", () => {
    const condition = fc.constantFrom<Condition>("clean", "drift", "failed");
    fc.assert(
      fc.property(condition, condition, fc.boolean(), (before, after, isOpen) => {
        const first = update(found(after, 2), issue(recordOf(before, 1), { isOpen }));
        const carriedOut = issue(first.record, { isOpen: first.isOpen });
        const second = update(found(after, 2), carriedOut);
        expect(second).to.deep.include({ comment: null, isOpen: first.isOpen, record: first.record });
      }),
    );
  });
});
