import { expect } from "chai";
import fc from "fast-check";
import { DEFAULT_OPTIONS } from "../../../cli/reporters/options.ts";
import { renderTable } from "../../../cli/reporters/table.ts";
import { prepareWidths, visible, width } from "../../../cli/reporters/text.ts";
import type { Report } from "../../../core/findings/report.ts";
import { report } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport } from "./hostile.ts";
import { cleanReport, driftReport, fullReport, incompleteReport, largeReport } from "./samples.ts";

const table = (of: Report, options: Partial<typeof DEFAULT_OPTIONS> = {}) =>
  renderTable(of, { ...DEFAULT_OPTIONS, ...options });
const linesOf = (text: string) => text.trimEnd().split("\n");
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const COLOURS = /\u001b\[\d+m/g;

describe("table reporter", () => {
  // As render() does it for reports that hold such signs.
  before(() => prepareWidths("日"));

  it("shows every code and state in 80 columns, errors first", () => {
    expectGolden("table.golden.txt", table(fullReport()));
  });

  it("shows a drift report with recorded and actual as columns", () => {
    expectGolden("table-drift.golden.txt", table(driftReport()));
  });

  it("is one friendly line where nothing differs", () => {
    expect(table(report([]))).to.equal("✓ All good: the stages are alike (41 resources compared).\n");
  });

  it("still says what was allowed, and why, where nothing else differs", () => {
    const lines = linesOf(table(cleanReport()));
    expect(lines[0]).to.equal("○ 1 allowed difference");
    expect(lines).to.include("    stagekeeper:base.pipelines.etl.stages lists prod");
    expect(lines.at(-1)).to.equal("✓ All good: the stages are alike (41 resources compared, 1 difference allowed).");
  });

  it("says loudly which stage could not be read, before and after", () => {
    const lines = linesOf(table(incompleteReport()));
    expect(lines).to.include("! NOT CHECKED: prod");
    expect(lines).to.include("    prod: the passphrase in STAGEKEEPER_PASSPHRASE_PROD is wrong");
    expect(lines).to.include("! Incomplete: prod could not be read. In the rest: no findings.");
  });

  it("shows more of each value in 200 columns", () => {
    const arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-dev-facts";
    expect(table(fullReport())).not.to.include("…n-ops-dev-facts");
    expect(table(fullReport())).to.include("ops-dev-facts");
    expect(table(fullReport(), { width: 200 })).to.include("https://api.staging.acme.example/v1");
    expect(table(fullReport(), { width: 320 })).to.include(arn);
  });

  it("lists stages below each other where they do not fit side by side", () => {
    const lines = linesOf(table(largeReport(1, 12)));
    expect(lines).to.include("    the other 11:");
    expect(lines).to.include("      https://service-0.eu-central-1.acme.example/v1/tables/same-0");
    expect(lines).to.include("  ≠ region-9:");
    expect(lines).to.include("      https://service-0.eu-central-1.acme.example/v1/tables/other-0");
  });

  it("says the same without colour", () => {
    const coloured = table(fullReport(), { color: true });
    expect(coloured).to.match(COLOURS);
    expect(coloured.replace(COLOURS, "")).to.equal(table(fullReport()));
  });

  it("fits the terminal and moves nothing in it, whatever the values hold", () => {
    fc.assert(
      fc.property(hostileReport, fc.constantFrom(40, 80, 200), (hostile, columns) => {
        const text = table(hostile, { width: columns });
        expect(text.replaceAll("\n", "")).to.equal(visible(text.replaceAll("\n", "")));
        for (const line of linesOf(text)) expect(width(line)).to.be.at.most(columns);
        const coloured = table(hostile, { width: columns, color: true });
        expect(coloured.replace(COLOURS, "")).to.equal(text);
      }),
      { numRuns: 30 },
    );
  });
});
