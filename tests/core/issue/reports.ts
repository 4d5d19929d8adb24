import { fingerprint } from "../../../core/findings/fingerprint.ts";
import type { Finding, Incomplete, Report } from "../../../core/findings/report.ts";
import { summarise } from "../../../core/findings/summary.ts";
import type { Condition } from "../../../core/issue/record.ts";

/** A finding of a drift report: the billing mode of a table, unless said otherwise. */
export function driftFinding(given: Partial<Finding> = {}): Finding {
  const address = given.address ?? "aws:dynamodb/table:Table::facts";
  const path = given.path ?? "billingMode";
  const code = given.code ?? "drift/changed";
  return {
    code,
    severity: "error",
    address,
    path,
    stage: "prod",
    stages: {
      recorded: { state: "value", value: "PROVISIONED" },
      actual: { state: "value", value: "PAY_PER_REQUEST" },
    },
    standsOut: ["actual"],
    suppressed: null,
    fingerprint: fingerprint("drift", code, address, path),
    message: "facts billingMode was changed from PROVISIONED to PAY_PER_REQUEST",
    remedy: `Restore it: pulumi up --stack ${given.stage ?? "prod"} --refresh. Or adopt it: change the program to it.`,
    ...given,
  };
}

export function driftReport(
  stages: readonly string[],
  findings: readonly Finding[],
  incomplete: readonly Incomplete[] = [],
  generatedAt = "2026-11-24T04:17:00Z",
): Report {
  return {
    schemaVersion: 1,
    kind: "drift",
    source: "actual",
    stages,
    generatedAt,
    summary: summarise(findings, 41),
    incomplete,
    findings,
  };
}

/** A report of one stage, in the condition. */
export function reportThat(
  condition: Condition,
  { stage = "prod", generatedAt = "2026-11-24T04:17:00Z" } = {},
): Report {
  const findings = condition === "drift" ? [driftFinding({ stage })] : [];
  const incomplete = condition === "failed" ? [{ stage, reason: "the backend could not be reached" }] : [];
  return driftReport([stage], findings, incomplete, generatedAt);
}
