const layout = "2006-01-02_15:04";

/** The layout's pieces, as Go's time.Parse reads them one after the other. */
const pieces: readonly (readonly [piece: string, pattern: RegExp])[] = [
  ["2006", /^\d{4}/],
  ["-", /^-/],
  ["01", /^\d{2}/],
  ["-", /^-/],
  ["02", /^\d{2}/],
  ["_", /^_/],
  ["15", /^\d{1,2}/],
  [":", /^:/],
  ["04", /^\d{2}/],
];

/** internal/service/budgets/budget.go, validTimePeriodTimestamp: Go says what it could not read. */
export function timeProblem(key: string, value: string): string | null {
  const problem = parseProblem(value);
  return problem === null
    ? null
    : `"${key}" cannot be parsed as "${layout}": parsing time ${JSON.stringify(value)}${problem}`;
}

function parseProblem(value: string): string | null {
  let rest = value;
  const read: string[] = [];
  for (const [piece, pattern] of pieces) {
    const [found] = pattern.exec(rest) ?? [];
    if (found === undefined) return ` as "${layout}": cannot parse ${JSON.stringify(rest)} as "${piece}"`;
    rest = rest.slice(found.length);
    read.push(found);
  }
  if (rest !== "") return `: extra text: ${JSON.stringify(rest)}`;
  const [year, , month, , day, , hour, , minute] = read.map(Number);
  return rangeProblem(year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0);
}

function rangeProblem(year: number, month: number, day: number, hour: number, minute: number): string | null {
  if (month < 1 || month > 12) return ": month out of range";
  if (hour > 23) return ": hour out of range";
  if (minute > 59) return ": minute out of range";
  return day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? ": day out of range" : null;
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
