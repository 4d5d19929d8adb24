import type { Check, Coverage, Finding, Json, Report } from "../../core/findings/report.ts";
import { jsonText } from "./json-text.ts";

/** Where values begin: report, findings, finding, stages, place, value. Their keys are sorted, those above are in the documented order. */
const VALUE_LEVEL = 5;

/** The report itself; equal reports are equal bytes. */
export function renderJson(report: Report): string {
  return `${jsonText(orderedReport(report), 2, VALUE_LEVEL)}\n`;
}

function orderedReport(report: Report): Json {
  const { schemaVersion, kind, source, stages, generatedAt, notes, coverage, checks } = report;
  const { compared, error, warning, note, suppressed, unreadable } = report.summary;
  return {
    schemaVersion,
    kind,
    source,
    stages,
    generatedAt,
    summary: { compared, error, warning, note, suppressed, unreadable },
    incomplete: report.incomplete.map(({ stage, reason }) => ({ stage, reason })),
    findings: report.findings.map(orderedFinding),
    ...(notes === undefined ? {} : { notes }),
    ...(coverage === undefined ? {} : { coverage: coverage.map(orderedCoverage) }),
    ...(checks === undefined ? {} : { checks: checks.map(orderedCheck) }),
  };
}

function orderedFinding(finding: Finding): Json {
  const { code, severity, address, path, stage, stages, standsOut, fingerprint, message, redactedMessage, remedy } =
    finding;
  const suppressed = finding.suppressed && orderedSuppression(finding.suppressed);
  const about = stage === undefined ? {} : { stage };
  const sentences = redactedMessage === undefined ? { message, remedy } : { message, redactedMessage, remedy };
  return { code, severity, address, path, ...about, stages, standsOut, suppressed, fingerprint, ...sentences };
}

function orderedCoverage({ stage, vendor, managed, total }: Coverage): Json {
  return { stage, vendor, managed, total };
}

function orderedCheck({ stage, kind, target, outcome, message }: Check): Json {
  return { stage, kind, target, outcome, message };
}

function orderedSuppression({ reason, owner, expires, origin }: NonNullable<Finding["suppressed"]>): Json {
  return { reason, owner, expires, origin };
}
