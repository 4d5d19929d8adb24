import { expect } from "chai";
import { alarmKind } from "../../../sandbox/aws/cloudwatch/kinds.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { firstOf, refusalOf, TestAccount } from "./account.ts";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:app-alerts";

const heartbeat = {
  name: "app-prod-etl-heartbeat",
  namespace: "stagekeeper/app",
  metricName: "PipelineSuccess",
  dimensions: { Stage: "prod", Pipeline: "etl" },
  statistic: "Sum",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  period: 3600,
  evaluationPeriods: 24,
  treatMissingData: "breaching",
  alarmActions: [topicArn],
} as const satisfies Fields;

/** One metric of a table in `metricQueries`. */
function tableMetric(id: string, metricName: string): Fields {
  return {
    id,
    metric: { namespace: "AWS/DynamoDB", metricName, period: 60, stat: "Sum", dimensions: { TableName: "t" } },
  };
}

const throttled = {
  name: "app-prod-t-throttled",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  evaluationPeriods: 5,
  metricQueries: [
    tableMetric("reads", "ReadThrottleEvents"),
    tableMetric("writes", "WriteThrottleEvents"),
    { id: "sum", expression: "FILL(reads, 0) + FILL(writes, 0)", label: "throttled", returnData: true },
  ],
} as const satisfies Fields;

