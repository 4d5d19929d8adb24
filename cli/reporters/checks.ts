/** The checks of a drill, as every format shows them. */
import type { Check, Report } from "../../core/findings/report.ts";

export const CHECK_SYMBOLS = { passed: "✓", failed: "✗", "not-configured": "○" } as const satisfies Readonly<
  Record<Check["outcome"], string>
>;

export interface StageChecks {
  readonly stage: string;
  readonly checks: readonly Check[];
}

/** By stage, in the report's order. */
export function checksByStage({ stages, checks = [] }: Report): readonly StageChecks[] {
  return stages
    .map((stage) => ({ stage, checks: checks.filter((check) => check.stage === stage) }))
    .filter((group) => group.checks.length > 0);
}

/** `silent pipeline etl`. */
export function checkName({ kind, target }: Check): string {
  return `${kind.replaceAll("-", " ")} ${target}`.trimEnd();
}

/** What arrived, or why nothing did. */
export function checkMessage({ outcome, message }: Check): string {
  return outcome === "not-configured" ? `not configured${message === "" ? "" : `: ${message}`}` : message;
}
