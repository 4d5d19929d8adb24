import { expect } from "chai";
import { type CheckedStack, type DriftReportOptions, driftReport } from "../../../core/drift/report.ts";
import type { DriftDraft, VendorResult } from "../../../core/drift/types.ts";
import type { Json, PlaceState } from "../../../core/findings/report.ts";
import { expectValidReport } from "../findings/report-schema.ts";

const draft = (parts: Partial<DriftDraft> = {}): DriftDraft => ({
  code: "drift/changed",
  address: "a:b:C::x",
  path: "size",
  recorded: { state: "value", value: 1 },
  actual: { state: "value", value: 2 },
  ...parts,
});
const vendor = (parts: Partial<VendorResult> = {}): VendorResult => ({
  drafts: [],
  incomplete: [],
  coverage: [],
  notes: [],
  ...parts,
});
const checked = (stage: string, drafts: readonly DriftDraft[], parts: Partial<CheckedStack> = {}): CheckedStack => ({
  stage,
  refreshed: { drafts, compared: 3, notes: [] },
  vendors: [],
  incomplete: [],
  ...parts,
});
const report = (stacks: readonly CheckedStack[], parts: Partial<DriftReportOptions> = {}) =>
  driftReport({
    stacks,
    allowances: [],
    allStages: ["dev", "prod"],
    today: "2026-11-24",
    generatedAt: "2026-11-24T10:00:00Z",
    ...parts,
  });
const codes = (of: ReturnType<typeof report>) => of.findings.map(({ code }) => code);

describe("drift report", () => {
  it("has recorded and actual in place of stages, and the stage of each finding", () => {
    const made = report([checked("dev", [draft()]), checked("prod", [draft()])]);
    expectValidReport(made);
    expect(made.stages).to.deep.equal(["dev", "prod"]);
    expect(made.source).to.equal("actual");
    expect(made.summary).to.include({ compared: 6, error: 2, warning: 0 });
    expect(
      made.findings.map(({ stage, stages, standsOut, message }) => [stage, stages, standsOut, message]),
    ).to.deep.equal(
      ["dev", "prod"].map((stage) => [
        stage,
        { recorded: { state: "value", value: 1 }, actual: { state: "value", value: 2 } },
        ["actual"],
        `${stage}'s x size is 2, not 1 as it was deployed`,
      ]),
    );
  });

  it("says in words what happened and what to do about it", () => {
    const absent = { state: "absent" } as const;
    const secret = (group: string) => ({ state: "secret", group }) as const;
    const drift = { stack: "acme/app/prod", isOpen: false };
    const said = (parts: Partial<DriftDraft>) => {
      const [finding] = report([checked("prod", [draft({ detail: { drift }, ...parts })])]).findings;
      return [finding?.message, finding?.remedy];
    };
    const restore = "Restore it: pulumi up --stack acme/app/prod --refresh. Or adopt it: change the program to it.";
    expect(said({})).to.deep.equal(["prod's x size is 2, not 1 as it was deployed", restore]);
    expect(said({ actual: absent })).to.deep.equal(["prod's x size was removed", restore]);
    expect(said({ recorded: absent })).to.deep.equal(["prod's x size was set to 2", restore]);
    expect(said({ recorded: absent, actual: { state: "value" } })[0]).to.equal("prod's x size was set");
    expect(said({ recorded: secret("A"), actual: secret("B"), path: "value" })[0]).to.equal(
      "prod's x changed; the value is a secret",
    );
    expect(said({ detail: { drift, pointer: "/a" } })[0]).to.equal("prod's x size changed at /a");
    expect(said({ path: "", recorded: { state: "value" }, actual: { state: "value" } })[0]).to.equal(
      "prod's x was changed; the provider does not say what",
    );
    expect(said({ detail: { drift: { ...drift, isOpen: true } } })[1]).to.equal(
      "The program leaves it open: set it there, or put it back at the vendor. Or adopt it: pulumi refresh --stack acme/app/prod.",
    );
    expect(said({ code: "drift/deleted", path: "", actual: absent })).to.deep.equal([
      "prod's x was deleted",
      "Restore it: pulumi up --stack acme/app/prod --refresh. Or adopt it: take it out of the program.",
    ]);
  });

  it("says of a list what was removed and what was added, and of anything larger that it changed", () => {
    const list = (...value: Json[]) => ({ state: "value", value }) as const;
    const said = (recorded: PlaceState, actual: PlaceState) =>
      report([checked("prod", [draft({ path: "targets", recorded, actual })])]).findings[0]?.message;
    expect(said(list("preview", "production"), list("preview"))).to.equal('prod\'s x targets: "production" removed');
    expect(said(list(1, "a"), list("b", 1, 1))).to.equal('prod\'s x targets: "a" removed, "b", 1 added');
    expect(said(list("a", "b"), list("b", "a"))).to.equal("prod's x targets: the order changed");
    expect(said(list(), list("a".repeat(60), "b"))).to.equal("prod's x targets: 2 added");
    expect(said(list({ days: 1 }), list({ days: 2 }))).to.equal("prod's x targets changed");
    expect(said({ state: "value" }, { state: "value" })).to.equal("prod's x targets changed");
    expect(said({ state: "value", value: { a: 1 } }, { state: "value", value: { a: 2 } })).to.equal(
      "prod's x targets changed",
    );
  });

  it("is incomplete where anything could not be checked, with what was found beside it", () => {
    const made = report([
      checked("dev", [draft()], { incomplete: ["GitHub answered 403", "locked"] }),
      checked("prod", [], { refreshed: null, incomplete: ["killed"] }),
    ]);
    expectValidReport(made);
    expect(made.incomplete).to.deep.equal([
      { stage: "dev", reason: "GitHub answered 403" },
      { stage: "dev", reason: "locked" },
      { stage: "prod", reason: "killed" },
    ]);
    expect(made.summary).to.include({ compared: 3, error: 1 });
  });

  it("has one finding for each place, and of what is gone nothing else", () => {
    const made = report([
      checked("prod", [draft(), draft({ code: "drift/deleted", address: "a:b:C::gone", path: "" })], {
        vendors: [
          vendor({
            drafts: [
              draft({ code: "drift/stale-deployment" }),
              draft({ code: "drift/stale-deployment", address: "a:b:C::gone", path: "value" }),
              draft({ code: "drift/unmanaged", address: "a:b:C::new", path: "" }),
            ],
          }),
        ],
      }),
    ]);
    expect(codes(made)).to.deep.equal(["drift/deleted", "drift/unmanaged", "drift/changed"]);
    expect(made.summary).to.include({ error: 2, warning: 1 });
  });

  it("carries coverage and notes with their stage", () => {
    const coverage = [{ vendor: "GitHub secrets and variables", managed: 1, total: 2 }];
    const made = report([checked("prod", [], { vendors: [vendor({ coverage, notes: ["as of now"] })] })]);
    expectValidReport(made);
    expect(made.coverage).to.deep.equal([{ stage: "prod", ...coverage[0] }]);
    expect(made.notes).to.deep.equal(["prod: as of now"]);
  });
});

