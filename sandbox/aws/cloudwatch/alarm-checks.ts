import { exactlyOneAttribute } from "../../combinations.ts";
import type { PlanRule, ResourceRule } from "../../model.ts";
import { terraformName } from "../../paths.ts";
import { type Fields, hasUnknown, isFields, isUnset, list, number, object, text, texts } from "../../values.ts";
import { conflict, eitherOf } from "../common/rules.ts";

/** Terraform's name of a property: `metricQueries` is the repeated block `metric_query`. */
function attribute(name: string): string {
  return name === "metricQueries" ? "metric_query" : terraformName(name);
}

const ofOneMetric = ["namespace", "dimensions", "period", "statistic", "extendedStatistic"];

/** Rules of the schema in internal/service/cloudwatch/metric_alarm.go. */
export const alarmChecks: readonly ResourceRule[] = [
  ...exactlyOneAttribute({
    metricName: "metric_name",
    metricQueries: "metric_query",
    evaluationCriteria: "evaluation_criteria",
  }),
  ...ofOneMetric.map((name) => conflict(name, "metricQueries", attribute)),
  ...eitherOf("statistic", "extendedStatistic"),
  ...eitherOf("threshold", "thresholdMetricId"),
];

/** The same file's CustomizeDiff. */
export const alarmPlanChecks: readonly PlanRule[] = [
  requiredForMetrics("comparisonOperator"),
  requiredForMetrics("evaluationPeriods"),
  (planned) => {
    if (isUnset(planned["metricName"]) || !isUnset(planned["statistic"]) || !isUnset(planned["extendedStatistic"]))
      return null;
    return "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm";
  },
  (planned) =>
    queriesOf(planned).some((query) => text(query, "expression") !== "" && object(query, "metric") !== null)
      ? "No metric_query may have both `expression` and a `metric` specified"
      : null,
];

function requiredForMetrics(name: string): PlanRule {
  return (planned) =>
    isUnset(planned[name]) ? `${terraformName(name)} is required for traditional metric alarms` : null;
}

export function queriesOf(alarm: Fields): readonly Fields[] {
  return list(alarm, "metricQueries").filter(isFields);
}

const daySeconds = 86_400;
const weekSeconds = 7 * daySeconds;
const hourSeconds = 3_600;
const mostActions = 5;

/**
 * What the API says against an alarm, or null.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarmProblem(alarm: Fields, regionName: string): string | null {
  return windowProblem(alarm) ?? dataProblem(alarm) ?? actionsProblem(alarm, regionName);
}

/** An alarm looks back a day, or a week where its periods are hours. */
function windowProblem(alarm: Fields): string | null {
  const periods = [alarm, ...queriesOf(alarm).flatMap((query) => [query, object(query, "metric") ?? {}])];
  const period = Math.max(...periods.map((each) => number(each, "period")));
  const [most, what] = period < hourSeconds ? [daySeconds, "a day"] : [weekSeconds, "a week"];
  const which = period < hourSeconds ? "<" : ">=";
  return period * number(alarm, "evaluationPeriods") > most
    ? `Metrics cannot be checked across more than ${what} (EvaluationPeriods * Period must be <= ${most}) for alarms using period ${which} ${hourSeconds}`
    : null;
}

function dataProblem(alarm: Fields): string | null {
  if (number(alarm, "datapointsToAlarm") > number(alarm, "evaluationPeriods"))
    return "DatapointsToAlarm must not be greater than EvaluationPeriods";
  const queries = queriesOf(alarm);
  if (queries.length === 0 || text(alarm, "thresholdMetricId") !== "") return null;
  return queries.filter((query) => query["returnData"] === true).length === 1
    ? null
    : "Exactly one element of the metrics list should return data.";
}

/** Actions go to topics of the alarm's own region. */
function actionsProblem(alarm: Fields, regionName: string): string | null {
  for (const name of ["alarmActions", "okActions", "insufficientDataActions"]) {
    const actions = texts(alarm, name);
    if (actions.length > mostActions)
      return `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${mostActions}`;
    const elsewhere = actions
      .map((action) => action.split(":")[3] ?? "")
      .find((each) => each !== "" && each !== regionName);
    if (elsewhere !== undefined && !hasUnknown(alarm[name]))
      return `Invalid region ${elsewhere} specified. Only ${regionName} is supported.`;
  }
  return null;
}
