/** A report as `--format json` wrote it, read back. Whatever is not exactly that is refused with a reason, in one line. */
import * as v from "valibot";
import type { FindingCode, Json, Report, ReportKind, Source } from "./report.ts";

export type ReadReport =
  | { readonly ok: true; readonly report: Report }
  /** `the file is no JSON`: goes behind the name of the file. */
  | { readonly ok: false; readonly reason: string };

/** Every code, and the kind of the reports that it stands in; null: any. */
const KINDS = {
  "parity/missing-resource": "parity",
  "parity/missing-property": "parity",
  "parity/secrecy-mismatch": "parity",
  "parity/foreign-stage": "parity",
  "parity/different-value": "parity",
  "parity/shared-secret": "parity",
  "parity/unreadable": "parity",
  "parity/unverified": "parity",
  "parity/duplicate-address": "parity",
  "parity/pending-operation": "parity",
  "allowance/unused": null,
  "allowance/expired": null,
  "drift/changed": "drift",
  "drift/deleted": "drift",
  "drift/unmanaged": "drift",
  "drift/stale-deployment": "drift",
  "drill/not-delivered": "drill",
  "drill/duplicate": "drill",
  "drill/not-closed": "drill",
} as const satisfies Readonly<Record<FindingCode, ReportKind | null>>;

/** What a report of a kind can have looked at. */
const SOURCES: Readonly<Record<ReportKind, readonly Source[]>> = {
  parity: ["desired", "recorded", "state"],
  drift: ["actual"],
  check: ["desired"],
  drill: ["actual"],
};

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
  code: v.picklist(Object.keys(KINDS) as readonly FindingCode[]),
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

/** Windows' editors and shells write it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

export function readReport(text: string, kind: ReportKind): ReadReport {
  if (text.trim() === "") return refused("the file is empty");
  const written = parseJson(text.replace(BYTE_ORDER_MARK, ""));
  if (written === undefined) return refused("the file is no JSON");
  const [version, of] = ["schemaVersion", "kind"].map((key) => fieldOf(written, key));
  if (version === undefined || of === undefined) return refused("the file is no report of stagekeeper");
  if (version !== 1)
    return refused(`the report has schemaVersion ${JSON.stringify(version)}; this stagekeeper reads 1`);
  if (of !== kind) return refused(`the report is one of ${JSON.stringify(of)}, not of ${kind}`);
  const parsed = v.safeParse(reportSchema, written);
  if (!parsed.success) return refused(`the report is broken at ${v.getDotPath(parsed.issues[0]) ?? "its top"}`);
  const broken = contradictionIn(parsed.output);
  return broken === null ? { ok: true, report: parsed.output } : refused(`the report is broken at ${broken}`);
}

/** Where a report of the right form says what none of its kind can say. */
function contradictionIn({ kind, source, stages, findings }: Report): string | null {
  if (!SOURCES[kind].includes(source)) return "source";
  for (const [index, { code, stage }] of findings.entries()) {
    const of: ReportKind | null = KINDS[code];
    if (of !== null && of !== kind) return `findings.${index}.code`;
    // What is drift of no stage, or of one that was not checked, would be told in no stage's issue.
    const isPlaced = stage === undefined ? kind !== "drift" || of === null : stages.includes(stage);
    if (!isPlaced) return `findings.${index}.stage`;
  }
  return null;
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
