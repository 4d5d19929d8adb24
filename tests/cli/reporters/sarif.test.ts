import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect } from "chai";
import fc from "fast-check";
import type { Log, Run } from "sarif";
import { DEFAULT_OPTIONS } from "../../../cli/reporters/options.ts";
import { renderSarif } from "../../../cli/reporters/sarif.ts";
import type { Report } from "../../../core/findings/report.ts";
import { finding, report } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport } from "./hostile.ts";
import { cleanReport, driftReport, fullReport, incompleteReport } from "./samples.ts";

const SCHEMA = new URL("../../fixtures/sarif/sarif-2.1.0.schema.json", import.meta.url);

function validator(): (log: unknown) => readonly string[] {
  // The schema says draft 4, and uses nothing in which draft 7 differs but the name of its own id.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) => (validate(log) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`));
}

function runOf(of: Report): Run {
  const log: Log = JSON.parse(renderSarif(of, DEFAULT_OPTIONS));
  const [run] = log.runs;
  if (run === undefined) throw new Error("a log without a run");
  return run;
}

describe("SARIF reporter", () => {
  const problemsOf = validator();

  it("writes a log with rules, results and suppressions", () => {
    expectGolden("sarif.golden.json", renderSarif(cleanReport(), { ...DEFAULT_OPTIONS, version: "0.1.0" }));
  });

  it("is valid against the public schema", () => {
    for (const each of [fullReport(), cleanReport(), incompleteReport(), driftReport(), report([])]) {
      expect(problemsOf(JSON.parse(renderSarif(each, DEFAULT_OPTIONS)))).to.deep.equal([]);
    }
  });

  it("is checked by a schema that refuses what is not SARIF", () => {
    const log = JSON.parse(renderSarif(fullReport(), DEFAULT_OPTIONS));
    log.runs[0].results[0].level = "fatal";
    expect(problemsOf(log)).to.deep.equal(["/runs/0/results/0/level must be equal to one of the allowed values"]);
  });

  it("describes each code once, with help", () => {
    const { tool, results = [] } = runOf(fullReport());
    const rules = tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).to.deep.equal([...new Set(fullReport().findings.map(({ code }) => code))].sort());
    for (const result of results) expect(rules[result.ruleIndex ?? -1]?.id).to.equal(result.ruleId);
    for (const rule of rules) expect(rule.help?.text).to.match(/\.$/);
  });

  it("identifies a finding by its fingerprint, also for GitHub", () => {
    const [result] =
      runOf(report([finding("parity/missing-resource", "error", { fingerprint: "5f0c" })])).results ?? [];
    expect(result?.partialFingerprints).to.deep.equal({ "stagekeeper/v1": "5f0c", primaryLocationLineHash: "5f0c:1" });
  });

  it("says in one text what is wrong and what to do", () => {
    const of = (message: string, remedy: string) =>
      runOf(report([finding("parity/different-value", "error", { message, remedy })])).results?.[0]?.message.text;
    expect(of("prod differs", "Align it.")).to.equal("prod differs. Align it.");
    expect(of("prod differs.", "Align it.")).to.equal("prod differs. Align it.");
    expect(of("prod differs", "")).to.equal("prod differs");
  });

  it("points at a file and names the place", () => {
    const [result] = runOf(fullReport()).results ?? [];
    expect(result?.locations).to.deep.equal([
      {
        physicalLocation: { artifactLocation: { uri: "Pulumi.prod.yaml" }, region: { startLine: 1 } },
        logicalLocations: [
          { name: "billingMode", fullyQualifiedName: "aws:dynamodb/table:Table::facts.billingMode", kind: "property" },
        ],
      },
    ]);
  });

  it("says of every result whether it is suppressed, and why", () => {
    const results = runOf(fullReport()).results ?? [];
    expect(results.filter(({ suppressions }) => suppressions?.length === 0)).to.have.length(14);
    expect(results.at(-1)?.suppressions).to.deep.equal([
      {
        kind: "external",
        status: "accepted",
        justification: "stagekeeper:base.pipelines.etl.stages lists prod",
        properties: { owner: "", expires: null, origin: "stagekeeper:base.pipelines.etl.stages" },
      },
    ]);
  });

  it("did not execute successfully where a stage could not be read", () => {
    const [invocation] = runOf(incompleteReport()).invocations ?? [];
    expect(invocation?.executionSuccessful).to.equal(false);
    expect(invocation?.toolExecutionNotifications?.map(({ message }) => message.text)).to.deep.equal([
      "prod could not be read: the passphrase in STAGEKEEPER_PASSPHRASE_PROD is wrong",
    ]);
    expect(runOf(fullReport()).invocations?.[0]?.executionSuccessful).to.equal(true);
  });

  it("is valid, and its messages hold no links, whatever the values hold", () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        expect(problemsOf(JSON.parse(renderSarif(hostile, DEFAULT_OPTIONS)))).to.deep.equal([]);
        for (const { message } of runOf(hostile).results ?? []) expect(message.text).not.to.match(/(?<!\\)\]\(/);
      }),
      { numRuns: 60 },
    );
  });
});