describe("sandbox: aws.cloudwatch.MetricAlarm", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("returns its name as id, its ARN and the provider's defaults", () => {
    const { id, state } = account.create(type, "a", heartbeat);
    expect(id).to.equal("app-prod-etl-heartbeat");
    expect(state).to.include({
      arn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:app-prod-etl-heartbeat",
      actionsEnabled: true,
      datapointsToAlarm: 0,
      evaluateLowSampleCountPercentiles: "",
      unit: "",
    });
    expect(state["okActions"]).to.deep.equal([]);
    expect(state["createdAt"]).to.equal(undefined);
  });

  it("keeps queries of metric math, in any order", () => {
    const deployed = account.create(type, "a", throttled);
    expect(firstOf(deployed.state["metricQueries"])).to.deep.include({ id: "reads", returnData: false });
    const turned = { ...throttled, metricQueries: [...throttled.metricQueries].reverse() };
    expect(account.diff(deployed, turned).changed).to.deep.equal([]);
    expect(account.diff(account.refreshed(deployed), throttled).changed).to.deep.equal([]);
    const [reads, writes] = throttled.metricQueries;
    const other = { id: "sum", expression: "reads", returnData: true };
    expect(account.diff(deployed, { ...throttled, metricQueries: [reads, writes, other] }).changed).to.deep.equal([
      "metricQueries[2]",
    ]);
  });

  it("replaces on its name and region only", () => {
    const deployed = account.create(type, "a", heartbeat);
    expect(account.diff(deployed, { ...heartbeat, name: "b", region: "eu-west-1" }).replaces).to.deep.equal([
      "name",
      "region",
    ]);
    const other = { ...heartbeat, period: 60, threshold: 2, metricName: "Failure", treatMissingData: "ignore" };
    expect(account.diff(deployed, other)).to.deep.equal({
      changed: ["metricName", "period", "threshold", "treatMissingData"],
      replaces: [],
    });
    expect(account.update(deployed, other).state).to.include({ period: 60, threshold: 2 });
  });

  it("is put over one of its name, and remembers when that was made", () => {
    account.create(type, "a", heartbeat);
    account.store.put(alarmKind, heartbeat.name, {
      ...account.store.get(alarmKind, heartbeat.name),
      createdAt: "before",
    });
    const deployed = account.create(type, "b", { ...heartbeat, threshold: 5 });
    expect(deployed.state["threshold"]).to.equal(5);
    expect(account.store.get(alarmKind, heartbeat.name)).to.include({
      createdAt: "before",
      configuredAt: "2026-11-23T16:00:00.000Z",
    });
  });

  it("is put again by every change but one of its tags", () => {
    const deployed = account.create(type, "a", heartbeat);
    const age = () => {
      const stored = account.store.get(alarmKind, heartbeat.name) ?? {};
      account.store.put(alarmKind, heartbeat.name, { ...stored, configuredAt: "before" });
    };
    const configuredAt = () => account.store.get(alarmKind, heartbeat.name)?.["configuredAt"];
    age();
    const tagged = account.update(deployed, { ...heartbeat, tags: { app: "agent-ops" } });
    expect(tagged.state["tags"]).to.deep.equal({ app: "agent-ops" });
    expect(configuredAt()).to.equal("before");
    account.update(tagged, { ...heartbeat, tags: { app: "agent-ops" }, alarmDescription: "in other words" });
    expect(configuredAt()).to.equal("2026-11-23T16:00:00.000Z");
  });

  it("warms up", () => {
    const warmUpConfiguration = { warmUpPeriodDurationInMinutes: 1440 };
    const deployed = account.create(type, "a", { ...heartbeat, warmUpConfiguration });
    expect(deployed.state["warmUpConfiguration"]).to.deep.equal({
      onlyStartEvaluatingAfterWarmUpPeriodEnds: false,
      warmUpPeriodDurationInMinutes: 1440,
    });
    const tooLong = { ...heartbeat, warmUpConfiguration: { warmUpPeriodDurationInMinutes: 2881 } };
    expect(account.refusals(type, tooLong)).to.deep.equal([
      "expected warm_up_configuration.0.warm_up_period_duration_in_minutes to be in the range (1 - 2880), got 2881",
    ]);
  });

  it("shows a threshold that somebody changed, and is gone where somebody removed it", () => {
    const deployed = account.create(type, "a", heartbeat);
    account.edit(deployed, { threshold: 0, actionsEnabled: false });
    expect(account.refreshed(deployed).inputs).to.include({ threshold: 0 });
    account.vanish(deployed);
    expect(account.refresh(deployed)).to.equal(null);
    account.delete(deployed);
  });

  describe("refuses at Check", () => {
    const { metricName, ...withoutMetric } = heartbeat;
    const cases: readonly (readonly [title: string, inputs: Fields, reasons: readonly string[]])[] = [
      [
        "an alarm on nothing",
        withoutMetric,
        ["evaluation_criteria", "metric_name", "metric_query"]
          .map(
            (name) =>
              `Invalid combination of arguments. "${name}": one of \`evaluation_criteria,metric_name,metric_query\` must be specified`,
          )
          .sort((left, right) => order(left) - order(right)),
      ],
      [
        "queries next to a metric's namespace",
        { ...throttled, namespace: "AWS/DynamoDB" },
        ['Conflicting configuration arguments. "namespace": conflicts with metric_query'],
      ],
      [
        "two statistics",
        { ...heartbeat, extendedStatistic: "p99" },
        [
          'Conflicting configuration arguments. "statistic": conflicts with extended_statistic',
          'Conflicting configuration arguments. "extended_statistic": conflicts with statistic',
        ],
      ],
      [
        "a crooked period",
        { ...heartbeat, period: 45 },
        ["expected period to be one of [10 20 30], got 45", "expected period to be divisible by 60, got: 45"],
      ],
      [
        "no periods at all",
        { ...heartbeat, evaluationPeriods: 0 },
        ["expected evaluation_periods to be at least (1), got 0"],
      ],
      [
        "an unknown treatment of missing data",
        { ...heartbeat, treatMissingData: "panic" },
        ['expected treat_missing_data to be one of ["breaching" "ignore" "missing" "notBreaching"], got panic'],
      ],
      [
        "an action that is no ARN",
        { ...heartbeat, alarmActions: ["me"] },
        [
          '"alarm_actions" (me) is an invalid ARN: arn: invalid prefix',
          String.raw`"alarm_actions" does not match EC2 automation ARN ("^arn:[\\w-]+:automate:[\\w-]+:ec2:(reboot|recover|stop|terminate)$"): "me"`,
        ],
      ],
      [
        "PromQL, which is not modelled",
        { ...heartbeat, evaluationInterval: 60 },
        ['the sandbox does not model the property "evaluationInterval"; sandbox/README.md lists what it models'],
      ],
    ];
    for (const [title, inputs, reasons] of cases) {
      it(title, () => expect(account.refusals(type, inputs)).to.deep.equal(reasons));
    }

    it("nothing about an action of EC2 or a treatment in other letters", () => {
      const inputs = {
        ...heartbeat,
        alarmActions: ["arn:aws:automate:eu-central-1:ec2:stop"],
        treatMissingData: "NOTBREACHING",
      };
      expect(account.refusals(type, inputs)).to.deep.equal([]);
    });
  });

  describe("refuses when it plans", () => {
    const cases: readonly (readonly [inputs: Fields, reason: string])[] = [
      [{ comparisonOperator: null }, "comparison_operator is required for traditional metric alarms"],
      [{ evaluationPeriods: null }, "evaluation_periods is required for traditional metric alarms"],
      [{ statistic: null }, "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm"],
    ];
    for (const [different, reason] of cases) {
      it(reason, () =>
        expect(refusalOf(() => account.create(type, "a", { ...heartbeat, ...different }))).to.equal(reason),
      );
    }

    it("a query that is both a metric and an expression", () => {
      const both = { ...tableMetric("m", "ReadThrottleEvents"), expression: "1", returnData: true };
      expect(refusalOf(() => account.create(type, "a", { ...throttled, metricQueries: [both] }))).to.equal(
        "No metric_query may have both `expression` and a `metric` specified",
      );
    });
  });

  describe("refuses when it is put", () => {
    const cases: readonly (readonly [title: string, inputs: Fields, reason: RegExp])[] = [
      [
        "a look back over a day with short periods",
        { ...heartbeat, period: 60, evaluationPeriods: 1441 },
        /^creating CloudWatch Metric Alarm \(app-prod-etl-heartbeat\): operation error CloudWatch: PutMetricAlarm, .*, api error ValidationError: Metrics cannot be checked across more than a day \(EvaluationPeriods \* Period must be <= 86400\) for alarms using period < 3600$/,
      ],
      [
        "a look back over a week",
        { ...heartbeat, evaluationPeriods: 169 },
        /more than a week \(EvaluationPeriods \* Period must be <= 604800\) for alarms using period >= 3600$/,
      ],
      ["more points than periods", { ...heartbeat, datapointsToAlarm: 25 }, /DatapointsToAlarm must not be greater/],
      [
        "queries of which none returns data",
        { ...throttled, metricQueries: throttled.metricQueries.slice(0, 2) },
        /Exactly one element of the metrics list should return data\.$/,
      ],
      [
        "a topic in another region",
        { ...heartbeat, alarmActions: ["arn:aws:sns:us-east-1:123456789012:app-alerts"] },
        /Invalid region us-east-1 specified\. Only eu-central-1 is supported\.$/,
      ],
      [
        "more than five actions",
        { ...heartbeat, alarmActions: [1, 2, 3, 4, 5, 6].map((number) => `${topicArn}${number}`) },
        /at 'alarmActions' failed to satisfy constraint: Member must have length less than or equal to 5$/,
      ],
    ];
    for (const [title, inputs, reason] of cases) {
      it(title, () => expect(refusalOf(() => account.create(type, "a", inputs))).to.match(reason));
    }

    it("nothing about a whole week of hours", () => {
      expect(account.create(type, "a", { ...heartbeat, evaluationPeriods: 168 }).id).to.equal(heartbeat.name);
    });
  });
});

/** Refusals come in the order of the provider's schema. */
function order(reason: string): number {
  return ['"metric_name":', '"metric_query":', '"evaluation_criteria":'].findIndex((name) => reason.includes(name));
}
