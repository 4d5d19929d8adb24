import type { Check, Finding, PlaceState, Report } from "../../core/findings/report.ts";
import { RULES } from "./rules.ts";

/**
 * The report without any value: `--redact values`. Places keep their state, findings keep code, address and path.
 * A message may quote a value or a part of it in any form, so messages and remedies are not searched but replaced by
 * what holds for every finding with that code.
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
  const { meaning, help } = RULES[finding.code];
  const stages = Object.fromEntries(
    Object.entries(finding.stages).map(([stage, place]) => [stage, redactPlace(place)]),
  );
  return { ...finding, stages, message: meaning, remedy: help };
}

function redactPlace(place: PlaceState): PlaceState {
  return place.state === "value" ? { state: "value" } : place;
}
