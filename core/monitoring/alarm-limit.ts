import { counted } from "../text/words.ts";

/** Alarm metrics of standard resolution that cost nothing in an AWS account, and what each further one costs in a month. */
export const FREE_ALARM_METRICS = 10;
export const ALARM_METRIC_USD = 0.1;

/** The alarms of one stage, or of the account itself. */
export interface AlarmGroup {
  /** Name of the stage, or `account`. */
  readonly of: string;
  readonly alarms: readonly { readonly name: string; readonly metrics: number }[];
}

export function alarmMetrics(groups: readonly AlarmGroup[]): number {
  return groups.flatMap(({ alarms }) => alarms).reduce((sum, { metrics }) => sum + metrics, 0);
}

/** The arithmetic: `12 alarm metrics: dev 2 (etl-heartbeat 1, sync-heartbeat 1) + prod 10 (...)`. */
export function alarmArithmetic(groups: readonly AlarmGroup[]): string {
  const parts = groups
    .filter(({ alarms }) => alarms.length > 0)
    .map((group) => {
      const alarms = group.alarms.map(({ name, metrics }) => `${name} ${metrics}`).join(", ");
      return `${group.of} ${alarmMetrics([group])} (${alarms})`;
    });
  return `${counted(alarmMetrics(groups), "alarm metric")}: ${parts.join(" + ")}`;
}
