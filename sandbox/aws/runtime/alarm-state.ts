import type { Series } from "./metric-math.ts";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";
export type MissingData = "missing" | "ignore" | "breaching" | "notBreaching";

/** What decides an alarm's state beside its data. */
export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
  breaches(value: number): boolean;
}

/** CloudWatch looks at more periods than it evaluates, so that a late data point does not count as missing. */
const spare = 2;

/** How many periods CloudWatch looks at: five for three in the example of its documentation. */
export function evaluationRange({ evaluationPeriods }: AlarmRule): number {
  return evaluationPeriods + spare;
}

/**
 * The state of an alarm from the data in its evaluation range, the oldest first. With as many data points as it evaluates, the newest
 * of them decide and gaps count for nothing. With fewer, all of them count, and gaps are filled in up to that number.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param before keeps its place where missing data are ignored
 */
export function stateOf(range: Series, rule: AlarmRule, before: AlarmState): AlarmState {
  const real = range.filter((value) => value !== null);
  const newest = real.slice(-rule.evaluationPeriods);
  const breaching = newest.filter((value) => rule.breaches(value)).length;
  const gaps = rule.evaluationPeriods - newest.length;
  if (gaps === 0) return breaching >= rule.datapointsToAlarm ? "ALARM" : "OK";
  switch (rule.missingData) {
    case "breaching":
      return breaching + gaps >= rule.datapointsToAlarm ? "ALARM" : "OK";
    case "notBreaching":
      return breaching >= rule.datapointsToAlarm ? "ALARM" : "OK";
    case "ignore":
      return real.length === 0 ? before : keepsUnless(breaching, newest.length, rule, before);
    case "missing":
      if (real.length === 0) return "INSUFFICIENT_DATA";
      return isStaleBreach(range, rule) || breaching >= rule.datapointsToAlarm ? "ALARM" : "OK";
  }
}

function keepsUnless(
  breaching: number,
  known: number,
  { datapointsToAlarm }: AlarmRule,
  before: AlarmState,
): AlarmState {
  if (breaching >= datapointsToAlarm) return "ALARM";
  return breaching < known ? "OK" : before;
}

/** Nothing but breaches, the oldest of them as old as the data points to alarm: what followed is taken for more of the same. */
function isStaleBreach(range: Series, { datapointsToAlarm, breaches }: AlarmRule): boolean {
  const first = range.findIndex((value) => value !== null);
  const allBreach = range.every((value) => value === null || breaches(value));
  return allBreach && range.length - first >= datapointsToAlarm;
}
