import { ACCOUNT_ID } from "./vendors.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Inputs>>;

/** What the example's lists name prod for. */
export function expectedAlarms(stage: string): Resources {
  const topic = `arn:aws:sns:eu-central-1:${ACCOUNT_ID}:agent-ops-alerts`;
  const tells = { alarmActions: [topic], okActions: [topic], tags: { app: "agent-ops", stage } };
  const table = `agent-ops-${stage}-facts`;
  const counted = (id: string, metricName: string, dimensions: Inputs) => ({
    id,
    metric: {
      namespace: "AWS/DynamoDB",
      metricName,
      dimensions: { TableName: table, ...dimensions },
      period: 60,
      stat: "Sum",
    },
  });
  const anyInFiveMinutes = {
    evaluationPeriods: 5,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  };
  return {
    "aws:cloudwatch/metricAlarm:MetricAlarm::etl-heartbeat": {
      ...tells,
      name: `agent-ops-${stage}-etl-heartbeat`,
      alarmDescription: `The pipeline etl of ${stage} has reported no success for 480 minutes. First look at its last runs: https://github.com/jdoe/agent-ops/actions/workflows/etl.yml`,
      namespace: "stagekeeper/agent-ops",
      metricName: "PipelineSuccess",
      dimensions: { Stage: stage, Pipeline: "etl" },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 480,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: 480, onlyStartEvaluatingAfterWarmUpPeriodEnds: true },
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm::facts-throttled": {
      ...tells,
      ...anyInFiveMinutes,
      name: `agent-ops-${stage}-facts-throttled`,
      alarmDescription: `DynamoDB throttles requests to the table facts of ${stage}. First look at its consumed units; raise read or write of the table in the configuration if the load is wanted.`,
      metricQueries: [
        { id: "total", expression: "FILL(reads, 0) + FILL(writes, 0)", label: "throttled requests", returnData: true },
        counted("reads", "ReadThrottleEvents", {}),
        counted("writes", "WriteThrottleEvents", {}),
      ],
      datapointsToAlarm: 1,
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm::facts-system-errors": {
      ...tells,
      ...anyInFiveMinutes,
      name: `agent-ops-${stage}-facts-system-errors`,
      alarmDescription: `DynamoDB itself keeps failing on the table facts of ${stage}. First look at https://health.aws.amazon.com: the fault is at AWS.`,
      metricQueries: [
        {
          id: "total",
          expression: "FILL(query, 0) + FILL(batchWriteItem, 0)",
          label: "failed requests",
          returnData: true,
        },
        counted("query", "SystemErrors", { Operation: "Query" }),
        counted("batchWriteItem", "SystemErrors", { Operation: "BatchWriteItem" }),
      ],
      datapointsToAlarm: 3,
    },
  };
}
