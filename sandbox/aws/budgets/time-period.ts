const layout = "2006-01-02_15:04";

/** internal/service/budgets/budget.go, validTimePeriodTimestamp: Go's way of saying what it could not read. */
export function timeProblem(key: string, value: string): string | null {
  const [, date, clock] = /^(\d{4}-\d{2}-\d{2})_(\d{2}:\d{2})$/.exec(value) ?? [];
  const text = JSON.stringify(value);
  const cannot = `"${key}" cannot be parsed as "${layout}": parsing time ${text}`;
  if (date === undefined) return `${cannot} as "${layout}": cannot parse ${text} as "2006"`;
  const time = new Date(`${date}T${clock}:00Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
  return isReal ? null : `${cannot}: day out of range`;
}

/**
 * Where a budget begins that does not say: with its current period.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_TimePeriod.html
 */
export function currentPeriodStart(now: Date, timeUnit: string): string {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const start = {
    DAILY: [year, month, day],
    QUARTERLY: [year, month - (month % 3), 1],
    ANNUALLY: [year, 0, 1],
  }[timeUnit] ?? [year, month, 1];
  const [startYear = year, startMonth = month, startDay = 1] = start;
  return `${new Date(Date.UTC(startYear, startMonth, startDay)).toISOString().slice(0, 10)}_00:00`;
}
