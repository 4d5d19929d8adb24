import { expect } from "chai";

import { resourceAt } from "../support/evaluate.ts";
import { changedBase, EXAMPLE_SECRETS, evaluateStage } from "../support/example.ts";
import { withPolicies } from "../support/inputs.ts";
import { ACCOUNT_ID } from "../support/vendors.ts";

const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT_ID}:agent-ops-alerts`;
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ETL = { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["prod"] };

describe("what watches a stage", () => {
  it("counts the silence of a slow pipeline in hours, and keeps quiet for the two days that CloudWatch lets it", async () => {
    const base = changedBase({ pipelines: { etl: { ...ETL, everyMinutes: 1_440, silentAfterMinutes: 4_000 } } });
    const { inputs } = resourceAt(await evaluateStage("prod", { config: { base } }), `${ALARM}::etl-heartbeat`);

    expect(inputs).to.deep.include({
      period: 3_600,
      evaluationPeriods: 67,
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: 2_880, onlyStartEvaluatingAfterWarmUpPeriodEnds: true },
    });
  });

  it("comes after the tables that it watches", async () => {
    const evaluation = await evaluateStage("prod");

    const table = resourceAt(evaluation, "aws:dynamodb/table:Table::facts");
    for (const name of ["facts-throttled", "facts-system-errors"]) {
      expect(resourceAt(evaluation, `${ALARM}::${name}`).dependencies, name).to.include(table.urn);
    }
  });

  it("has alarms on system errors for the operations that are asked for, or none", async () => {
    const throttleAlarms = { stages: ["prod"], layers: ["production"] };
    const withOperations = async (systemErrors: readonly string[]) => {
      const base = changedBase({ monitoring: { throttleAlarms: { ...throttleAlarms, systemErrors } } });
      const { resources } = await evaluateStage("prod", { config: { base } });
      return resources.filter(({ address }) => address === `${ALARM}::facts-system-errors`);
    };
    const [alarm] = await withOperations(["Scan"]);
    expect(alarm?.inputs["metricQueries"]).to.deep.equal([
      { id: "total", expression: "FILL(scan, 0)", label: "failed requests", returnData: true },
      {
        id: "scan",
        metric: {
          namespace: "AWS/DynamoDB",
          metricName: "SystemErrors",
          dimensions: { TableName: "agent-ops-prod-facts", Operation: "Scan" },
          period: 60,
          stat: "Sum",
        },
      },
    ]);
    expect(await withOperations([])).to.deep.equal([]);
  });

  it("is a budget of its own costs, where asked, in every stage", async () => {
    const base = changedBase({ monitoring: { budget: { monthlyUsd: 2.5, perStage: true, actualPercent: [80] } } });
    for (const stage of ["dev", "prod"]) {
      const { inputs } = resourceAt(
        await evaluateStage(stage, { config: { base } }),
        "aws:budgets/budget:Budget::monthly",
      );
      const notify = (notificationType: string, threshold: number) => ({
        comparisonOperator: "GREATER_THAN",
        notificationType,
        threshold,
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [TOPIC],
      });
      expect(inputs).to.deep.equal({
        name: `agent-ops-${stage}-monthly`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        timePeriodStart: "2026-01-01_00:00",
        limitAmount: "2.5",
        limitUnit: "USD",
        costTypes: { includeCredit: false },
        costFilters: [{ name: "TagKeyValue", values: [`user:stage$${stage}`] }],
        notifications: [notify("ACTUAL", 80), notify("FORECASTED", 100)],
        tags: { app: "agent-ops", stage },
      });
    }
  });

  it("is none of AWS for a pipeline that pings a URL, which its workflow gets as a secret", async () => {
    const base = changedBase({ pipelines: { etl: { ...ETL, heartbeat: "url" } } });
    const secrets = { ...EXAMPLE_SECRETS, HEARTBEAT_URL_ETL: "https://hc.example.com/canary-ping" };
    const evaluation = await evaluateStage("prod", { config: { base, secrets } });

    const secret = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::HEARTBEAT_URL_ETL";
    expect(resourceAt(evaluation, secret).inputs).to.deep.include({
      secretName: "HEARTBEAT_URL_ETL",
      value: { secret: "https://hc.example.com/canary-ping" },
    });
    const addresses = evaluation.resources.map(({ address }) => address);
    expect(addresses).not.to.include(`${ALARM}::etl-heartbeat`);
    expect(addresses).not.to.include("aws:iam/rolePolicy:RolePolicy::pipeline-reports");
  });
});

describe("the role of a pipeline", () => {
  it("may tell the topic of a failure only with relay: workflow, also under its boundary", async () => {
    const alert = { Sid: "Alert", Effect: "Allow", Action: ["sns:Publish"], Resource: [TOPIC] };
    const places = ["aws:iam/rolePolicy:RolePolicy::pipeline-reports", "aws:iam/policy:Policy::boundary"];
    for (const relay of ["workflow", "lambda"]) {
      const evaluation = await evaluateStage("dev", { config: { base: changedBase({ monitoring: { relay } }) } });
      for (const place of places) {
        const { policy } = withPolicies(resourceAt(evaluation, place).inputs) as { policy: { Statement: object[] } };
        const alerts = policy.Statement.filter((statement) => JSON.stringify(statement).includes("sns:"));
        expect(alerts, `${relay} ${place}`).to.deep.equal(relay === "workflow" ? [alert] : []);
      }
    }
  });
});
