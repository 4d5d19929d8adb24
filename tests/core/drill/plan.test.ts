import examples from "@octokit/webhooks-examples" with { type: "json" };
import type { DeploymentStatusCreatedEvent, WorkflowRunCompletedEvent } from "@octokit/webhooks-types";
import { expect } from "chai";
import { parseAccountConfig } from "../../../core/config/account.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import { deploymentStatus, workflowRun } from "../../../core/drill/payloads.ts";
import { planDrill, recipientsOf } from "../../../core/drill/plan.ts";
import { judgeDeliveries, judgeSubscriptions, judgeTestMessage, type RealDelivery } from "../../../core/drill/real.ts";
import { base, configOf, FILES } from "../config/example.ts";

const monitored = {
  pipelines: {
    etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 120, stages: ["prod"], heartbeat: "cloudwatch" },
    sync: { workflow: "sync.yml", everyMinutes: 30, silentAfterMinutes: 120, stages: ["prod"], heartbeat: "url" },
  },
  monitoring: {
    emails: ["jdoe@example.com"],
    budget: { monthlyUsd: 10, actualPercent: [80, 50], forecastPercent: [100] },
    throttleAlarms: { stages: ["prod"], layers: ["lake"] },
    relay: "lambda",
  },
};

function accountOf(patch: unknown = {}) {
  const parsed = parseAccountConfig({ base: base(patch), files: FILES });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

/** `stage kind target: what is done`, or why nothing is. */
function planOf(patch: unknown) {
  const stages = ["dev", "prod"].map((stage) => configOf(patch, { stage }));
  return planDrill(stages, accountOf(patch)).map(
    (task) =>
      `${task.stage} ${task.kind}${task.target && ` ${task.target}`}: ${task.do === "nothing" ? task.why : task.do}`,
  );
}

describe("the plan of a drill", () => {
  it("has every kind for every stage, and says what a stage does not have", () => {
    expect(planOf(monitored)).to.deep.equal([
      "dev failed-workflow: workflow",
      "dev failed-deployment: deployment",
      "prod failed-workflow: workflow",
      "prod failed-deployment: deployment",
      "account forged-signature: forge",
      "account replayed-delivery: replay",
      "dev throttled-table: no table has an alarm",
      "prod throttled-table facts: throttle",
      "dev silent-pipeline: no pipeline runs here",
      "prod silent-pipeline etl: silence",
      "prod silent-pipeline sync: watched by the service behind its URL",
      "account budget-crossed: spend",
    ]);
  });

  it("tries no webhook without a relay, and no budget without one", () => {
    const plan = planOf({ ...monitored, monitoring: { ...monitored.monitoring, relay: "workflow", budget: null } });
    expect(plan.filter((line) => line.includes("monitoring.relay is workflow")).length).to.equal(6);
    expect(plan.at(-1)).to.equal("account budget-crossed: monitoring.budget is not set");
  });

  it("crosses only the lowest threshold of a budget, and that of each stage by its tag", () => {
    const spendOf = (budget: object) => {
      const patch = { ...monitored, monitoring: { ...monitored.monitoring, budget } };
      const stages = ["dev", "prod"].map((stage) => configOf(patch, { stage }));
      return planDrill(stages, accountOf(patch)).flatMap((task) =>
        task.do === "spend" ? [[task.budget, task.spend]] : [],
      );
    };
    expect(spendOf(monitored.monitoring.budget)).to.deep.equal([["shop-monthly", { usd: 5.1 }]]);
    expect(spendOf({ monthlyUsd: 10, actualPercent: [50, 51], forecastPercent: [] })).to.deep.equal([
      ["shop-monthly", { usd: 5.05 }],
    ]);
    expect(spendOf({ monthlyUsd: 10, actualPercent: [], forecastPercent: [100] })).to.deep.equal([
      ["shop-monthly", { usd: 0, forecastUsd: 10.1 }],
    ]);
    expect(spendOf({ monthlyUsd: 10, actualPercent: [50], forecastPercent: [], perStage: true })).to.deep.equal([
      ["shop-monthly", { usd: 5.1 }],
      ["shop-dev-monthly", { usd: 5.1, tags: { stage: "dev" } }],
      ["shop-prod-monthly", { usd: 5.1, tags: { stage: "prod" } }],
    ]);
  });

  it("expects a chat to hear of what the relay tells, and of nothing else", () => {
    const account = accountOf({ ...monitored, monitoring: { ...monitored.monitoring, chat: true } });
    const heard = (kind: Parameters<typeof recipientsOf>[1]) =>
      recipientsOf(account, kind, "chat.example").map(({ to }) => to);
    expect(heard("failed-workflow")).to.deep.equal(["jdoe@example.com", "chat.example"]);
    expect(heard("silent-pipeline")).to.deep.equal(["jdoe@example.com"]);
    expect(recipientsOf(accountOf(monitored), "failed-workflow", "chat.example").length).to.equal(1);
  });
});

describe("payloads of a drill", () => {
  const at = new Date("2026-11-24T10:00:00.123Z");
  const home = { owner: "acme", repository: "shop" };
  /** Names of an object that GitHub's documented examples do not have at the same place. */
  function strange(ours: object, theirs: readonly object[], path = ""): string[] {
    return Object.entries(ours).flatMap(([name, value]) => {
      const there = theirs
        .filter((each) => Object.hasOwn(each, name))
        .map((each) => (each as Record<string, unknown>)[name]);
      if (there.length === 0) return [`${path}${name}`];
      const objects = there.filter(
        (each): each is object => typeof each === "object" && each !== null && !Array.isArray(each),
      );
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      return isObject && objects.length > 0 ? strange(value, objects, `${path}${name}.`) : [];
    });
  }
  const documented = (name: string) =>
    (examples as unknown as readonly { name: string; examples: readonly object[] }[]).find((each) => each.name === name)
      ?.examples ?? [];

  it("have the shape of GitHub's documented workflow_run", () => {
    const { event, payload } = workflowRun({
      ...home,
      file: "etl.yml",
      branch: "stage/prod",
      conclusion: "failure",
      run: 7,
      at,
    });
    expect(strange(payload, documented(event))).to.deep.equal([]);
    const { workflow_run: run, action } = payload as unknown as WorkflowRunCompletedEvent;
    expect([action, run.conclusion, run.head_branch, run.id, run.updated_at]).to.deep.equal([
      "completed",
      "failure",
      "stage/prod",
      7,
      "2026-11-24T10:00:00Z",
    ]);
    expect(run.head_repository.full_name).to.equal(run.repository.full_name);
  });

  it("have the shape of GitHub's documented deployment_status", () => {
    const args = {
      ...home,
      environment: "Production – shop-web-prod",
      branch: "stage/prod",
      state: "failure",
      deployment: 7,
      status: 8,
      at,
    } as const;
    const { event, payload } = deploymentStatus({ ...args, byVercel: true });
    expect(strange(payload, documented(event))).to.deep.equal([]);
    const { deployment, deployment_status: status } = payload as unknown as DeploymentStatusCreatedEvent;
    expect([deployment.creator.login, status.state, status.environment]).to.deep.equal([
      "vercel[bot]",
      "failure",
      args.environment,
    ]);
    const own = deploymentStatus({ ...args, byVercel: false }).payload as unknown as DeploymentStatusCreatedEvent;
    expect(own.deployment.creator.login).to.equal("acme");
  });
});

describe("a drill with the real accounts", () => {
  const account = accountOf(monitored);
  const delivery = (guid: string, statusCode: number): RealDelivery => ({
    guid,
    event: "workflow_run",
    deliveredAt: "2026-11-24T10:00:00Z",
    statusCode,
    status: statusCode === 200 ? "OK" : `Invalid HTTP Response: ${statusCode}`,
  });
  const outcome = (verdict: { check: { outcome: string; message: string }; findings: readonly { code: string }[] }) => [
    verdict.check.outcome,
    verdict.check.message,
    ...verdict.findings.map(({ code }) => code),
  ];

  it("passes a message that the topic took", () => {
    expect(outcome(judgeTestMessage("shop-alerts", ["dev", "prod"], "m-1"))).to.deep.equal([
      "passed",
      "sent to the topic for dev and prod; look for it in every inbox (m-1)",
    ]);
    expect(outcome(judgeTestMessage("shop-alerts", ["dev"], null))).to.deep.equal([
      "failed",
      "there is no such topic",
      "drill/not-delivered",
    ]);
  });

  it("wants a confirmed subscription for every configured address", () => {
    const judged = (subscriptions: readonly { endpoint: string; isPending: boolean }[]) =>
      judgeSubscriptions([], account, subscriptions).map(outcome);
    const mine = { endpoint: "jdoe@example.com", isPending: false };
    expect(judged([mine])).to.deep.equal([["passed", "confirmed"]]);
    expect(judged([{ ...mine, isPending: true }])).to.deep.equal([["failed", "not confirmed", "drill/not-delivered"]]);
    expect(judged([{ ...mine, isPending: true }, mine])).to.deep.equal([["passed", "confirmed"]]);
    expect(judged([{ ...mine, endpoint: "other@example.com" }])[0]).to.deep.equal([
      "failed",
      "not subscribed",
      "drill/not-delivered",
    ]);
    expect(
      judged([
        mine,
        { endpoint: "https://hooks.example/secret", isPending: true },
        { endpoint: "arn:aws:sqs:x", isPending: false },
      ]),
    ).to.deep.equal([
      ["passed", "confirmed"],
      ["failed", "not confirmed", "drill/not-delivered"],
      ["passed", "confirmed, though not in monitoring.emails"],
    ]);
    const [, other] = judgeSubscriptions([], account, [
      mine,
      { endpoint: "https://hooks.example/secret", isPending: true },
    ]);
    expect(JSON.stringify(other)).to.include("https://hooks.example").and.not.include("secret");
    const nobody = accountOf({ ...monitored, monitoring: { ...monitored.monitoring, emails: [] } });
    const silent = ["failed", "nobody is told: monitoring.emails is empty", "drill/not-delivered"];
    expect(judgeSubscriptions([], nobody, []).map(outcome)).to.deep.equal([silent]);
    const judgedOf = (monitoring: object, stages: readonly StageConfig[] = []) =>
      judgeSubscriptions(stages, accountOf({ ...monitored, monitoring }), []).map(outcome);
    expect(judgedOf({ emails: [], relay: "workflow" })).to.deep.equal([silent]);
    expect(judgedOf({ emails: [], relay: "none" }, [configOf(monitored, { stage: "prod" })])).to.deep.equal([silent]);
    const unwatched = [["not-configured", "monitoring.emails is empty"]];
    expect(judgedOf({ emails: [], relay: "none" })).to.deep.equal(unwatched);
    expect(
      judgedOf({ emails: [], relay: "lambda", chat: true }, [configOf(monitored, { stage: "dev" })]),
    ).to.deep.equal(unwatched);
  });

  it("lists deliveries that failed, and forgives one that was sent again", () => {
    expect(outcome(judgeDeliveries(account, [delivery("a", 200), delivery("b", 200)]))).to.deep.equal([
      "passed",
      "2 deliveries in the last days, none failed",
    ]);
    expect(outcome(judgeDeliveries(account, [delivery("a", 200), delivery("a", 502)]))[0]).to.equal("passed");
    expect(outcome(judgeDeliveries(account, [delivery("a", 502), delivery("b", 200)]))).to.deep.equal([
      "failed",
      "1 of 2 failed, the last at 2026-11-24T10:00:00Z: workflow_run, Invalid HTTP Response: 502",
      "drill/not-delivered",
    ]);
    expect(outcome(judgeDeliveries(account, null))).to.deep.equal([
      "failed",
      "no webhook points to the relay",
      "drill/not-delivered",
    ]);
    const without = accountOf({ ...monitored, monitoring: { ...monitored.monitoring, relay: "none" } });
    expect(outcome(judgeDeliveries(without, null))[0]).to.equal("not-configured");
  });
});
