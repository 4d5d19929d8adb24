/** What one run says about one stack, as its living issue needs it. */
import type { Finding, Report } from "../findings/report.ts";
import { summarise } from "../findings/summary.ts";
import { sha256 } from "../sha256.ts";
import type { Condition } from "./record.ts";

export interface Outcome {
  readonly condition: Condition;
  /** Digest of the fingerprints of what counts; empty where nothing does. */
  readonly findings: string;
  /** When the vendors were looked at: ISO 8601 in UTC, seconds. */
  readonly checkedAt: string;
  /** `<run id>.<attempt>` in GitHub Actions, elsewhere `0.<process id>`. */
  readonly run: string;
}

/** A check that could not see everything has failed, whatever it saw. */
export function outcomeOf(report: Report, run: string): Outcome {
  const drift = driftOf(report);
  const isComplete = report.incomplete.length === 0;
  return {
    condition: isComplete ? (drift.length > 0 ? "drift" : "clean") : "failed",
    findings: digestOf(drift),
    checkedAt: report.generatedAt,
    run,
  };
}

/** The findings that keep an issue open: neither notes nor what is allowed. */
export function driftOf({ findings }: Report): readonly Finding[] {
  return findings.filter(
    ({ code, severity, suppressed }) => code.startsWith("drift/") && suppressed === null && severity !== "note",
  );
}

/** The part of a report that is about one stage. Only the number of compared resources cannot be divided, and stays. */
export function reportOfStage(report: Report, stage: string): Report {
  const isOnly = report.stages.length === 1 && report.stages[0] === stage;
  const findings = report.findings.filter(
    (finding) => finding.stage === stage || (isOnly && finding.stage === undefined),
  );
  const coverage = report.coverage?.filter((entry) => entry.stage === stage);
  return {
    ...report,
    stages: [stage],
    summary: summarise(findings, report.summary.compared),
    incomplete: report.incomplete.filter((entry) => entry.stage === stage),
    findings,
    ...(report.notes === undefined ? {} : { notes: report.notes.filter((note) => note.startsWith(`${stage}: `)) }),
    ...(coverage === undefined ? {} : { coverage }),
  };
}

/** Equal sets of findings have equal digests, whatever their order and values. */
function digestOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const prints = [...new Set(findings.map(({ fingerprint }) => fingerprint))].sort();
  return sha256(prints.join("\0")).slice(0, 16);
}
