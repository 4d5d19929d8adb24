/** What the comparison promises, as ratios of runs that were measured in turns. */
import { JQ, JSON_PARSE, MICRODIFF, NODE, STAGEKEEPER } from "./contestants.ts";
import type { Measured } from "./processes.ts";

/** All runs of one size and number of stages. */
export interface Result {
  readonly resources: number;
  readonly stages: number;
  readonly measured: readonly Measured[];
}

export interface Verdict {
  readonly promise: string;
  readonly limit: string;
  readonly found: string;
  readonly holds: boolean;
}

const GIBIBYTE = 2 ** 30;

/** Only promises whose runs were measured are judged. */
export function judge(results: readonly Result[]): readonly Verdict[] {
  const find = (resources: number, stages: number, name: string) =>
    results
      .find((result) => result.resources === resources && result.stages === stages)
      ?.measured.find((measured) => measured.name === name && measured.failed === null);
  const ours = (resources: number, stages = 2) => find(resources, stages, STAGEKEEPER);
  const ratio = (promise: string, most: number, a: number | undefined, b: number | undefined): Verdict[] => {
    if (a === undefined || b === undefined) return [];
    return [{ promise, limit: `${most} x`, found: `${(a / b).toFixed(2)} x`, holds: a / b <= most }];
  };
  const large = ours(100_000);
  return [
    ...ratio(
      "10,000 resources: time of microdiff, fed with normalised resources",
      1,
      ours(10_000)?.median,
      find(10_000, 2, MICRODIFF)?.median,
    ),
    ...ratio("10,000 resources: time of a jq recipe", 0.3, ours(10_000)?.median, find(10_000, 2, JQ)?.median),
    ...ratio(
      "10,000 resources: memory of reading both files with JSON.parse",
      0.6,
      ours(10_000)?.peak,
      find(10_000, 2, JSON_PARSE)?.peak,
    ),
    ...ratio("1,000 resources: time of node -e 0", 4.5, ours(1_000)?.median, find(1_000, 2, NODE)?.median),
    ...ratio("100,000 resources: time of 10,000", 8, large?.median, ours(10_000)?.median),
    ...ratio("three stages of 10,000: time of two", 1.4, ours(10_000, 3)?.median, ours(10_000)?.median),
    ...(large
      ? [
          {
            promise: "100,000 resources: memory",
            limit: "1 GiB",
            found: `${(large.peak / GIBIBYTE).toFixed(2)} GiB`,
            holds: large.peak <= GIBIBYTE,
          },
        ]
      : []),
  ];
}
