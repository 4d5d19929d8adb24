import { expect } from "chai";
import type { ReportFormat } from "../../../cli/reporters/formats.ts";
import { render } from "../../../cli/reporters/index.ts";
import { commentMarker } from "../../../cli/reporters/markdown.ts";
import type { Report } from "../../../core/findings/report.ts";
import { ABSENT, finding, PRESENT, report, value } from "./builders.ts";
import { expectGolden } from "./golden.ts";

const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const sides = (recorded: string, actual: string) => ({
  path: "value",
  stages: { recorded: value(recorded), actual: value(actual) },
  standsOut: ["actual"],
});

/** The same place in two stages, and one that could not be checked in full. */
const drifted: Report = report(
  [
    finding("drift/unmanaged", "warning", {
      address: `${VARIABLE}::DEBUG`,
      stage: "dev",
      stages: { recorded: ABSENT, actual: PRESENT },
      standsOut: ["actual"],
      message: "DEBUG exists at Vercel and is declared nowhere",
    }),
    finding("drift/changed", "error", {
      address: `${VARIABLE}::LOG_LEVEL`,
      stage: "prod",
      ...sides("info", "trace"),
      message: 'prod\'s LOG_LEVEL is "trace", not "info" as it was deployed',
      remedy: "Restore it: pulumi up --stack prod --refresh. Or adopt it: change the program to it.",
    }),
    finding("drift/changed", "error", {
      address: `${VARIABLE}::LOG_LEVEL`,
      stage: "dev",
      ...sides("debug", "trace"),
      message: 'dev\'s LOG_LEVEL is "trace", not "debug" as it was deployed',
      remedy: "Restore it: pulumi up --stack dev --refresh. Or adopt it: change the program to it.",
    }),
  ],
  {
    kind: "drift",
    source: "actual",
    stages: ["dev", "prod"],
    incomplete: [
      { stage: "prod", reason: "GitHub answered 403 for the environment prod" },
      { stage: "prod", reason: "Vercel answered 500 for the project agent-ops-web-prod" },
    ],
    coverage: [{ stage: "dev", vendor: "GitHub secrets and variables", managed: 3, total: 4 }],
  },
);
const ofOneStage: Report = { ...drifted, stages: ["dev"], findings: drifted.findings.slice(2), incomplete: [] };

const show = (format: ReportFormat, of: Report = drifted, width = 80) =>
  render(format, of, { projectFile: "infra/Pulumi.yaml", width });

describe("a drift report of several stages", () => {
  it("is a table, stage by stage, what is worst first, with coverage", async () => {
    expectGolden("table-drift-stages.golden.txt", await show("table"));
  });

  it("names the stage of a resource only where there are several", async () => {
    expect(await show("table", drifted, 120)).to.contain(`\nprod  ${VARIABLE}::LOG_LEVEL`);
    expect(await show("table", ofOneStage, 120)).to.contain(`\n${VARIABLE}::LOG_LEVEL`);
    expect(await show("markdown")).to.contain(`### \`dev\` \`${VARIABLE}::LOG_LEVEL\``);
    expect(await show("markdown", ofOneStage)).to.contain(`### \`${VARIABLE}::LOG_LEVEL\``);
  });

  it("counts a stage once that could not be checked in full", async () => {
    expect(await show("markdown")).to.contain("**Not fully checked: 1 stage**");
    expect(await show("markdown")).to.contain("Incomplete: prod could not be checked in full");
    expect(await show("markdown")).to.contain(commentMarker("drift", ""));
  });

  it("tells a stage that was checked in part from one that was not checked at all", async () => {
    const reason = (stage: string) => ({ stage, reason: "Vercel answered 500" });
    const both = { ...drifted, stages: ["dev", "prod", "qa"], incomplete: [reason("prod"), reason("qa")] };
    expect(await show("table", both)).to.contain("\n! NOT CHECKED: qa\n! NOT FULLY CHECKED: prod\n");
    expect(await show("markdown", both)).to.contain("**Not checked: 1 stage. Not fully checked: 1 stage**");
    const clean = { ...ofOneStage, findings: [], coverage: [], incomplete: [reason("dev")] };
    expect(await show("table", clean)).to.contain("\n! NOT FULLY CHECKED: dev\n");
    const nothing = { ...clean, summary: { ...clean.summary, compared: 0 } };
    expect(await show("table", nothing)).to.contain("\n! NOT CHECKED: dev\n");
  });

  it("has a SARIF result with an identity of its own for each stage, at the stage's file", async () => {
    const [run] = JSON.parse(await show("sarif")).runs;
    const prints = run.results.map((result: never) => Object.values(result["partialFingerprints"]));
    expect(new Set(prints.map(String)).size).to.equal(3);
    const uri = (index: number) => run.results[index].locations[0].physicalLocation.artifactLocation.uri;
    expect([uri(1), uri(2)]).to.deep.equal(["infra/Pulumi.prod.yaml", "infra/Pulumi.dev.yaml"]);
    const [logical] = run.results[1].locations[0].logicalLocations;
    expect(logical.fullyQualifiedName).to.equal(`prod/${VARIABLE}::LOG_LEVEL.value`);
  });

  it("is uploaded as SARIF under a category of its own for each stage's job", async () => {
    const category = async (of: Report) => JSON.parse(await show("sarif", of)).runs[0].automationDetails.id;
    expect(await category(ofOneStage)).to.equal("stagekeeper/drift/dev/");
    expect(await category(drifted)).to.equal("stagekeeper/drift/");
  });

  it("tells the page which row is of which stage, with links of their own", async () => {
    const [, data = ""] = /id="data">(.*?)<\/script>/s.exec(await show("html")) ?? [];
    const { rows, columns } = JSON.parse(data);
    expect(columns).to.deep.equal(["recorded", "actual"]);
    expect(rows.map(({ stage }: { stage: string }) => stage)).to.deep.equal(["dev", "prod", "dev"]);
    expect(new Set(rows.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).to.equal(3);
  });

  it("annotates the stage's file on GitHub and names the stage", async () => {
    expect(await show("github")).to.contain(
      `::error file=infra/Pulumi.prod.yaml,title=changed outside prod ${VARIABLE.replaceAll(":", "%3A")}%3A%3ALOG_LEVEL value::`,
    );
  });

  it("keeps the stage of each finding and the coverage in JSON", async () => {
    const { findings, coverage } = JSON.parse(await show("json"));
    expect(findings.map(({ stage }: { stage: string }) => stage)).to.deep.equal(["dev", "prod", "dev"]);
    expect(coverage).to.deep.equal(drifted.coverage);
  });
});
