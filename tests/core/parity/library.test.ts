import { expect } from "chai";
import { compareStages, parseState, type Report } from "stagekeeper/parity";
import { UserError } from "../../../core/user-error.ts";

/** The example of docs/library.md: two exports, read by the caller, compared. */
function example(devText: string, prodText: string): Report {
  const dev = parseState(devText);
  const prod = parseState(prodText);
  if (!dev.ok || !prod.ok) throw new Error("no state export");
  return compareStages({
    stages: [
      { name: "dev", deployment: dev.deployment },
      { name: "prod", aliases: ["live"], deployment: prod.deployment },
    ],
    source: "state",
    mustDiffer: { DATABASE_URL: true },
    allowances: [{ address: "*::jobs", path: "delaySeconds", reason: "dev need not wait", owner: "jdoe" }],
    today: "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
  });
}

function exported(stack: string, inputs: object): string {
  return JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        {
          urn: `urn:pulumi:${stack}::app::aws:sqs/queue:Queue::jobs`,
          custom: true,
          type: "aws:sqs/queue:Queue",
          inputs,
        },
      ],
    },
  });
}

describe("stagekeeper/parity", () => {
  it("compares exports as the example in the documentation does", () => {
    const report = example(
      exported("dev", { delaySeconds: 0, name: "jobs-dev", maxMessageSize: 1024 }),
      exported("prod", { delaySeconds: 5, name: "jobs-live", maxMessageSize: 2048 }),
    );
    expect(
      report.findings.map(({ path, suppressed, message }) => ({ path, message, reason: suppressed?.reason ?? null })),
    ).to.deep.equal([
      { path: "delaySeconds", message: "dev's jobs delaySeconds is 0, not 5 as in prod", reason: "dev need not wait" },
      { path: "maxMessageSize", message: "dev's jobs maxMessageSize is 1024, not 2048 as in prod", reason: null },
    ]);
    expect(report.summary).to.deep.equal({ compared: 1, error: 1, warning: 0, note: 0, suppressed: 1, unreadable: 0 });
  });

  it("takes a whole export too", () => {
    const deployment: unknown = JSON.parse(exported("dev", {}));
    const report = compareStages({
      stages: [{ name: "dev", deployment }],
      source: "state",
      today: "2026-11-24",
      generatedAt: "2026-11-24T08:00:00Z",
    });
    expect(report.findings).to.deep.equal([]);
  });

  it("takes the stack's name as a word of the stage where the URNs do not say it", () => {
    const stages = [
      { name: "dev", stack: "acme/app/blue", deployment: JSON.parse(exported("x", { name: "jobs-blue" })) as unknown },
      {
        name: "prod",
        stack: "acme/app/green",
        deployment: JSON.parse(exported("x", { name: "jobs-green" })) as unknown,
      },
    ];
    expect(compareStages({ ...options, stages }).findings).to.deep.equal([]);
  });

  const options = { source: "state", today: "2026-11-24", generatedAt: "2026-11-24T08:00:00Z" } as const;

  it("refuses two stages of one name", () => {
    const deployment: unknown = JSON.parse(exported("dev", {}));
    const stages = [
      { name: "dev", deployment },
      { name: "dev", deployment },
    ];
    expect(() => compareStages({ ...options, stages })).to.throw(UserError, "The stage dev is given twice");
  });

  it("refuses what is no export, with the stage's name", () => {
    const stages = [{ name: "dev", deployment: { version: 9, deployment: {} } }];
    expect(() => compareStages({ ...options, stages })).to.throw(
      UserError,
      "The state of dev is a state export of the newer version 9",
    );
  });

  it("copies what is incomplete, and then calls no allowance unused", () => {
    const stages = [{ name: "dev", deployment: JSON.parse(exported("dev", {})) as unknown }];
    const incomplete = [{ stage: "prod", reason: "prod.json does not exist" }];
    const allowances = [{ address: "*::gone", reason: "r", owner: "o" }];
    const report = compareStages({ ...options, stages, incomplete, allowances });
    expect(report.incomplete).to.deep.equal(incomplete);
    expect(report.findings).to.deep.equal([]);
  });
});
