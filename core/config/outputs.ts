/** The outputs of a stage that `from:` can name, as paths. The components give a value to each of these. */

export interface OutputSources {
  readonly layers: readonly string[];
  readonly tables: (layer: string) => readonly string[];
  readonly buckets: (layer: string) => readonly string[];
  /** Vercel projects. */
  readonly projects: readonly string[];
  /** `<name>.<key>` of what the program adds. */
  readonly extra: readonly string[];
}

/** Outputs that every stage has. */
export const STAGE_OUTPUTS = [
  "stage.name",
  "aws.region",
  "aws.accountId",
  "roles.pipeline.arn",
  "roles.runtime.arn",
  "alerts.topic.arn",
] as const;

export function outputPaths(sources: OutputSources): readonly string[] {
  return [
    ...sources.layers.flatMap((layer) => [
      ...sources.tables(layer).flatMap((table) => pair(`warehouse.${layer}.tables.${table}`, "name", "arn")),
      ...sources.buckets(layer).flatMap((bucket) => pair(`warehouse.${layer}.buckets.${bucket}`, "name", "arn")),
    ]),
    ...sources.projects.flatMap((project) => pair(`vercel.${project}`, "id", "name")),
    ...STAGE_OUTPUTS,
    ...sources.extra.map((output) => `extra.${output}`),
  ];
}

function pair(path: string, one: string, other: string): readonly [string, string] {
  return [`${path}.${one}`, `${path}.${other}`];
}
