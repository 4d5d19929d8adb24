import { AutoName, type PropertyModel, type PropertyRule } from "../../model.ts";
import { isList } from "../../values.ts";
import { region } from "../common/region.ts";
import {
  anyOf,
  arn,
  atLeast,
  between,
  divisibleBy,
  lengthBetween,
  matches,
  oneOf,
  oneOfAnyCase,
  oneOfNumbers,
} from "../common/rules.ts";
import { tagProperties } from "../common/tags.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const comparisons = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const byteUnits = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const bitUnits = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const units = [
  ...["Seconds", "Microseconds", "Milliseconds"],
  ...byteUnits,
  ...bitUnits,
  ...["Percent", "Count"],
  ...[...byteUnits, ...bitUnits, "Count"].map((unit) => `${unit}/Second`),
  "None",
];

const extendedPattern =
  /^((p|(tm)|(wm)|(tc)|(ts))((\d{1,2}(\.\d{1,2})?)|(100))|(IQM)|(((TM)|(WM)|(PR)|(TC)|(TS)))\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/;
const extendedMessage =
  "invalid statistic, see: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html";
const extended = (key: string): PropertyRule => matches(key, extendedPattern, extendedMessage);

const namespace: PropertyModel = {
  type: "string",
  rules: [lengthBetween("namespace", 1, 255), matches("namespace", /[^:].*/, "must not contain colon characters")],
};

/** Seconds: a multiple of a minute, or one of the short ones. */
function period(key: string, short: readonly number[]): readonly PropertyRule[] {
  return anyOf(oneOfNumbers(key, short), divisibleBy(key, 60));
}

/** internal/service/cloudwatch/metric_alarm.go, validEC2AutomateARN. */
function ec2Action(key: string): PropertyRule {
  const pattern = /^arn:[\w-]+:automate:[\w-]+:ec2:(reboot|recover|stop|terminate)$/;
  return (value) =>
    pattern.test(String(value))
      ? null
      : `"${key}" does not match EC2 automation ARN (${JSON.stringify(pattern.source)}): ${JSON.stringify(value)}`;
}

function actions(key: string, max?: number): PropertyModel {
  const rules = anyOf(arn(key), ec2Action(key)).map(
    (rule): PropertyRule =>
      (value) =>
        isList(value) ? (value.map(rule).find((reason) => reason !== null) ?? null) : null,
  );
  return { type: { set: "string", ...(max === undefined ? {} : { max }) }, rules };
}

const queryMetric: PropertyModel = {
  type: {
    object: {
      dimensions: { type: { map: "string" } },
      metricName: { type: "string", required: true, rules: [lengthBetween("metric_name", 1, 255)] },
      namespace,
      period: { type: "integer", required: true, rules: period("period", [1, 5, 10, 20, 30]) },
      stat: { type: "string", required: true, rules: anyOf(oneOf("stat", statistics), extended("stat")) },
      unit: { type: "string", rules: [oneOf("unit", units)] },
    },
  },
};

const metricQuery = {
  object: {
    accountId: { type: "string", rules: [lengthBetween("account_id", 1, 255)] },
    expression: { type: "string", rules: [lengthBetween("expression", 1, 1024)] },
    id: { type: "string", required: true, rules: [lengthBetween("id", 1, 255)] },
    label: { type: "string" },
    metric: queryMetric,
    period: { type: "integer", rules: period("period", [1, 5, 10, 20, 30]) },
    returnData: { type: "boolean", default: false },
  },
} as const satisfies PropertyModel["type"];

/** terraform-provider-aws, internal/service/cloudwatch/metric_alarm.go. Alarms on PromQL are not modelled. */
export const alarmProperties: Readonly<Record<string, PropertyModel>> = {
  ...tagProperties,
  region,
  actionsEnabled: { type: "boolean", default: true },
  alarmActions: actions("alarm_actions"),
  alarmDescription: { type: "string", rules: [lengthBetween("alarm_description", 0, 1024)] },
  arn: { type: "string", outputOnly: true },
  comparisonOperator: { type: "string", rules: [oneOf("comparison_operator", comparisons)] },
  datapointsToAlarm: { type: "integer", rules: [atLeast("datapoints_to_alarm", 1)] },
  dimensions: { type: { map: "string" } },
  evaluateLowSampleCountPercentiles: {
    type: "string",
    computed: true,
    rules: [oneOfAnyCase("evaluate_low_sample_count_percentiles", ["evaluate", "ignore"])],
  },
  evaluationCriteria: { type: { map: "string" }, notModelled: true },
  evaluationInterval: { type: "integer", notModelled: true },
  evaluationPeriods: { type: "integer", rules: [atLeast("evaluation_periods", 1)] },
  extendedStatistic: { type: "string", rules: [extended("extended_statistic")] },
  insufficientDataActions: actions("insufficient_data_actions", 5),
  metricName: { type: "string", rules: [lengthBetween("metric_name", 1, 255)] },
  metricQueries: { type: { set: metricQuery } },
  name: {
    type: "string",
    replace: true,
    default: new AutoName(),
    rules: [lengthBetween("alarm_name", 1, 255)],
  },
  namespace,
  okActions: actions("ok_actions", 5),
  period: { type: "integer", rules: period("period", [10, 20, 30]) },
  statistic: { type: "string", rules: [oneOf("statistic", statistics)] },
  threshold: { type: "number" },
  thresholdMetricId: { type: "string", rules: [lengthBetween("threshold_metric_id", 1, 255)] },
  treatMissingData: {
    type: "string",
    default: "missing",
    rules: [oneOfAnyCase("treat_missing_data", ["breaching", "ignore", "missing", "notBreaching"])],
  },
  unit: { type: "string", rules: [oneOf("unit", units)] },
  warmUpConfiguration: {
    type: {
      object: {
        onlyStartEvaluatingAfterWarmUpPeriodEnds: { type: "boolean", default: false },
        warmUpPeriodDurationInMinutes: {
          type: "integer",
          required: true,
          rules: [between("warm_up_configuration.0.warm_up_period_duration_in_minutes", 1, 2880)],
        },
      },
    },
  },
};
