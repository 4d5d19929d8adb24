import type { Finding, Severity, Summary } from "./report.ts";

/** Severity counts leave suppressed findings out; `compared` is the number of addresses. */
export function summarise(findings: readonly Finding[], compared: number): Summary {
  const count = (severity: Severity) =>
    findings.filter((finding) => !finding.suppressed && finding.severity === severity).length;
  return {
    compared,
    error: count("error"),
    warning: count("warning"),
    note: count("note"),
    suppressed: findings.filter((finding) => finding.suppressed).length,
    unreadable: findings.filter((finding) => finding.code === "parity/unreadable").length,
  };
}
