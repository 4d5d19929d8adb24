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

/** One period's value of a statistic; null where the metric has no data in it. */
export function statisticIn(samples: readonly Sample[], from: number, to: number, statistic: Statistic): number | null {
  const inside = samples.filter(({ at }) => at >= from && at < to);
  if (inside.length === 0) return null;
  const total = (pick: (sample: Sample) => number): number => inside.reduce((sum, sample) => sum + pick(sample), 0);
  switch (statistic) {
    case "Sum":
      return total(({ sum }) => sum);
    case "SampleCount":
      return total(({ count }) => count);
    case "Average":
      return total(({ sum }) => sum) / total(({ count }) => count);
    case "Minimum":
      return Math.min(...inside.map(({ least }) => least));
    case "Maximum":
      return Math.max(...inside.map(({ most }) => most));
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
