import { expect } from "chai";
import { parse } from "yaml";
import { FILL_IN } from "../../../core/config/placeholder.ts";
import { type AllowanceInput, compareStages, proposeAllowances } from "../../../core/parity/index.ts";
import { type ShortResource, toDeployment } from "./short-state.ts";

function compare(allowances: readonly AllowanceInput[] = []) {
  const dev: ShortResource[] = [
    { is: "Table::facts", inputs: { mode: "a", tags: { 'q"*?#': 1 } } },
    { is: "Queue::jobs: {x}" },
  ];
  const prod: ShortResource[] = [{ is: "Table::facts", inputs: { mode: "b", tags: { 'q"*?#': 2 } } }];
  return compareStages({
    stages: Object.entries({ dev, prod }).map(([name, resources]) => ({
      name,
      deployment: toDeployment(name, resources),
    })),
    source: "state",
    allowances,
    today: "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
  });
}

describe("proposed allowances", () => {
  it("are YAML with reason and owner left to fill in", () => {
    expect(parse(proposeAllowances(compare()))).to.deep.equal({
      parity: {
        allow: [
          {
            code: "parity/missing-resource",
            address: "aws:sqs/queue:Queue::jobs: {x}",
            stages: ["dev"],
            reason: FILL_IN,
            owner: FILL_IN,
          },
          {
            code: "parity/different-value",
            address: "aws:dynamodb/table:Table::facts",
            path: "mode",
            stages: ["dev"],
            reason: FILL_IN,
            owner: FILL_IN,
          },
          {
            code: "parity/different-value",
            address: "aws:dynamodb/table:Table::facts",
            path: 'tags["q\\"??#"]',
            stages: ["dev"],
            reason: FILL_IN,
            owner: FILL_IN,
          },
        ].sort((a, b) => (a.address < b.address ? -1 : 1)),
      },
    });
  });

  it("suppress all findings that they were made from", () => {
    const { parity } = parse(proposeAllowances(compare())) as { parity: { allow: AllowanceInput[] } };
    const report = compare(parity.allow);
    expect(report.summary).to.deep.include({ error: 0, warning: 0, suppressed: 3 });
    expect(proposeAllowances(report)).to.equal("# Nothing to allow: there are no open findings.\n");
  });

  it("do not propose to allow what is wrong with allowances", () => {
    const report = compare([{ address: "gone", reason: "r", owner: "o" }]);
    expect(report.findings.map(({ code }) => code)).to.include("allowance/unused");
    expect(proposeAllowances(report)).to.not.include("allowance/");
  });
});
