import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Check, Report } from "../../core/findings/report.ts";
import { expectValidReport } from "../core/findings/report-schema.ts";
import { TestProject } from "./support/project.ts";

/** The real engine deploys the example, the relay's own code runs, and the alerts are drilled. */
describe("a drill of the example", function () {
  this.timeout(300_000);
  let project: TestProject;
  before(async () => {
    project = new TestProject();
    const up = await project.stagekeeper(["sandbox", "up"]);
    expect(up.code, up.all).to.equal(0);
  });
  after(() => project.remove());

  const drilled = async (...args: string[]): Promise<{ code: number; report: Report; seconds: number }> => {
    const started = performance.now();
    const { code, stdout, all } = await project.stagekeeper(["drill", ...args, "--format", "json"]);
    const seconds = (performance.now() - started) / 1_000;
    if (!stdout.startsWith("{")) throw new Error(all);
    const report = JSON.parse(stdout) as Report;
    expectValidReport(report);
    return { code, report, seconds };
  };
  const failures = ({ report }: { report: Report }) => report.findings.map(({ code, address }) => `${code} ${address}`);
  const control = async <T = unknown>(method: string, path: string, body?: unknown): Promise<T> => {
    // Any command keeps the server up for as long as it runs; curl is not everywhere, node is.
    const script = `const { httpPort, token } = JSON.parse(require("fs").readFileSync(process.argv[1])); fetch("http://127.0.0.1:" + httpPort + "/_sandbox" + process.argv[3], { method: process.argv[2], headers: { authorization: "Bearer " + token }, ...(process.argv[4] ? { body: process.argv[4] } : {}) }).then((r) => r.text()).then(console.log)`;
    const info = join(project.folder, ".sandbox/vendors/server.json");
    const args = body === undefined ? [] : [JSON.stringify(body)];
    const { stdout } = await project.stagekeeper([
      "sandbox",
      "run",
      "--",
      "node",
      "-e",
      script,
      info,
      method,
      path,
      ...args,
    ]);
    return JSON.parse(stdout) as T;
  };
  /** Changes something behind Pulumi's back. */
  const tamper = async (...args: string[]) => {
    const { code, all } = await project.stagekeeper(["sandbox", ...args]);
    expect(code, all).to.equal(0);
  };
  const mend = async () => {
    const up = await project.pulumi("up", "--stack", "account", "--yes", "--skip-preview", "--refresh");
    expect(up.code, up.all).to.equal(0);
  };

  it("passes every kind, twice in a row, within 20 seconds, and leaves nothing behind", async () => {
    await control("DELETE", "/outbox");
    for (const time of ["first", "second"]) {
      const { code, report, seconds } = await drilled();
      expect([time, code, report.findings]).to.deep.equal([time, 0, []]);
      expect(seconds, "seconds").to.be.lessThan(20);
      const tried = report.checks?.filter(({ outcome }: Check) => outcome === "passed") ?? [];
      expect(new Set(tried.map(({ kind }) => kind))).to.deep.equal(
        new Set([
          "failed-workflow",
          "failed-deployment",
          "forged-signature",
          "replayed-delivery",
          "throttled-table",
          "silent-pipeline",
          "budget-crossed",
        ]),
      );
      expect(tried.every(({ message }) => message !== "")).to.equal(true);
      expect(
        report.checks
          ?.filter(({ outcome }) => outcome === "not-configured")
          .map(({ stage, kind }) => `${stage} ${kind}`),
      ).to.deep.equal([
        "dev throttled-table",
        "staging throttled-table",
        "dev silent-pipeline",
        "staging silent-pipeline",
      ]);
    }
    for (const stack of ["account", "dev", "prod"]) {
      const preview = await project.pulumi("preview", "--stack", stack, "--refresh", "--expect-no-changes");
      expect(preview.code, preview.all).to.equal(0);
    }
    const { now } = await control<{ now: string }>("GET", "/clock");
    expect(Math.abs(Date.parse(now) - Date.now())).to.be.lessThan(60_000);
    const sent = await control<readonly { to: string; source: string }[]>("GET", "/outbox");
    expect(new Set(sent.map(({ to }) => to))).to.deep.equal(new Set(["jdoe@example.com"]));
    expect(new Set(sent.map(({ source }) => source))).to.deep.equal(new Set(["relay", "alarm", "budget"]));
  });

  it("shows what happened in the relay's log, which holds no secret", async () => {
    const log = JSON.stringify(await control("GET", "/aws/logs/agent-ops-relay"));
    expect(log).to.include("workflow_run").and.include("duplicate");
    const journal = readFileSync(join(project.folder, ".sandbox/vendors/vendors.journal"), "utf8");
    const secrets = [
      ...journal.matchAll(/"type":"SecureString"[^}]*?"value":"([^"]+)"|"value":"([^"]+)"[^}]*?"type":"SecureString"/g),
    ].map(([, one, other]) => one ?? other ?? "");
    expect(secrets.length).to.be.greaterThan(0);
    for (const secret of secrets) expect(log).not.to.include(secret);
  });

  it("tries with --real only what harms nobody", async () => {
    const { code, report } = await drilled("--real", "--sandbox");
    expect([code, report.checks?.map(({ kind, outcome }) => [kind, outcome])]).to.deep.equal([
      0,
      [
        ["test-message", "passed"],
        ["subscription", "passed"],
        ["webhook-deliveries", "passed"],
      ],
    ]);
    const [last] = (await control<readonly { subject: string; text: string }[]>("GET", "/outbox")).slice(-1);
    expect(last?.subject).to.equal("[agent-ops] test: nothing is wrong");
  });

  it("finds a topic whose policy lets neither alarms nor budgets publish", async () => {
    const policy = JSON.stringify('{"Version":"2012-10-17","Statement":[]}');
    await tamper("edit", "account", "aws:sns/topicPolicy:TopicPolicy::alerts", `policy=${policy}`);
    const ran = await drilled("prod");
    expect(failures(ran)).to.deep.equal([
      "drill/not-delivered budget-crossed::account",
      "drill/not-delivered silent-pipeline::prod/etl",
      "drill/not-delivered throttled-table::prod/facts",
    ]);
    expect(ran.report.findings[1]?.message).to.include("does not let cloudwatch.amazonaws.com publish");
    await mend();
  });

  it("finds a subscription that is pending, and one that is gone, also with --real", async () => {
    const address = "aws:sns/topicSubscription:TopicSubscription::jdoe@example.com";
    await tamper("edit", "account", address, "pendingConfirmation=true");
    const pending = await drilled("--real", "--sandbox");
    expect([pending.code, failures(pending)]).to.deep.equal([
      1,
      ["drill/not-delivered subscription::account/jdoe@example.com"],
    ]);
    await tamper("remove", "account", address);
    const gone = await drilled("dev");
    expect(gone.code).to.equal(1);
    expect(
      gone.report.findings.every(({ message }) => message.endsWith("jdoe@example.com is not subscribed to the topic")),
    ).to.equal(true);
    expect(gone.report.checks?.find(({ kind }) => kind === "forged-signature")?.outcome).to.equal("passed");
    await mend();
  });

  it("finds a webhook that is gone", async () => {
    await tamper("remove", "account", "github:index/repositoryWebhook:RepositoryWebhook::relay");
    const ran = await drilled("dev");
    expect(failures(ran)).to.deep.equal([
      "drill/not-delivered failed-deployment::dev",
      "drill/not-delivered failed-workflow::dev",
      "drill/not-delivered forged-signature::account",
      "drill/not-delivered replayed-delivery::account",
    ]);
    expect(ran.report.findings[0]?.message).to.include("no webhook of the repository listens to");
    await mend();
    expect((await drilled("dev")).code).to.equal(0);
  });

  it("finds an alarm whose actions are switched off", async () => {
    const address = "aws:cloudwatch/metricAlarm:MetricAlarm::facts-throttled";
    await tamper("edit", "prod", address, "actionsEnabled=false");
    const ran = await drilled("prod");
    expect(failures(ran)).to.deep.equal(["drill/not-delivered throttled-table::prod/facts"]);
    expect(ran.report.findings[0]?.message).to.include(
      "the actions of the alarm agent-ops-prod-facts-throttled are switched off",
    );
  });
});

describe("a drill of a sandbox that is not deployed", function () {
  this.timeout(60_000);
  it("says so, and what to do", async () => {
    const project = new TestProject();
    const { code, stderr } = await project.stagekeeper(["drill"]);
    expect(code).to.equal(2);
    expect(stderr).to.include("The sandbox does not have dev, staging, prod and account yet").and.include("npm start");
    project.remove();
  });
});
