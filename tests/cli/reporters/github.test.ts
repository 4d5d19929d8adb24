import { expect } from "chai";
import fc from "fast-check";
import { renderGitHub } from "../../../cli/reporters/github.ts";
import { DEFAULT_OPTIONS } from "../../../cli/reporters/options.ts";
import type { Report } from "../../../core/findings/report.ts";
import { finding, report } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport } from "./hostile.ts";
import { fullReport, incompleteReport, largeReport } from "./samples.ts";

const linesOf = (of: Report, options: Partial<typeof DEFAULT_OPTIONS> = {}) =>
  renderGitHub(of, { ...DEFAULT_OPTIONS, ...options })
    .trimEnd()
    .split("\n");

describe("GitHub annotations reporter", () => {
  it("writes one command for each finding that counts", () => {
    expectGolden("github.golden.txt", renderGitHub(fullReport(), DEFAULT_OPTIONS));
  });

  it("escapes messages and properties as the runner decodes them", () => {
    const tricky = finding("parity/different-value", "error", { address: "a:b,c", message: "50% of\nit: a, b" });
    expect(linesOf(report([tricky]))).to.deep.equal([
      "::error file=Pulumi.yaml,title=different value a%3Ab%2Cc::50%25 of%0Ait: a, b",
    ]);
  });

  it("points at the stage that stands out, beside the project's file", () => {
    const one = finding("parity/different-value", "warning", { standsOut: ["prod"] });
    const two = finding("parity/different-value", "warning", { standsOut: ["dev", "prod"] });
    const files = (of: Report) =>
      linesOf(of, { projectFile: "infra/Pulumi.yaml" }).map((line) => /file=([^,]*)/.exec(line)?.[1]);
    expect(files(report([one, two]))).to.deep.equal(["infra/Pulumi.prod.yaml", "infra/Pulumi.yaml"]);
    expect(files(report([one], { source: "state" }))).to.deep.equal(["infra/Pulumi.yaml"]);
  });

  it("stays within what GitHub shows and counts the rest", () => {
    const lines = linesOf(largeReport(100));
    const ofLevel = (level: string) => lines.filter((line) => line.startsWith(`::${level} `));
    expect(["error", "warning", "notice"].map((level) => ofLevel(level).length)).to.deep.equal([10, 10, 10]);
    expect(ofLevel("error").at(-1)).to.match(/^::error file=Pulumi\.yaml,title=\d+ more errors::GitHub shows ten/);
  });

  it("names a stage that could not be read as an error", () => {
    expect(linesOf(incompleteReport())).to.deep.equal([
      "::error file=Pulumi.yaml,title=prod could not be read::the passphrase in STAGEKEEPER_PASSPHRASE_PROD is wrong",
    ]);
  });

  it("says that all is well in one notice", () => {
    expect(linesOf(report([]))).to.deep.equal([
      "::notice file=Pulumi.yaml,title=stagekeeper::All good: the stages are alike (41 resources compared).",
    ]);
  });

  it("writes only its own commands, whatever the values hold", () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        for (const line of linesOf(hostile)) {
          expect(line).to.match(/^::(error|warning|notice) file=[^:,\r\n]*,title=[^:,\r\n]*::[^\r\n]*$/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
