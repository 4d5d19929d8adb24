/** A report as `--format json` wrote it, read back. Whatever is not exactly that is refused with a reason, in one line. */
import * as v from "valibot";
import type { FindingCode, Json, Report, ReportKind } from "./report.ts";

export type ReadReport =
  | { readonly ok: true; readonly report: Report }
  /** `the file is no JSON`: goes behind the name of the file. */
  | { readonly ok: false; readonly reason: string };

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const json = v.unknown() as v.GenericSchema<unknown, Json>;

const place = v.variant("state", [
  v.object({ state: v.literal("value"), value: v.exactOptional(json) }),
  v.object({ state: v.literal("secret"), group: v.string() }),
  v.object({ state: v.literal("absent") }),
  v.object({ state: v.literal("unreadable") }),
]);

const suppression = v.object({
  reason: v.string(),
  owner: v.string(),
  expires: v.nullable(v.string()),
  origin: v.string(),
});

const finding = v.object({
  code: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/)) as v.GenericSchema<unknown, FindingCode>,
  severity: v.picklist(["error", "warning", "note"]),
  address: v.string(),
  path: v.string(),
  stage: v.exactOptional(v.string()),
  stages: v.record(v.string(), place),
  standsOut: v.array(v.string()),
  suppressed: v.nullable(suppression),
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  message: v.string(),
  redactedMessage: v.exactOptional(v.string()),
  remedy: v.string(),
});

const reportSchema = v.object({
  schemaVersion: v.literal(1),
  kind: v.picklist(["parity", "drift", "check", "drill"]),
  source: v.picklist(["desired", "recorded", "state", "actual"]),
  stages: v.array(v.string()),
  generatedAt: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)),
  summary: v.object({
    compared: count,
    error: count,
    warning: count,
    note: count,
    suppressed: count,
    unreadable: count,
  }),
  incomplete: v.array(v.object({ stage: v.string(), reason: v.string() })),
  findings: v.array(finding),
  notes: v.exactOptional(v.array(v.string())),
  coverage: v.exactOptional(v.array(v.object({ stage: v.string(), vendor: v.string(), managed: count, total: count }))),
});

export function readReport(text: string, kind: ReportKind): ReadReport {
  if (text.trim() === "") return refused("the file is empty");
  const written = parseJson(text);
  if (written === undefined) return refused("the file is no JSON");
  const [version, of] = ["schemaVersion", "kind"].map((key) => fieldOf(written, key));
  if (version === undefined || of === undefined) return refused("the file is no report of stagekeeper");
  if (version !== 1)
    return refused(`the report has schemaVersion ${JSON.stringify(version)}; this stagekeeper reads 1`);
  if (of !== kind) return refused(`the report is one of ${JSON.stringify(of)}, not of ${kind}`);
  const parsed = v.safeParse(reportSchema, written);
  if (!parsed.success) return refused(`the report is broken at ${v.getDotPath(parsed.issues[0]) ?? "its top"}`);
  return { ok: true, report: parsed.output };
}

function refused(reason: string): ReadReport {
  return { ok: false, reason };
}

function fieldOf(written: unknown, key: string): unknown {
  return typeof written === "object" && written !== null && Object.hasOwn(written, key)
    ? (written as Record<string, unknown>)[key]
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
