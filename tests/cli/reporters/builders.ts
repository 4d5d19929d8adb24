/** Findings and reports for tests, with defaults for what a test does not care about. */
import { createHash } from "node:crypto";
import type { Finding, FindingCode, PlaceState, Report, ReportKind, Severity } from "../../../core/findings/report.ts";

export const ABSENT: PlaceState = { state: "absent" };
export const UNREADABLE: PlaceState = { state: "unreadable" };
export const PRESENT: PlaceState = { state: "value" };
export const value = (of: NonNullable<(PlaceState & { state: "value" })["value"]>): PlaceState => ({
  state: "value",
  value: of,
});
export const secret = (group: string): PlaceState => ({ state: "secret", group });

/** A finding with defaults and the fingerprint that follows from it. */
export function finding(code: FindingCode, severity: Severity, parts: Partial<Finding> = {}): Finding {
  const { address = "aws:dynamodb/table:Table::facts", path = "" } = parts;
  return {
    code,
    severity,
    address,
    path,
    stages: {},
    standsOut: [],
    suppressed: null,
    fingerprint: createHash("sha256").update(["parity", code, address, path].join("\0")).digest("hex").slice(0, 16),
    message: "Something differs.",
    remedy: "",
    ...parts,
  };
}

/** A report whose counts follow from its findings. */
export function report(findings: readonly Finding[], parts: Partial<Report> = {}): Report {
  const counted = findings.filter(({ suppressed }) => suppressed === null);
  const count = (severity: Severity) => counted.filter((each) => each.severity === severity).length;
  return {
    schemaVersion: 1,
    kind: "parity" satisfies ReportKind,
    source: "recorded",
    stages: ["dev", "staging", "prod"],
    generatedAt: "2026-11-23T16:00:00Z",
    summary: {
      compared: 41,
      error: count("error"),
      warning: count("warning"),
      note: count("note"),
      suppressed: findings.length - counted.length,
      unreadable: findings.filter(({ code }) => code === "parity/unreadable").length,
    },
    incomplete: [],
    findings,
    ...parts,
  };
}
