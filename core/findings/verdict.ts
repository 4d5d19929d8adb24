import type { Report } from "./report.ts";

/** From which severity on findings make the exit code 1. */
export type FailOn = "error" | "warning" | "never";

export const failOnValues = ["error", "warning", "never"] as const satisfies readonly FailOn[];

/** 0: clean; 1: findings at or above the threshold; 2: could not check. */
export type ExitCode = 0 | 1 | 2;

/**
 * The exit code of a report. An incomplete check is no verdict (2), whatever was found, unless it is allowed: then what
 * was read decides. Where nothing was read, there is nothing to decide by, whatever is allowed.
 */
export function verdict(
  report: Pick<Report, "summary" | "incomplete">,
  failOn: FailOn,
  allowIncomplete: boolean,
): ExitCode {
  const { compared, error, warning, note, suppressed } = report.summary;
  const readNothing = compared + error + warning + note + suppressed === 0;
  if (report.incomplete.length > 0 && (!allowIncomplete || readNothing)) return 2;
  if (failOn === "never") return 0;
  return error > 0 || (failOn === "warning" && warning > 0) ? 1 : 0;
}
