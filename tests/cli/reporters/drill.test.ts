import { expect } from "chai";
import { render } from "../../../cli/reporters/index.ts";
import { type DrillVerdict, judgeExercise, notConfigured } from "../../../core/drill/judge.ts";
import { drillReport } from "../../../core/drill/report.ts";
import type { Phase } from "../../../core/drill/types.ts";
import type { Report } from "../../../core/findings/report.ts";
import { expectGolden } from "./golden.ts";

const jdoe = { channel: "email", to: "jdoe@example.com" };
const phase = (expects: Phase["expects"], subject: string | null): Phase => ({
  expects,
  what: "a try",
  received: subject === null ? [] : [{ ...jdoe, subject }],
});
const tried = (stage: string, kind: "failed-workflow" | "throttled-table", target: string, phases: readonly Phase[]) =>
  judgeExercise({ subject: { stage, kind, target }, recipients: [jdoe], phases, cause: null });

const verdicts = [
  tried("dev", "failed-workflow", "", [
    phase("alert", "[dev] etl.yml failed"),
    phase("recovery", "[dev] etl.yml recovered"),
  ]),
  notConfigured({ stage: "dev", kind: "silent-pipeline", target: "" }, "no pipeline runs here"),
  tried("prod", "throttled-table", "facts", [
    phase("alert", 'ALARM: "agent-ops-prod-facts-throttled" in eu-central-1'),
    phase("recovery", 'OK: "agent-ops-prod-facts-throttled" in eu-central-1'),
  ]),
];
const broken = [...verdicts, tried("prod", "failed-workflow", "", [phase("alert", null), phase("recovery", null)])];
const report = (of: typeof verdicts): Report =>
  drillReport({
    stages: ["dev", "prod"],
    verdicts: of,
    incomplete: [],
    notes: [],
    generatedAt: "2026-11-24T10:00:00Z",
  });
const options = { width: 80, color: false, projectFile: "Pulumi.yaml", version: "0.1.0" };

describe("reports of a drill", () => {
  it("list every kind with what arrived, on 80 columns", async () => {
    const table = await render("table", report(broken), options);
    expectGolden("table-drill.golden.txt", table);
    for (const line of table.split("\n")) expect([...line].length, line).to.be.at.most(80);
    const clean = await render("table", report(verdicts), options);
    expect(clean).to.include("✓ All good: every alert arrived (2 checks, 1 not configured).");
    for (const width of [40, 60, 200]) {
      const lines = (await render("table", report(broken), { ...options, width })).split("\n");
      expect(Math.max(...lines.map((line) => [...line].length))).to.be.at.most(width);
    }
  });

  it("do so in a comment and in a workflow's log", async () => {
    const markdown = await render("markdown", report(broken), options);
    expect(markdown).to.include("| ○ | `dev` | silent pipeline | not configured: no pipeline runs here |");
    expect(markdown).to.include("| ✗ | `prod` | failed workflow | nothing reached jdoe");
    const github = await render("github", report(broken), options);
    expect(github).to.match(/^::error file=Pulumi\.prod\.yaml,title=alert not delivered failed-workflow%3A%3Aprod::/m);
    expect(github).to.include("%0A✓ dev: failed workflow: [dev] etl.yml failed → [dev] etl.yml recovered%0A");
  });

  it("keep outcomes and leave out who was told under --redact values", async () => {
    const { checks, findings } = JSON.parse(
      await render("json", report(broken), { ...options, redact: "values" }),
    ) as Report;
    expect(checks?.map(({ kind, outcome, message }) => [kind, outcome, message])).to.deep.equal([
      ["failed-workflow", "passed", ""],
      ["silent-pipeline", "not-configured", ""],
      ["throttled-table", "passed", ""],
      ["failed-workflow", "failed", ""],
    ]);
    expect(JSON.stringify(findings)).not.to.include("jdoe");
  });

  it("do not say more of a real drill than it knows", async () => {
    const sent = { stage: "account", kind: "test-message", target: "", outcome: "passed", message: "sent" } as const;
    const confirmed = { ...sent, kind: "subscription", target: "jdoe@example.com", message: "confirmed" } as const;
    const table = await render(
      "table",
      { ...report(verdicts), stages: ["account"], checks: [sent, confirmed] },
      options,
    );
    expect(table).to.include("All good: nothing was found in the way of an alert");
  });

  it("do not say that alerts arrived where none was tried", async () => {
    const [, silent] = verdicts;
    const check = { stage: "account", target: "", outcome: "passed", message: "refused" } as const;
    const forged: DrillVerdict = { check: { ...check, kind: "forged-signature" }, findings: [] };
    const test: DrillVerdict = { check: { ...check, kind: "test-message" }, findings: [] };
    for (const tried of [[], silent ? [silent] : [], silent ? [silent, forged] : [], [test]]) {
      for (const format of ["table", "markdown", "github"] as const) {
        const text = await render(format, report(tried), options);
        expect(text)
          .to.include("Nothing is configured to be drilled")
          .and.not.match(/All good|every alert|[✓✅] Nothing/);
      }
    }
  });
});
