import { account, region, topicArn } from "./vendors.ts";

const created = "2026-11-23T17:14:00.000Z";
/** Lets the account's alarms and budgets publish. */
export const opened = {
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"] },
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    },
  ],
};

/** An alarm that tells the topic, as the store keeps it. */
export function alarm(name: string, more: Record<string, unknown>) {
  return {
    name,
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    region,
    createdAt: created,
    actionsEnabled: true,
    evaluationPeriods: 1,
    alarmActions: [topicArn],
    okActions: [topicArn],
    ...more,
  };
}

export const heartbeat = {
  namespace: "stagekeeper/agent-ops",
  metricName: "PipelineSuccess",
  dimensions: { Stage: "prod", Pipeline: "etl" },
  statistic: "Sum",
  period: 3600,
  evaluationPeriods: 8,
  threshold: 1,
  comparisonOperator: "LessThanThreshold",
  treatMissingData: "breaching",
};
export const metric = (id: string, metricName: string) => ({
  id,
  metric: { namespace: "AWS/DynamoDB", metricName, dimensions: { TableName: "facts" }, period: 60, stat: "Sum" },
});
export const throttled = {
  metricQueries: [
    { id: "e1", expression: "FILL(m1, 0) + FILL(m2, 0)", returnData: true },
    metric("m1", "ReadThrottleEvents"),
    metric("m2", "WriteThrottleEvents"),
  ],
  threshold: 0,
  comparisonOperator: "GreaterThanThreshold",
};
