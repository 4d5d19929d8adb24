/** The reports of several drift checks as one, as if all stages had been checked at once. */
import type { Finding, Incomplete, Report } from "../findings/report.ts";
import { sortFindings } from "../findings/sorting.ts";
import { summarise } from "../findings/summary.ts";
import { UserError } from "../user-error.ts";

/** A file that was given, and what it holds. */
export type ReportFile =
  | { readonly file: string; readonly ok: true; readonly report: Report }
  | { readonly file: string; readonly ok: false; readonly reason: string };

export interface MergeOptions {
  /** Stages that must have a report, in the order in which they are shown; a job that died leaves none. */
  readonly expected: readonly string[];
  /** ISO 8601, seconds, UTC: for the report where no file could be read. */
  readonly now: string;
}

/**
 * A file that cannot be read and a stage without a report make the whole incomplete.
 * @throws UserError where two files are about one stage: which of them is true nobody can say
 */
export function mergeDrift(files: readonly ReportFile[], { expected, now }: MergeOptions): Report {
  const reports = files.flatMap((file) => (file.ok ? [file.report] : []));
  refuseRepeats(files);
  const checked = reports.flatMap(stagesOf);
  const findings = sortFindings(reports.flatMap((report) => report.findings).filter(isFirst));
  const coverage = reports.flatMap((report) => report.coverage ?? []);
  return {
    schemaVersion: 1,
    kind: "drift",
    source: "actual",
    stages: inOrder(
      reports.flatMap(({ stages }) => stages),
      expected,
    ),
    generatedAt:
      reports.map(({ generatedAt }) => generatedAt).reduce((one, other) => (one > other ? one : other), "") || now,
    summary: summarise(
      findings,
      reports.reduce((sum, { summary }) => sum + summary.compared, 0),
    ),
    incomplete: [
      ...reports.flatMap(({ incomplete }) => incomplete),
      ...reports.flatMap((report, index) => (stagesOf(report).length > 0 ? [] : [emptyReport(files, index)])),
      ...files.flatMap((file): Incomplete[] => (file.ok ? [] : [{ stage: file.file, reason: file.reason }])),
      ...expected.filter((stage) => !checked.includes(stage)).map(missingReport),
    ],
    findings,
    notes: reports.flatMap(({ notes }) => notes ?? []),
    ...(coverage.length > 0 ? { coverage } : {}),
  };
}

function missingReport(stage: string): Incomplete {
  return { stage, reason: "there is no report of it: its check ended before it could write one" };
}

/** Stages that a report is about, also those that could not be checked. */
export function stagesOf({ stages, incomplete }: Report): readonly string[] {
  return [...new Set([...stages, ...incomplete.map(({ stage }) => stage)])];
}

function refuseRepeats(files: readonly ReportFile[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    if (!file.ok) continue;
    for (const stage of stagesOf(file.report)) {
      const other = seen.get(stage);
      if (other !== undefined) {
        throw new UserError(
          `${other} and ${file.file} are both about ${stage}`,
          "Give one report for each stage: of two, only one can be how it is now.",
        );
      }
      seen.set(stage, file.file);
    }
  }
}

/** A report that is about nothing must not look like one that found nothing. */
function emptyReport(files: readonly ReportFile[], index: number): Incomplete {
  const file = files.filter(({ ok }) => ok)[index]?.file ?? "";
  return { stage: file, reason: "the report is about no stage" };
}

/** What is about the configuration stands in each report, and is told once. */
function isFirst(finding: Finding, index: number, all: readonly Finding[]): boolean {
  return finding.stage !== undefined || all.findIndex((other) => isSame(other, finding)) === index;
}

function isSame(one: Finding, other: Finding): boolean {
  return (
    one.stage === undefined &&
    other.stage === undefined &&
    one.fingerprint === other.fingerprint &&
    one.message === other.message
  );
}

function inOrder(stages: readonly string[], expected: readonly string[]): readonly string[] {
  return [
    ...expected.filter((stage) => stages.includes(stage)),
    ...stages.filter((stage) => !expected.includes(stage)),
  ];
}
