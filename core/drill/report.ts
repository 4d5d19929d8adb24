import type { FindingDraft } from "../findings/draft.ts";
import { toFinding } from "../findings/finding.ts";
import type { Incomplete, Report } from "../findings/report.ts";
import { sortFindings } from "../findings/sorting.ts";
import { summarise } from "../findings/summary.ts";
import type { DrillVerdict } from "./judge.ts";

export interface DrillParts {
  /** In promotion order; `account` for what exists once. */
  readonly stages: readonly string[];
  readonly verdicts: readonly DrillVerdict[];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly string[];
  /** ISO 8601, seconds, UTC. */
  readonly generatedAt: string;
}

/** The report of a drill: every kind with its message, what failed as findings. `compared` counts what was really drilled. */
export function drillReport({ stages, verdicts, incomplete, notes, generatedAt }: DrillParts): Report {
  const drafts: readonly FindingDraft[] = verdicts.flatMap(({ findings }) => findings);
  const findings = sortFindings(drafts.map((draft) => toFinding("drill", draft)));
  const checks = verdicts.map(({ check }) => check);
  return {
    schemaVersion: 1,
    kind: "drill",
    source: "actual",
    stages,
    generatedAt,
    summary: summarise(findings, checks.filter(({ outcome }) => outcome !== "not-configured").length),
    incomplete,
    findings,
    ...(notes.length === 0 ? {} : { notes }),
    checks,
  };
}
