/**
 * What the living issue of a stack remembers from run to run: a hidden comment in the first line of its body. Nothing else
 * is stored anywhere, so whoever reads the issue has all there is.
 */
import * as v from "valibot";

/** The stack that an issue is about. */
export interface IssueKey {
  /** Name in Pulumi.yaml. */
  readonly project: string;
  /** As the configuration writes it: `prod` or `acme/app/prod`. */
  readonly stack: string;
}

export type Condition = "clean" | "drift" | "failed";

/** What was known after the last run that wrote it. Times are ISO 8601 in UTC, seconds. */
export interface IssueRecord extends IssueKey {
  readonly condition: Condition;
  /** Since when there is drift that nobody has seen go away; null where the last complete check was clean. */
  readonly driftSince: string | null;
  /** Since when the check cannot run; null where the last one could. */
  readonly failingSince: string | null;
  /** When the vendors were looked at. */
  readonly checkedAt: string;
  /** `<run id>.<attempt>` in GitHub Actions, elsewhere `0.<process id>`. */
  readonly run: string;
  /** Digest of the fingerprints of all findings; empty where none are known. */
  readonly findings: string;
}

/** A later version only adds fields, so that two versions of stagekeeper keep the same issue. */
const VERSION = 1;
const OPENING = "<!-- stagekeeper:living-drift ";
const CLOSING = " -->";

const recordSchema = v.object({
  version: v.number(),
  project: v.string(),
  stack: v.string(),
  condition: v.picklist(["clean", "drift", "failed"]),
  driftSince: v.nullable(v.string()),
  failingSince: v.nullable(v.string()),
  checkedAt: v.string(),
  run: v.string(),
  findings: v.string(),
});

/** The hidden line. A name can hold anything: what could end a comment or mention somebody is written as JSON's `\u003e`. */
export function writeMarker(record: IssueRecord): string {
  const json = JSON.stringify({ version: VERSION, ...record }).replace(/[<>@#]|-(?=-)|[^ -~]/g, escapeUnit);
  return `${OPENING}${json}${CLOSING}`;
}

/**
 * The record in the body's first line, or null. Further down it counts for nothing: findings quote names from elsewhere, and
 * one of them could look like a marker.
 */
export function readMarker(body: string): IssueRecord | null {
  const [line = ""] = body.split(/\r?\n/, 1);
  if (!line.startsWith(OPENING) || !line.endsWith(CLOSING)) return null;
  const parsed = v.safeParse(recordSchema, parseJson(line.slice(OPENING.length, -CLOSING.length)));
  if (!parsed.success) return null;
  const { version: _version, ...record } = parsed.output;
  return record;
}

export function isAbout(record: IssueRecord, { project, stack }: IssueKey): boolean {
  return record.project === project && record.stack === stack;
}

/** One UTF-16 unit; JSON puts pairs together again. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
