/** How CloudWatch looks back over the silence of a pipeline. */

export interface HeartbeatWindow {
  /** Length of one period in seconds, a multiple of 60. */
  readonly periodSeconds: number;
  /** So many periods in a row without a success raise the alarm. */
  readonly evaluationPeriods: number;
  /** How long after its creation the alarm keeps quiet, in minutes. */
  readonly warmUpMinutes: number;
}

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html */
const LONGEST_WARM_UP_MINUTES = 2 * DAY_MINUTES;

/**
 * Periods of a minute while they may be that short, of an hour beyond: all periods together may span a day where each is
 * shorter than an hour, and seven days otherwise
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). Short ones, because CloudWatch
 * looks a few periods further back than asked, and an old success there delays the alarm by as many
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html).
 * @param silentAfterMinutes 1 to 10,080, seven days
 */
export function heartbeatWindow(silentAfterMinutes: number): HeartbeatWindow {
  const periodMinutes = silentAfterMinutes <= DAY_MINUTES ? 1 : HOUR_MINUTES;
  return {
    periodSeconds: periodMinutes * 60,
    evaluationPeriods: Math.ceil(silentAfterMinutes / periodMinutes),
    warmUpMinutes: Math.min(silentAfterMinutes, LONGEST_WARM_UP_MINUTES),
  };
}
