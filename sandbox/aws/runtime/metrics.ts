import type { Vendor } from "../../model.ts";
import { type Fields, isFields, isList, list, text, type Value } from "../../values.ts";

/** A metric: its namespace, name and dimensions. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What one second saw of a metric. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
  readonly sum: number;
  readonly least: number;
  readonly most: number;
}

export type Statistic = "Sum" | "Average" | "Minimum" | "Maximum" | "SampleCount";

const kind = "aws/cloudwatch-metric";
const secondMs = 1_000;
/** No alarm looks back further: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const keptMs = 8 * 86_400_000;

/** Adds a value; those of one second come together. */
export function putMetric(vendor: Vendor, metric: MetricId, value: number, at: Date): void {
  const key = keyOf(metric);
  const second = Math.floor(at.getTime() / secondMs) * secondMs;
  const samples = samplesOf(vendor, metric).filter((sample) => sample.at > second - keptMs);
  const before = samples.find((sample) => sample.at === second) ?? {
    at: second,
    count: 0,
    sum: 0,
    least: value,
    most: value,
  };
  const added: Sample = {
    at: second,
    count: before.count + 1,
    sum: before.sum + value,
    least: Math.min(before.least, value),
    most: Math.max(before.most, value),
  };
  const all = [...samples.filter((sample) => sample.at !== second), added].sort((a, b) => a.at - b.at);
  const { namespace, name, dimensions } = metric;
  vendor.store.put(kind, key, { namespace, name, dimensions, samples: all.map(toStored) });
}

/** In order of time. */
export function samplesOf(vendor: Vendor, metric: MetricId): readonly Sample[] {
  const stored = vendor.store.get(kind, keyOf(metric));
  return stored === null ? [] : list(stored, "samples").flatMap(fromStored);
}

/** Period by period up to a moment, the oldest first; null where the metric has no data in one. */
export function valuesIn(
  samples: readonly Sample[],
  statistic: Statistic,
  { at, periods, periodMs }: { readonly at: number; readonly periods: number; readonly periodMs: number },
): (number | null)[] {
  const start = at - periods * periodMs;
  const totals = new Array<Sample | null>(periods).fill(null);
  for (const sample of samples) {
    const index = Math.floor((sample.at - start) / periodMs);
    if (index < 0 || index >= periods) continue;
    totals[index] = together(totals[index] ?? null, sample);
  }
  return totals.map((total) => (total === null ? null : statisticOf(total, statistic)));
}

function together(total: Sample | null, sample: Sample): Sample {
  if (total === null) return sample;
  return {
    at: total.at,
    count: total.count + sample.count,
    sum: total.sum + sample.sum,
    least: Math.min(total.least, sample.least),
    most: Math.max(total.most, sample.most),
  };
}

function statisticOf({ count, sum, least, most }: Sample, statistic: Statistic): number {
  switch (statistic) {
    case "Sum":
      return sum;
    case "SampleCount":
      return count;
    case "Average":
      return sum / count;
    case "Minimum":
      return least;
    case "Maximum":
      return most;
  }
}

/** A metric is its dimensions too: the same name with others is another metric. */
function keyOf({ namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function toStored({ at, count, sum, least, most }: Sample): Value {
  return [at, count, sum, least, most];
}

function fromStored(value: Value): readonly Sample[] {
  if (!isList(value)) return [];
  const [at = 0, count = 0, sum = 0, least = 0, most = 0] = value.map(Number);
  return [{ at, count, sum, least, most }];
}

/** Dimensions as resources and API calls name them: `{ Stage: "prod" }` or `[{ Name, Value }]`. */
export function dimensionsOf(value: unknown): Readonly<Record<string, string>> {
  if (Array.isArray(value)) {
    return Object.fromEntries(value.map((entry: Fields) => [text(entry, "Name"), text(entry, "Value")]));
  }
  return isFields(value as Value)
    ? Object.fromEntries(Object.entries(value as Fields).map(([name, each]) => [name, String(each)]))
    : {};
}
