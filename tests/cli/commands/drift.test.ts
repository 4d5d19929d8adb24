import { expect } from "chai";
import type { VendorCheck, VendorContext } from "../../../core/drift/types.ts";
import { UserError } from "../../../core/user-error.ts";
import { linesOf, QUEUE } from "../../core/drift/state.ts";
import { expectValidReport } from "../../core/findings/report-schema.ts";
import { grown, run, stagekeeper } from "./drift-fakes.ts";

describe("drift command", () => {
  it("exits 0 where what runs is what was deployed, and opens no secret for it", async () => {
    const { code, seen, report } = await run();
    expect(code).to.equal(0);
    expectValidReport(report);
    expect(report).to.include({ kind: "drift", source: "actual", generatedAt: "2026-11-24T08:00:00Z" });
    expect(report.stages).to.deep.equal(["dev", "prod"]);
    expect(report.summary.compared).to.equal(2);
    expect(seen.opened).to.deep.equal([]);
    expect(seen.timeouts).to.deep.equal([30, 30]);
    expect(seen.closed).to.equal(true);
  });

  it("exits 1 where it drifts, and says which stage", async () => {
    const { code, report } = await run({ stacks: { prod: { events: linesOf([grown]), end: { code: 7 } } } });
    expect(code).to.equal(1);
    expect(report.findings.map(({ stage, address, path }) => [stage, address, path])).to.deep.equal([
      ["prod", `${QUEUE}::jobs`, "size"],
    ]);
  });

  it("begins with the refresh, which takes longest", async () => {
    const { seen } = await run({ stages: ["dev"] });
    expect(seen.begun).to.deep.equal(["refresh", "state, closed"]);
  });

  it("checks the stacks that are named, in any project, each once", async () => {
    expect((await run({ stages: ["acme/app/qa", "dev", "dev"] })).seen.stacks).to.have.members(["acme/app/qa", "dev"]);
  });

  it("checks stages of the configuration in promotion order, and the account stack only where it is named", async () => {
    const configuration = stagekeeper();
    expect((await run({ configuration })).report.stages).to.deep.equal(["dev", "prod"]);
    expect((await run({ configuration, stages: ["account", "prod"] })).report.stages).to.deep.equal([
      "prod",
      "account",
    ]);
    const failure = await run({ configuration, stages: ["prd"] }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UserError).with.property("next", "Did you mean prod?");
  });

  it("refuses two stacks of one name, and a project without any", async () => {
    const twice = await run({ stages: ["acme/app/prod", "acme/other/prod"] }).catch((error: unknown) => error);
    expect(twice).to.be.instanceOf(UserError).with.property("message", "Two stacks are called prod");
  });

  it("checks no more stacks at a time than it was told to", async () => {
    const stages = ["a", "b", "c", "d", "e"];
    expect((await run({ stages, parallel: 2 })).seen.most).to.equal(2);
    expect((await run({ stages, parallel: 9 })).seen.most).to.equal(5);
  });

  it("applies the configuration's allowances", async () => {
    const allow = [{ address: "*::jobs", path: "size", stages: ["prod"], reason: "tried out", owner: "jdoe" }];
    const stacks = { prod: { events: linesOf([grown]), end: { code: 7 } } };
    const { code, report } = await run({ configuration: stagekeeper({ drift: { allow } }), stacks });
    expect(code).to.equal(0);
    expect(report.summary).to.include({ error: 0, suppressed: 1 });
    expect(report.findings[0]?.suppressed?.origin).to.equal("stagekeeper:base.drift.allow[0]");
  });

  it("calls an allowance unused only where all was checked that it can be for, the account stack too", async () => {
    const allow = [{ address: "*::topic", reason: "rotated by hand", owner: "jdoe" }];
    const configuration = stagekeeper({ drift: { allow } });
    const codes = async (stages: readonly string[]) =>
      (await run({ configuration, stages })).report.findings.map(({ code }) => code);
    expect(await codes([])).to.deep.equal([]);
    expect(await codes(["dev", "prod"])).to.deep.equal([]);
    expect(await codes(["dev", "prod", "account"])).to.deep.equal(["allowance/unused"]);
  });

  it("asks vendors only where a configuration says what for, and adds what they say", async () => {
    const contexts: VendorContext[] = [];
    const check: VendorCheck = async (context) => {
      contexts.push(context);
      const draft = {
        code: "drift/unmanaged",
        address: "a:b:C::new",
        path: "",
        recorded: { state: "absent" },
        actual: { state: "value" },
      } as const;
      const isProd = context.stage === "prod";
      return {
        drafts: [draft],
        incomplete: isProd ? ["GitHub answered 403"] : [],
        coverage: [{ vendor: "GitHub", managed: 1, total: 2 }],
        notes: [],
      };
    };
    await run({ checks: [check] });
    expect(contexts).to.deep.equal([]);
    const { code, report } = await run({ configuration: stagekeeper(), checks: [check] });
    expect(code).to.equal(2);
    expectValidReport(report);
    expect(contexts.map(({ stage, kind }) => [stage, kind])).to.deep.equal([
      ["dev", "stage"],
      ["prod", "stage"],
    ]);
    expect(JSON.stringify(contexts)).not.to.contain("hush");
    expect(report.incomplete).to.deep.equal([{ stage: "prod", reason: "GitHub answered 403" }]);
    expect(report.summary).to.include({ warning: 2 });
    expect(report.coverage).to.have.length(2);
  });
});
