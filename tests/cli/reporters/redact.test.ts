import { expect } from "chai";
import fc from "fast-check";
import { REPORT_FORMATS } from "../../../cli/reporters/formats.ts";
import { render } from "../../../cli/reporters/index.ts";
import { renderJson } from "../../../cli/reporters/json.ts";
import { redactValues } from "../../../cli/reporters/redact.ts";
import type { FindingDraft } from "../../../core/findings/draft.ts";
import { toFinding } from "../../../core/findings/finding.ts";
import { readReport } from "../../../core/findings/read-report.ts";
import type { Finding, FindingCode, Json, PlaceState, Report } from "../../../core/findings/report.ts";
import { finding, report } from "./builders.ts";

const URN = "urn:pulumi:prod::agent-ops::github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::DATABASE_URL";
const draft = (parts: Partial<FindingDraft> = {}): FindingDraft => ({
  code: "drift/changed",
  severity: "error",
  address: "vercel:index/project:Project::landing",
  path: "rules",
  stage: "prod",
  stages: { recorded: { state: "value", value: "old" }, actual: { state: "value", value: "new" } },
  standsOut: ["actual"],
  detail: { drift: { stack: "prod", isOpen: false } },
  ...parts,
});
const drift = (findings: readonly Finding[]): Report =>
  report(findings, { kind: "drift", source: "actual", stages: ["prod"] });
const redacted = (given: FindingDraft): Finding => {
  const [first] = redactValues(drift([toFinding("drift", given)])).findings;
  if (first === undefined) throw new Error("the finding is gone");
  return first;
};
const readBack = (of: Report): Report => {
  const read = readReport(renderJson(of), of.kind);
  if (!read.ok) throw new Error(read.reason);
  return read.report;
};

describe("a finding of drift without its values", () => {
  it("says whose property it is, and keeps its own way back", () => {
    const { message, remedy, path, stage } = redacted(draft());
    expect({ message, path, stage }).to.deep.equal({
      message: "prod's landing rules changed",
      path: "rules",
      stage: "prod",
    });
    expect(remedy).to.equal("Restore it: pulumi up --stack prod --refresh. Or adopt it: change the program to it.");
  });

  it("keeps the way back of what no update restores", () => {
    const { remedy } = redacted(draft({ detail: { drift: { stack: "prod", isOpen: true } } }));
    expect(remedy).to.contain("The program leaves it open").and.not.contain("pulumi up");
  });

  const vendors: readonly (readonly [
    string,
    FindingCode,
    NonNullable<FindingDraft["detail"]>["vendor"],
    string,
    string,
  ])[] = [
    [
      "a secret that a person wrote",
      "drift/changed",
      {
        kind: "foreign-write",
        name: "DATABASE_URL",
        place: "the environment prod",
        at: "2026-11-24T04:17:00Z",
        stack: "prod",
        urn: URN,
        isOverwritten: true,
      },
      "DATABASE_URL in the environment prod was written at 2026-11-24T04:17:00Z",
      `pulumi state delete --stack prod '${URN}'`,
    ],
    [
      "reviewers that were removed",
      "drift/changed",
      { kind: "reviewers-removed", environment: "prod" },
      "the required reviewers of the environment prod were removed",
      "pulumi up does not",
    ],
    [
      "a subscription that nobody confirmed",
      "drift/changed",
      { kind: "pending-subscription", name: "jdoe", protocol: "email" },
      "the email subscription jdoe was never confirmed",
      "Confirm it with the link",
    ],
    [
      "a variable that is declared nowhere",
      "drift/unmanaged",
      { kind: "unmanaged", what: "variable", name: "DEBUG", place: "the project web" },
      "the variable DEBUG in the project web is declared nowhere",
      "stagekeeper never deletes what it did not create",
    ],
  ];
  for (const [what, code, vendor, message, remedy] of vendors) {
    it(`says what is known of ${what}, also when it is read back`, () => {
      const given = draft({ code, ...(vendor === undefined ? {} : { detail: { vendor } }) });
      const said = redacted(given);
      expect(said.message).to.contain(message);
      expect(said.remedy).to.contain(remedy);
      const [again] = redactValues(readBack(drift([toFinding("drift", given)]))).findings;
      expect(again).to.deep.equal(said);
    });
  }

  it("is the same when it is redacted again, as in a merge of redacted reports", () => {
    const once = redactValues(drift([toFinding("drift", draft({ path: "value" }))]));
    expect(redactValues(readBack(once)).findings).to.deep.equal(once.findings);
  });

  it("is drafted from its own fields where the report does not carry the sentence", () => {
    const { redactedMessage: _, ...bare } = toFinding("drift", draft());
    const [said] = redactValues(drift([{ ...bare, message: "rules is new and improved" }])).findings;
    expect(said?.message).to.equal("prod's landing rules changed");
    expect(said?.remedy).to.equal(bare.remedy);
  });
});

