import { expect } from "chai";
import { verdict } from "../../../core/findings/verdict.ts";

const report = (error: number, warning: number, incomplete = 0) => ({
  summary: { compared: 1, error, warning, note: 0, suppressed: 0, unreadable: 0 },
  incomplete: Array.from({ length: incomplete }, () => ({ stage: "dev", reason: "no" })),
});

describe("verdict", () => {
  it("is 0 for a clean report and 1 for errors", () => {
    expect(verdict(report(0, 0), "error", false)).to.equal(0);
    expect(verdict(report(1, 0), "error", false)).to.equal(1);
  });

  it("counts warnings only where asked to", () => {
    expect(verdict(report(0, 1), "error", false)).to.equal(0);
    expect(verdict(report(0, 1), "warning", false)).to.equal(1);
  });

  it("never fails on findings where told so, but still on an incomplete check", () => {
    expect(verdict(report(1, 1), "never", false)).to.equal(0);
    expect(verdict(report(0, 0, 1), "never", false)).to.equal(2);
  });

  it("says 2 over 1 where something could not be read", () => {
    expect(verdict(report(1, 0, 1), "error", false)).to.equal(2);
  });

  it("turns an incomplete check into the verdict on what was read where that is allowed", () => {
    expect(verdict(report(0, 0, 1), "error", true)).to.equal(0);
    expect(verdict(report(1, 0, 1), "error", true)).to.equal(1);
  });

  it("decides by nothing where nothing was read, whatever is allowed", () => {
    const nothing = { ...report(0, 0, 1), summary: { ...report(0, 0, 1).summary, compared: 0 } };
    expect(verdict(nothing, "error", true)).to.equal(2);
    expect(verdict(nothing, "never", true)).to.equal(2);
  });
});
