import type { Vendor } from "../../model.ts";
import { type Fields, number, optionalText, text, texts } from "../../values.ts";
import { alarmKind } from "../cloudwatch/kinds.ts";
import type { Alarms } from "../runtime/alarms.ts";
import { dimensionsOf, putMetric } from "../runtime/metrics.ts";
import { type ApiInput, type ApiService, isObject, listMember, onlyMembers, requiredText, textMember } from "./call.ts";
import { ApiError, notModelled } from "./error.ts";

const secondMs = 1_000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/: putting metrics, describing alarms. One page holds everything. */
export const cloudwatch: ApiService = {
  target: "GraniteServiceVersion20100801",
  version: null,
  actions: "cloudwatch",
  namespace: "com.amazonaws.cloudwatch",
  // Metrics have no ARN: policies limit them by the condition key cloudwatch:namespace.
  resourcesOf: () => ["*"],
  contextOf: (input) => ({ "cloudwatch:namespace": textMember(input, "Namespace") }),
  operations: {
    PutMetricData: ({ vendor, alarms }, input) => {
      onlyMembers("PutMetricData", input, ["Namespace", "MetricData"]);
      const namespace = requiredText(input, "Namespace");
      if (namespace.startsWith("AWS/")) {
        throw new ApiError(
          "InvalidParameterValue",
          'The value for parameter Namespace is invalid. Namespaces cannot start with "AWS/".',
        );
      }
      for (const datum of listMember(input, "MetricData").filter(isObject)) putDatum(vendor, namespace, datum);
      alarms.catchUp();
      return {};
    },
    DescribeAlarms: ({ vendor, alarms }, input) => {
      onlyMembers("DescribeAlarms", input, ["AlarmNames", "AlarmNamePrefix", "StateValue", "MaxRecords"]);
      alarms.catchUp();
      const names = listMember(input, "AlarmNames");
      const found = vendor.store
        .list(alarmKind)
        .filter(([name]) => names.length === 0 || names.includes(name))
        .filter(([name]) => name.startsWith(textMember(input, "AlarmNamePrefix")))
        .map(([name, alarm]) => alarmOf(alarms, name, alarm))
        .filter(({ StateValue }) => input["StateValue"] === undefined || input["StateValue"] === StateValue);
      return { MetricAlarms: found, CompositeAlarms: [] };
    },
  },
};

function putDatum(vendor: Vendor, namespace: string, datum: ApiInput): void {
  onlyMembers("PutMetricData", datum, ["MetricName", "Dimensions", "Timestamp", "Value", "Unit", "StorageResolution"]);
  const { Value: value, Timestamp: timestamp } = datum;
  if (typeof value !== "number") throw notModelled("metric data without a single value");
  const at = typeof timestamp === "number" ? new Date(timestamp * secondMs) : vendor.now();
  const metric = { namespace, name: requiredText(datum, "MetricName"), dimensions: dimensionsOf(datum["Dimensions"]) };
  putMetric(vendor, metric, value, at);
}

function alarmOf(alarms: Alarms, name: string, alarm: Fields) {
  const { state, reason, since } = alarms.status(name);
  return {
    AlarmName: name,
    AlarmArn: text(alarm, "arn"),
    AlarmDescription: optionalText(alarm, "alarmDescription") ?? undefined,
    ActionsEnabled: alarm["actionsEnabled"] ?? true,
    AlarmActions: texts(alarm, "alarmActions"),
    OKActions: texts(alarm, "okActions"),
    InsufficientDataActions: texts(alarm, "insufficientDataActions"),
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: Date.parse(since) / secondMs,
    MetricName: optionalText(alarm, "metricName") ?? undefined,
    Namespace: optionalText(alarm, "namespace") ?? undefined,
    Period: number(alarm, "period") || undefined,
    EvaluationPeriods: number(alarm, "evaluationPeriods"),
    Threshold: number(alarm, "threshold"),
    ComparisonOperator: text(alarm, "comparisonOperator"),
    TreatMissingData: text(alarm, "treatMissingData") || undefined,
  };
}
