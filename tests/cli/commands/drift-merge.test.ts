import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readReports } from "../../../cli/adapters/drift/report-files.ts";
import type { IssueDesk } from "../../../cli/commands/drift-issues.ts";
import { type DriftMergeOptions, driftMerge } from "../../../cli/commands/drift-merge.ts";
import type { IssueTracker } from "../../../cli/commands/living-issue.ts";
import type { ReportFlags } from "../../../cli/report-options.ts";
import { renderJson } from "../../../cli/reporters/json.ts";
import { readMarker } from "../../../core/issue/record.ts";
import { reportThat } from "../../core/issue/reports.ts";

const flags: ReportFlags = { format: "json", outputs: [], failOn: "error", redact: "none", allowIncomplete: false };

describe("drift --merge", () => {
  let folder: string;
  let printed: string[];
  let logged: string[];
  let opened: string[];
  let closed: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-merge-"));
    [printed, logged, opened, closed] = [[], [], [], 0];
    mkdirSync(join(folder, "reports/drift-prod"), { recursive: true });
    writeFileSync(join(folder, "dev.json"), renderJson(reportThat("clean", { stage: "dev" })));
    writeFileSync(join(folder, "reports/drift-prod/prod.json"), renderJson(reportThat("drift")));
    writeFileSync(join(folder, "reports/drift-prod/prod.sarif"), "{}");
    writeFileSync(join(folder, "broken.json"), '{"schemaVersion":1,"ki');
    writeFileSync(join(folder, "parity.json"), '{"schemaVersion":1,"kind":"parity"}');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Remembers the bodies of the issues that were opened. */
  const tracker = {
    find: async () => [],
    open: async ({ body }: { body: string }) => opened.push(body),
    isPublic: async () => true,
  } as unknown as IssueTracker;
  const desk = (): IssueDesk => ({
    tracker,
    run: { run: "1.1", runUrl: null, redact: null, now: () => new Date("2026-11-24T12:00:00Z"), log: () => undefined },
    project: "agent-ops",
    stages: ["dev", "prod"],
    accounts: [],
    stackOf: (stage) => `acme/agent-ops/${stage}`,
    close: async () => {
      closed += 1;
    },
  });
  const run = (paths: readonly string[], given: Partial<DriftMergeOptions> = {}) =>
    driftMerge(
      { paths, expected: [], keepsIssues: false, report: flags, ...given },
      {
        readReports: async (path) => readReports(folder, path),
        openIssues: async () => desk(),
        now: () => new Date("2026-11-24T12:00:00.500Z"),
        print: (text) => printed.push(text),
        log: (line) => logged.push(line),
        write: () => undefined,
        projectFile: async () => "Pulumi.yaml",
        version: "0.0.0",
        terminal: { columns: 80, hasColour: false },
      },
    );
  const printedReport = () => JSON.parse(printed.join(""));

  it("reads files and folders, and exits as if all had been checked at once", async () => {
    expect(await run(["dev.json", "reports"])).to.equal(1);
    expect(printedReport().stages).to.deep.equal(["dev", "prod"]);
    expect(await run(["dev.json"])).to.equal(0);
    expect(await run(["dev.json", "reports"], { report: { ...flags, failOn: "never" } })).to.equal(0);
    expect(logged).to.deep.equal([]);
  });

  for (const [name, reason] of [
    ["broken.json", "the file is no JSON"],
    ["parity.json", 'the report is one of "parity", not of drift'],
    ["missing.json", "the file does not exist"],
  ] as const) {
    it(`exits with 2 and one line for ${name}, and still shows the others`, async () => {
      expect(await run(["dev.json", name])).to.equal(2);
      expect(logged).to.deep.equal([`${name}: ${reason}`]);
      expect(printedReport().incomplete).to.deep.equal([{ stage: name, reason }]);
    });

    it(`exits with 2 for ${name} alone, whatever is allowed, and shows no table`, async () => {
      const report: ReportFlags = { ...flags, format: "table", allowIncomplete: true, failOn: "never" };
      expect(await run([name], { report })).to.equal(2);
      expect([printed, logged]).to.deep.equal([[], [`${name}: ${reason}`]]);
    });
  }

  it("judges what was read where that is allowed", async () => {
    const report = { ...flags, allowIncomplete: true };
    expect(await run(["dev.json", "broken.json"], { report })).to.equal(0);
    expect(await run(["reports", "broken.json"], { report })).to.equal(1);
  });

  it("misses a stage whose job left no report, also where no job left one", async () => {
    expect(await run(["dev.json"], { expected: ["dev", "prod"] })).to.equal(2);
    mkdirSync(join(folder, "empty"));
    expect(await run(["empty"], { expected: ["dev", "prod"] })).to.equal(2);
    expect(await run(["empty"])).to.equal(2);
  });

  it("keeps an issue for each stage, by the stage's own time; a missing report is a failed check", async () => {
    expect(await run(["dev.json", "reports"], { expected: ["dev", "staging", "prod"], keepsIssues: true })).to.equal(2);
    expect(opened.map((body) => readMarker(body))).to.deep.include.members([
      {
        project: "agent-ops",
        stack: "acme/agent-ops/staging",
        condition: "failed",
        driftSince: null,
        failingSince: "2026-11-24T12:00:00Z",
        checkedAt: "2026-11-24T12:00:00Z",
        run: "1.1",
        findings: "",
      },
    ]);
    const prod = opened.map((body) => readMarker(body)).find((record) => record?.stack.endsWith("/prod"));
    expect(prod).to.include({ condition: "drift", checkedAt: "2026-11-24T04:17:00Z" });
    expect(opened.length, "dev is clean").to.equal(2);
    expect(closed).to.equal(1);
  });

  it("tells every stage's issue where not even the list of stages was made", async () => {
    mkdirSync(join(folder, "empty"));
    expect(await run(["empty"], { keepsIssues: true })).to.equal(2);
    const records = opened.map((body) => readMarker(body));
    expect(records.map((record) => [record?.stack, record?.condition])).to.deep.equal([
      ["acme/agent-ops/dev", "failed"],
      ["acme/agent-ops/prod", "failed"],
    ]);
    expect(logged).to.include("prod: there is no report of it: its check ended before it could write one");
  });

  it("opens no issue about a file", async () => {
    await run(["dev.json", "broken.json"], { keepsIssues: true });
    expect(opened).to.deep.equal([]);
  });
});
