import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type * as pulumi from "@pulumi/pulumi";

import { heartbeatWindow } from "../../core/monitoring/heartbeat-window.ts";
import type { StageAlarm } from "../../core/monitoring/stage-alarms.ts";
import { HEARTBEAT_METRIC, heartbeatNamespace, physicalName } from "../../core/naming/names.ts";
import type { Tags } from "../tags.ts";

export interface AlarmPlace {
  readonly app: string;
  readonly stage: string;
  /** `owner/name`, where the workflows are looked at. */
  readonly repository: string;
  /** What hears of the alarm, and of its end. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Tags;
}

type Alarm<Kind extends StageAlarm["kind"]> = Extract<StageAlarm, { kind: Kind }>;

const MINUTE_SECONDS = 60;

/** The parts that all alarms share. */
function commonArgs(name: string, { app, stage, topicArn, tags }: AlarmPlace) {
  return { name: physicalName(app, stage, name), alarmActions: [topicArn], okActions: [topicArn], tags };
}

/** Raised by silence: no success is a missing data point, and that counts as bad. */
export function heartbeatAlarmArgs(alarm: Alarm<"heartbeat">, place: AlarmPlace): MetricAlarmArgs {
  const { pipeline, workflow, silentAfterMinutes } = alarm;
  const { periodSeconds, evaluationPeriods, warmUpMinutes } = heartbeatWindow(silentAfterMinutes);
  return {
    ...commonArgs(alarm.name, place),
    alarmDescription:
      `The pipeline ${pipeline} of ${place.stage} has reported no success for ${silentAfterMinutes} minutes. ` +
      `First look at its last runs: https://github.com/${place.repository}/actions/workflows/${workflow}`,
    namespace: heartbeatNamespace(place.app),
    metricName: HEARTBEAT_METRIC,
    dimensions: { Stage: place.stage, Pipeline: pipeline },
    statistic: "Sum",
    period: periodSeconds,
    evaluationPeriods,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
    // To the end also where a first success comes early: the window is full only then. It may begin anew with every update
    // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html), and no silence is told meanwhile. So
    // whatever stands here, the description too, is not reworded without need: each upgrade would blind the alarm for a while.
    warmUpConfiguration: {
      warmUpPeriodDurationInMinutes: warmUpMinutes,
      onlyStartEvaluatingAfterWarmUpPeriodEnds: true,
    },
  };
}

/** Minutes that are looked at: DynamoDB's counts arrive late, and FILL takes what has not arrived for zero. */
const MINUTES_WATCHED = 5;
/** One failure inside DynamoDB is no news, and every SDK tries again; several minutes of them are. */
const MINUTES_OF_SYSTEM_ERRORS = 3;

export function throttleAlarmArgs(
  alarm: Alarm<"throttled">,
  tableName: pulumi.Input<string>,
  place: AlarmPlace,
): MetricAlarmArgs {
  const metrics = [
    { id: "reads", metricName: "ReadThrottleEvents", dimensions: { TableName: tableName } },
    { id: "writes", metricName: "WriteThrottleEvents", dimensions: { TableName: tableName } },
  ];
  return {
    ...commonArgs(alarm.name, place),
    ...anyOf("throttled requests", metrics),
    alarmDescription:
      `DynamoDB throttles requests to the table ${alarm.table} of ${place.stage}. ` +
      "First look at its consumed units; raise read or write of the table in the configuration if the load is wanted.",
    datapointsToAlarm: 1,
  };
}

export function systemErrorAlarmArgs(
  alarm: Alarm<"system-errors">,
  tableName: pulumi.Input<string>,
  place: AlarmPlace,
): MetricAlarmArgs {
  const metrics = alarm.operations.map((operation) => ({
    id: operation.charAt(0).toLowerCase() + operation.slice(1),
    metricName: "SystemErrors",
    dimensions: { TableName: tableName, Operation: operation },
  }));
  return {
    ...commonArgs(alarm.name, place),
    ...anyOf("failed requests", metrics),
    alarmDescription:
      `DynamoDB itself keeps failing on the table ${alarm.table} of ${place.stage}. ` +
      "First look at https://health.aws.amazon.com: the fault is at AWS.",
    datapointsToAlarm: MINUTES_OF_SYSTEM_ERRORS,
  };
}

interface CountedMetric {
  /** Letters and digits, a small one first. */
  readonly id: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * True in a minute in which any of the metrics counted something.
 *
 * DynamoDB reports only what happened, and alarms on its metrics ignore a missing data point whatever they are told: such an
 * alarm never ends. Metric math with FILL makes it a zero
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html); the minute that has not arrived yet
 * becomes one too, which is why several minutes are looked at.
 */
function anyOf(label: string, metrics: readonly CountedMetric[]): MetricAlarmArgs {
  const sum = metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  return {
    metricQueries: [
      { id: "total", expression: sum, label, returnData: true },
      ...metrics.map(({ id, metricName, dimensions }) => ({
        id,
        metric: { namespace: "AWS/DynamoDB", metricName, dimensions, period: MINUTE_SECONDS, stat: "Sum" },
      })),
    ],
    evaluationPeriods: MINUTES_WATCHED,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  };
}
