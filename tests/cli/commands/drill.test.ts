import { expect } from "chai";
import { type DrillAdapters, type DrillConfiguration, drill, type RealDrill } from "../../../cli/commands/drill.ts";
import { readReportFlags } from "../../../cli/report-options.ts";
import { parseAccountConfig } from "../../../core/config/account.ts";
import type { Report } from "../../../core/findings/report.ts";
import { base, configOf, FILES } from "../../core/config/example.ts";
import { expectValidReport } from "../../core/findings/report-schema.ts";
import { type Broken, FakeVendors } from "./drill-vendors.ts";

const patch = {
  pipelines: {
    etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 120, stages: ["prod"], heartbeat: "cloudwatch" },
  },
  monitoring: {
    emails: ["jdoe@example.com"],
    budget: { monthlyUsd: 10, actualPercent: [50], forecastPercent: [] },
    throttleAlarms: { stages: ["prod"], layers: ["lake"] },
    relay: "lambda",
  },
};

interface Ran {
  readonly code: number;
  readonly report: Report;
  readonly vendors: FakeVendors;
}

const noReal: RealDrill = { verdicts: [], incomplete: [], notes: [] };

function configurationOf(written: object): DrillConfiguration {
  const account = parseAccountConfig({ base: base(written), files: FILES });
  if (!account.ok) throw new Error("no account");
  const stages = ["dev", "prod"].map((stage) => configOf(written, { stage }));
  return { stages, account: account.config, accountStack: "account" };
}

function adaptersOf(vendors: FakeVendors, printed: string[], more: Partial<DrillAdapters> = {}): DrillAdapters {
  return {
    configuration: async () => configurationOf(patch),
    open: async () => vendors,
    tryReal: async () => noReal,
    now: () => new Date("2026-11-24T10:00:00.500Z"),
    progress: () => undefined,
    print: (text) => printed.push(text),
    log: () => undefined,
    write: () => undefined,
    projectFile: async () => "Pulumi.yaml",
    version: "0.0.0",
    terminal: { columns: 80, hasColour: false },
    ...more,
  };
}

async function run(
  broken: Broken = {},
  stages: readonly string[] = [],
  more: Partial<DrillAdapters> = {},
  real = false,
): Promise<Ran> {
  const vendors = new FakeVendors(broken);
  const printed: string[] = [];
  const report = readReportFlags({ format: "json", failOn: "error" });
  const code = await drill({ stages, real, report }, adaptersOf(vendors, printed, more));
  const parsed = JSON.parse(printed.join("")) as Report;
  expectValidReport(parsed);
  return { code, report: parsed, vendors };
}

/** `code address: message` of every finding. */
const found = ({ report }: Ran) =>
  report.findings.map(({ code, address, message }) => `${code} ${address}: ${message}`);
const codesAt = (ran: Ran) =>
  ran.report.findings.map(({ code, address }) => `${code.slice("drill/".length)} ${address}`);

