import { explain } from "../../core/findings/messages.ts";
import type { Check, Finding, FindingCode, Report } from "../../core/findings/report.ts";
import { placesWithoutValues, withoutValues } from "../../core/findings/without-values.ts";
import { RULES } from "./rules.ts";

/** Codes whose message quotes values, or a part of one in some form. */
const QUOTING: ReadonlySet<FindingCode> = new Set([
  "parity/different-value",
  "parity/foreign-stage",
  "drift/changed",
] satisfies FindingCode[]);

/**
 * The report without any value: `--redact values`. Places keep their state; code, address, path and remedy hold no values
 * and stay. A message that may quote one is not searched for it, but drafted anew from what is left.
 */
export function redactValues(report: Report): Report {
  const { checks } = report;
  return {
    ...report,
    findings: report.findings.map(redactFinding),
    ...(checks === undefined ? {} : { checks: checks.map(redactCheck) }),
  };
}

/** What arrived may name anybody; that it arrived is what the check says. */
function redactCheck(check: Check): Check {
  return { ...check, target: "", message: "" };
}

function redactFinding(finding: Finding): Finding {
  return { ...finding, stages: { ...placesWithoutValues(finding.stages) }, message: messageWithoutValues(finding) };
}

function messageWithoutValues(finding: Finding): string {
  const { code, message, redactedMessage } = finding;
  if (redactedMessage !== undefined) return redactedMessage;
  // Whom an alert did not reach is nobody else's business.
  if (code.startsWith("drill/")) return RULES[code].meaning;
  return QUOTING.has(code) ? explain(withoutValues(finding)).message : message;
}