describe("a finding of parity without its values", () => {
  it("names the stage, the resource and the property", () => {
    const foreign = finding("parity/foreign-stage", "error", {
      path: "value",
      stages: { dev: { state: "value", value: "a" }, prod: { state: "value", value: "b" } },
      standsOut: ["prod"],
      message: "prod's facts at /hosts/secret names dev",
      remedy: "Give prod its own value.",
    });
    const [said] = redactValues(report([foreign])).findings;
    expect(said?.message).to.equal("prod's facts names another stage");
    expect(said?.remedy).to.equal("Give prod its own value.");
  });

  it("says whom a value names, as far as its finding was made here", () => {
    const given = draft({
      code: "parity/foreign-stage",
      path: "value",
      stages: { dev: { state: "value", value: "a" }, prod: { state: "value", value: "b" } },
      standsOut: ["prod"],
      detail: { pointer: "/hosts/secret", foreign: [{ stage: "prod", names: "dev", byAccount: false }] },
    });
    const made = toFinding("parity", given);
    expect(made.message).to.equal("prod's landing at /hosts/secret names dev");
    expect(redactValues(report([made])).findings[0]?.message).to.equal("prod's landing names dev");
  });

  it("keeps a sentence that has no value: who lacks what", () => {
    const missing = finding("parity/missing-property", "error", { message: "prod lacks facts ttl, which dev has" });
    expect(redactValues(report([missing])).findings[0]?.message).to.equal(missing.message);
  });
});

describe("what a drill found, without its values", () => {
  it("names nobody who should have heard of it", () => {
    const lost = finding("drill/not-delivered", "error", {
      message: "the failed workflow was not reported to jdoe@acme.example",
    });
    expect(redactValues(report([lost], { kind: "drill" })).findings[0]?.message).to.not.contain("jdoe");
  });
});

describe("no value of any finding", () => {
  const CANARY = "cAnArY";
  const scalar = fc.oneof(
    fc.string({ maxLength: 8 }).map((text) => `${CANARY}${text}`),
    fc.constant<Json>(`${CANARY}`),
  );
  const json = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(`${CANARY}key`, "key"), scalar),
    scalar.map((text) => JSON.stringify({ [String(text)]: [text] })),
  );
  const shown = json.map((value): PlaceState => ({ state: "value", value }));
  const place = fc.oneof(
    shown,
    fc.constantFrom<PlaceState>({ state: "absent" }, { state: "secret", group: "A" }, { state: "unreadable" }),
  );
  const codes: readonly FindingCode[] = [
    "parity/missing-property",
    "parity/secrecy-mismatch",
    "parity/foreign-stage",
    "parity/different-value",
    "parity/shared-secret",
    "parity/unreadable",
    "drift/changed",
    "drift/deleted",
  ];
  const found = fc
    .record({
      code: fc.constantFrom(...codes),
      one: shown,
      other: place,
      path: fc.constantFrom("", "value", "rules[0]"),
    })
    .map(({ code, one, other, path }) => {
      const isDrift = code.startsWith("drift/");
      const [before, after] = isDrift ? ["recorded", "actual"] : ["dev", "prod"];
      const given = draft({
        code,
        path,
        stages: { [before]: one, [after]: other },
        standsOut: [after],
        detail: {
          pointer: `/${CANARY}/0`,
          drift: { stack: "prod", isOpen: false },
          foreign: [{ stage: "prod", names: "dev", byAccount: false }],
        },
      });
      return toFinding(isDrift ? "drift" : "parity", given);
    });

  it("stands in any format of its redacted report, also where that was written with values first", async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(fc.array(found, { minLength: 1, maxLength: 6 }), async (findings) => {
        const ofKind = (kind: string) => findings.filter(({ code }) => code.startsWith(kind));
        const reports = [drift(ofKind("drift/")), report(ofKind("parity/"), { stages: ["dev", "prod"] })];
        for (const of of [...reports, ...reports.map(readBack)].filter((each) => each.findings.length > 0)) {
          // Lists and texts can be empty: then there is nothing to hide.
          fc.pre(JSON.stringify(of).includes(CANARY));
          for (const format of REPORT_FORMATS) {
            expect(await render(format, of, { redact: "values", width: 300 })).to.not.match(/canary/i);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