describe("drift allowances", () => {
  const allow = (parts: object) => ({ reason: "wanted", owner: "jdoe", ...parts });
  const both = [checked("dev", [draft()]), checked("prod", [draft()])];

  it("suppress what they cover, in the stages that they name", () => {
    const all = report(both, { allowances: [allow({ address: "*::x", path: "size" })] });
    expect(all.summary).to.include({ error: 0, suppressed: 2 });
    const one = report(both, { allowances: [allow({ code: "drift/changed", stages: ["dev"] })] });
    expect(one.findings.map(({ stage, suppressed }) => [stage, suppressed === null])).to.deep.equal([
      ["dev", false],
      ["prod", true],
    ]);
  });

  it("are a finding where they match nothing any more, or have passed their date", () => {
    const unused = report(both, { allowances: [allow({ address: "*::other" })] });
    expect(codes(unused)).to.include("allowance/unused");
    const expired = report(both, { allowances: [allow({ address: "*::x", expires: "2026-11-23" })] });
    expect(codes(expired)).to.include("allowance/expired");
    expect(expired.summary).to.include({ error: 3, suppressed: 0 });
  });

  it("are not called unused where a stage that they may be for was not checked, or not in full", () => {
    const other = (parts = {}) => [allow({ address: "*::other", ...parts })];
    const some = [checked("prod", [])];
    expect(codes(report(some, { allowances: other() }))).to.deep.equal([]);
    expect(codes(report(some, { allowances: other({ stages: ["dev"] }) }))).to.deep.equal([]);
    expect(codes(report(some, { allowances: other({ stages: ["prod"] }) }))).to.deep.equal(["allowance/unused"]);
    const broken = [checked("dev", []), checked("prod", [], { incomplete: ["killed"] })];
    expect(codes(report(broken, { allowances: other() }))).to.deep.equal([]);
  });
});