describe("stagekeeper drill", () => {
  it("passes where every alert arrives, and lists every kind with its message", async () => {
    const ran = await run();
    expect(ran.code).to.equal(0);
    expect(found(ran)).to.deep.equal([]);
    expect(
      ran.report.checks?.map(({ stage, kind, target, outcome, message }) => [stage, kind, target, outcome, message]),
    ).to.deep.equal([
      ["dev", "failed-workflow", "", "passed", "[dev] workflow_run failed → [dev] workflow_run recovered"],
      ["dev", "failed-deployment", "", "passed", "[dev] deployment_status failed → [dev] deployment_status recovered"],
      ["prod", "failed-workflow", "", "passed", "[prod] workflow_run failed → [prod] workflow_run recovered"],
      [
        "prod",
        "failed-deployment",
        "",
        "passed",
        "[prod] deployment_status failed → [prod] deployment_status recovered",
      ],
      ["account", "forged-signature", "", "passed", "refused, and nobody was told"],
      ["account", "replayed-delivery", "", "passed", "[prod] workflow_run failed → [prod] workflow_run recovered"],
      ["dev", "throttled-table", "", "not-configured", "no table has an alarm"],
      [
        "prod",
        "throttled-table",
        "facts",
        "passed",
        'ALARM: "shop-prod-facts-throttled" in eu-central-1 → OK: "shop-prod-facts-throttled" in eu-central-1',
      ],
      ["dev", "silent-pipeline", "", "not-configured", "no pipeline runs here"],
      [
        "prod",
        "silent-pipeline",
        "etl",
        "passed",
        'ALARM: "shop-prod-etl-heartbeat" in eu-central-1 → OK: "shop-prod-etl-heartbeat" in eu-central-1',
      ],
      ["account", "budget-crossed", "", "passed", "AWS Budgets: shop-monthly has exceeded your alert threshold"],
    ]);
    expect(ran.report.summary).to.include({ compared: 9, error: 0 });
    expect(ran.vendors).to.include({ closed: 1, throttled: 2 });
  });

  it("drills the stages that are named, and what exists once", async () => {
    const { report } = await run({}, ["dev"]);
    expect(report.stages).to.deep.equal(["dev", "account"]);
  });

  describe("finds what is broken, and says where", () => {
    it("a topic policy that lets neither alarms nor budgets publish", async () => {
      const ran = await run({ topicPolicy: true });
      expect(ran.code).to.equal(1);
      expect(found(ran)).to.deep.equal([
        "drill/not-delivered budget-crossed::account: the crossed budget was not reported to jdoe@example.com: everything was sent, but the policy of the topic shop-alerts does not let budgets.amazonaws.com publish",
        "drill/not-delivered silent-pipeline::prod/etl: the silent pipeline etl was not reported to jdoe@example.com: everything was sent, but the policy of the topic shop-alerts does not let cloudwatch.amazonaws.com publish",
        "drill/not-delivered throttled-table::prod/facts: the throttled table facts was not reported to jdoe@example.com: everything was sent, but the policy of the topic shop-alerts does not let cloudwatch.amazonaws.com publish",
      ]);
    });

    it("a subscription that is pending or missing, or no topic at all", async () => {
      for (const [broken, words] of [
        [{ subscription: "pending" }, "has not confirmed the subscription"],
        [{ subscription: "missing" }, "is not subscribed to the topic"],
        [{ noTopic: true }, "the topic shop-alerts does not exist"],
      ] as const) {
        const ran = await run(broken);
        expect(ran.report.findings.length, words).to.equal(8);
        expect(
          found(ran).every((line) => line.startsWith("drill/not-delivered") && line.endsWith(words)),
          words,
        ).to.equal(true);
      }
    });

    it("a webhook that is gone: then nothing is known of forgeries either", async () => {
      const ran = await run({ webhook: true });
      expect(codesAt(ran)).to.deep.equal([
        "not-delivered failed-deployment::dev",
        "not-delivered failed-deployment::prod",
        "not-delivered failed-workflow::dev",
        "not-delivered failed-workflow::prod",
        "not-delivered forged-signature::account",
        "not-delivered replayed-delivery::account",
      ]);
      expect(found(ran)[4]).to.include(
        "nobody can say whether a forged signature is refused: no webhook of the repository listens to workflow_run",
      );
    });

    it("a relay that answers with an error", async () => {
      const [first] = found(await run({ relay: true }));
      expect(first).to.include("GitHub's delivery was answered with 502 instead of 200 (publish failed)");
    });

    it("a relay that takes replays, or forgeries", async () => {
      expect(codesAt(await run({ replays: true }))).to.deep.equal(["duplicate replayed-delivery::account"]);
      const forged = await run({ forgeries: true });
      expect(codesAt(forged).slice(0, 1)).to.deep.equal(["duplicate forged-signature::account"]);
      expect(found(forged).join("\n")).to.include(
        "got a message that should not have come after a delivery with a forged signature",
      );
    });

    it("alarms that are gone, switched off, never fire, or never end", async () => {
      const alarms = async (alarm: NonNullable<Broken["alarm"]>) => found(await run({ alarm }));
      expect((await alarms("missing"))[0]).to.include("the alarm shop-prod-etl-heartbeat does not exist");
      expect((await alarms("actions-off"))[0]).to.include(
        "the actions of the alarm shop-prod-etl-heartbeat are switched off",
      );
      expect((await alarms("silent"))[0]).to.include("the alarm shop-prod-etl-heartbeat stayed in OK");
      const endless = await run({ alarm: "without-end" });
      expect(codesAt(endless)).to.deep.equal([
        "not-closed silent-pipeline::prod/etl",
        "not-closed throttled-table::prod/facts",
      ]);
    });

    it("a budget that is gone, or tells the same every time", async () => {
      expect(found(await run({ budget: "missing" }))[0]).to.include("the budget shop-monthly does not exist");
      expect(codesAt(await run({ budget: "every-time" }))).to.deep.equal(["duplicate budget-crossed::account"]);
    });
  });

  describe("where the configuration names nobody", () => {
    const monitored = (monitoring: object): Partial<DrillAdapters> => ({
      configuration: async () => configurationOf({ ...patch, monitoring: { ...patch.monitoring, ...monitoring } }),
    });
    const outcomes = ({ report }: Ran) => report.checks?.map(({ kind, outcome }) => `${kind} ${outcome}`);
    const unwatched = { emails: [], relay: "none", budget: null, throttleAlarms: { stages: [], layers: [] } };

    it("finds every alert that is watched for nobody, and still tries a forgery", async () => {
      const ran = await run({ subscription: "missing" }, ["prod"], monitored({ emails: [] }));
      expect(ran.code).to.equal(1);
      expect(codesAt(ran)).to.deep.equal([
        "not-delivered budget-crossed::account",
        "not-delivered failed-deployment::prod",
        "not-delivered failed-workflow::prod",
        "not-delivered replayed-delivery::account",
        "not-delivered silent-pipeline::prod/etl",
        "not-delivered throttled-table::prod/facts",
      ]);
      expect(found(ran)[0]).to.include("was not reported to anybody: monitoring.emails is empty");
      expect(outcomes(ran)).to.include("forged-signature passed");
    });

    it("finds a forgery that is taken, though nobody could be told", async () => {
      const ran = await run({ subscription: "missing", forgeries: true }, ["dev"], monitored({ emails: [] }));
      expect(found(ran).join("\n")).to.include(
        "nobody can say whether a forged signature is refused: GitHub's delivery was answered with 200 instead of 401",
      );
    });

    it("finds nothing where nothing is watched, and accuses nobody where others have subscribed", async () => {
      const none = await run({ subscription: "missing" }, ["dev"], monitored(unwatched));
      expect([none.code, none.report.summary.compared]).to.deep.equal([0, 0]);
      const others = await run({}, ["dev"], monitored({ emails: [] }));
      expect([others.code, found(others)]).to.deep.equal([0, []]);
      expect(outcomes(others)).to.include("failed-workflow not-configured");
    });
  });

  it("gives the sandbox back when something goes wrong", async () => {
    const vendors = new FakeVendors();
    vendors.deliver = async () => {
      throw new Error("the server is gone");
    };
    const failure = await drill(
      { stages: [], real: false, report: readReportFlags({ format: "json", failOn: "error" }) },
      adaptersOf(vendors, []),
    ).then(() => "", String);
    expect(failure).to.include("the server is gone");
    expect(vendors.closed).to.equal(1);
  });

  it("says what is missing: a deployment, a stage, a configuration", async () => {
    const message = (more: Partial<DrillAdapters>, stages: readonly string[] = []) =>
      run({}, stages, more).then(
        () => "",
        (error: Error) => error.message,
      );
    const vendors = new FakeVendors();
    vendors.deployed = async () => new Set(["dev"]);
    expect(await message({ open: async () => vendors })).to.equal(
      "The sandbox does not have prod and account yet, so there is nothing to drill",
    );
    expect(vendors.closed).to.equal(1);
    expect(await message({}, ["pord"])).to.equal("There is no stage pord; the stages are dev, prod");
    expect(await message({ configuration: async () => null })).to.include("has no stagekeeper configuration");
  });

  it("with --real reports what was asked, and cannot pass what could not be asked", async () => {
    const incomplete = [{ stage: "account", reason: "the webhook's deliveries could not be asked about: 403" }];
    const tryReal = async (): Promise<RealDrill> => ({
      verdicts: [
        {
          check: { stage: "account", kind: "test-message", target: "", outcome: "passed", message: "sent" },
          findings: [],
        },
      ],
      incomplete,
      notes: [],
    });
    const ran = await run({}, [], { tryReal }, true);
    expect(ran.code).to.equal(2);
    expect(ran.report).to.deep.include({ stages: ["account"], incomplete });
    expect(ran.vendors.closed).to.equal(0);
    expect((await run({}, [], {}, true)).code).to.equal(0);
  });
});
