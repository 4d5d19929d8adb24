import type { Finding } from "./report.ts";

/** By address, path and code, in code unit order, so that no locale changes a report. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) => compare(a.address, b.address) || compare(a.path, b.path) || compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
