import { UserError } from "../../../core/user-error.ts";
import type { Vendor } from "../../model.ts";
import { type Fields, flag, isFields, list, number, object, text } from "../../values.ts";
import type { AlarmRule, AlarmState, MissingData } from "./alarm-state.ts";
import { parseMetricMath, type Series } from "./metric-math.ts";
import { dimensionsOf, type MetricId, type Statistic, samplesOf, valuesIn } from "./metrics.ts";

/** What an alarm watches: its values period by period, and the rule that they are held to. */
export interface AlarmData {
  readonly rule: AlarmRule;
  /** The last periods that had ended by then, the oldest first. */
  range(at: number, periods: number): Series;
  /** False where later evaluations can only repeat this one, as long as nothing new comes in. */
  changesAfter(at: number): boolean;
  /** Why the alarm has the state, in CloudWatch's manner. */
  reason(range: Series, state: AlarmState): string;
}

const secondMs = 1_000;
const statistics: readonly string[] = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"];

export function alarmData(vendor: Vendor, alarm: Fields): AlarmData {
  const queries = list(alarm, "metricQueries").filter(isFields);
  const watched = queries.length === 0 ? oneMetric(vendor, alarm) : severalMetrics(vendor, queries);
  const evaluationPeriods = number(alarm, "evaluationPeriods");
  const rule: AlarmRule = {
    evaluationPeriods,
    datapointsToAlarm: number(alarm, "datapointsToAlarm") || evaluationPeriods,
    missingData: watched.ignoresMissing ? "ignore" : ((text(alarm, "treatMissingData") || "missing") as MissingData),
    breaches: comparison(alarm),
  };
  const lookBackMs = watched.periodMs * (evaluationPeriods + 2);
  return {
    rule,
    range: (at, periods) => watched.values(at, periods),
    changesAfter: (at) => watched.lastSampleAt() + lookBackMs + watched.periodMs > at,
    reason: (range, state) => reasonText(alarm, rule, range, state),
  };
}

/** Why an alarm is not one that can be evaluated, or null: told when it is made, not when it should ring. */
export function alarmRefusal(vendor: Vendor, alarm: Fields): string | null {
  try {
    alarmData(vendor, alarm);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

interface Watched {
  readonly periodMs: number;
  readonly ignoresMissing: boolean;
  values(at: number, periods: number): Series;
  lastSampleAt(): number;
}

function oneMetric(vendor: Vendor, alarm: Fields): Watched {
  const metric = metricOf(alarm);
  const samples = samplesOf(vendor, metric);
  const statistic = statisticOf(text(alarm, "statistic"), alarm);
  const periodMs = number(alarm, "period") * secondMs;
  return {
    periodMs,
    ignoresMissing: isOfDynamoDb(metric),
    values: (at, periods) => valuesIn(samples, statistic, { at, periods, periodMs }),
    lastSampleAt: () => samples.at(-1)?.at ?? 0,
  };
}

/** Metrics and expressions by id; the one that returns data is watched. */
function severalMetrics(vendor: Vendor, queries: readonly Fields[]): Watched {
  const returned = queries.filter((query) => flag(query, "returnData"));
  const [watched] = returned;
  if (watched === undefined || returned.length > 1)
    throw notModelled("an alarm that does not watch exactly one result");
  const metrics = queries.flatMap((query) => {
    const metric = object(query, "metric");
    return metric === null ? [] : [{ id: text(query, "id"), metric }];
  });
  const found = new Map(
    metrics.map(({ id, metric }) => [
      id,
      {
        metric: metricOf(metric),
        samples: samplesOf(vendor, metricOf(metric)),
        statistic: statisticOf(text(metric, "stat"), metric),
      },
    ]),
  );
  const periods = new Set(metrics.map(({ metric }) => number(metric, "period")));
  const [period = 0] = periods;
  if (periods.size !== 1) throw notModelled("metrics of different periods in one alarm");
  const periodMs = period * secondMs;
  const expressions = new Map(
    queries
      .filter((query) => text(query, "expression") !== "")
      .map((query) => [text(query, "id"), parseMetricMath(text(query, "expression"))]),
  );
  const valuesOf = (id: string, at: number, count: number): Series => {
    const expression = expressions.get(id);
    if (expression !== undefined) return expression.evaluate((used) => valuesOf(used, at, count), count);
    const metric = found.get(id);
    if (metric === undefined) throw notModelled(`the id ${id}, which names no metric of the alarm,`);
    return valuesIn(metric.samples, metric.statistic, { at, periods: count, periodMs });
  };
  return {
    periodMs,
    ignoresMissing: [...found.values()].some(({ metric }) => isOfDynamoDb(metric)),
    values: (at, count) => valuesOf(text(watched, "id"), at, count),
    lastSampleAt: () => Math.max(0, ...[...found.values()].map(({ samples }) => samples.at(-1)?.at ?? 0)),
  };
}

/** The alarm "always ignores missing data" of this namespace: API_PutMetricAlarm, TreatMissingData. */
function isOfDynamoDb({ namespace }: MetricId): boolean {
  return namespace === "AWS/DynamoDB";
}

function metricOf(fields: Fields): MetricId {
  return {
    namespace: text(fields, "namespace"),
    name: text(fields, "metricName"),
    dimensions: dimensionsOf(fields["dimensions"]),
  };
}

function statisticOf(name: string, fields: Fields): Statistic {
  if (!statistics.includes(name) || text(fields, "extendedStatistic") !== "")
    throw notModelled(`the statistic ${name || "of percentiles"}`);
  return name as Statistic;
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

function comparison(alarm: Fields): (value: number) => boolean {
  const operator = text(alarm, "comparisonOperator");
  const compare = comparisons[operator];
  if (compare === undefined) throw notModelled(`the comparison ${operator}`);
  return (value) => compare(value, number(alarm, "threshold"));
}

function reasonText(alarm: Fields, rule: AlarmRule, range: Series, state: AlarmState): string {
  const newest = range.slice(-rule.evaluationPeriods);
  const known = newest.filter((value) => value !== null);
  if (known.length < newest.length && state === "ALARM" && rule.missingData === "breaching") {
    return `Threshold Crossed: no datapoints were received for ${newest.length - known.length} periods and ${newest.length - known.length} missing datapoints were treated as [Breaching].`;
  }
  const crossed = state === "ALARM" ? "was" : "was not";
  const points = `${known.length} datapoint${known.length === 1 ? "" : "s"} [${known.join(", ")}]`;
  return `Threshold Crossed: ${points} ${crossed} ${words(text(alarm, "comparisonOperator"))} the threshold (${number(alarm, "threshold")}).`;
}

/** `LessThanThreshold` as CloudWatch puts it: `less than`. */
function words(operator: string): string {
  return operator
    .replace(/(To)?Threshold$/, "$1")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function notModelled(what: string): UserError {
  return new UserError(`The sandbox does not model ${what}.`, "sandbox/aws/README.md lists what alarms may be.");
}
