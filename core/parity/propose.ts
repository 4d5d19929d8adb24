/** Ready YAML for today's findings: only reason and owner are left to a person. */
import { FILL_IN } from "../config/placeholder.ts";
import type { Finding, Report } from "../findings/report.ts";

interface ProposedAllowance {
  readonly code: string;
  readonly address: string;
  /** Left out for a whole resource. */
  readonly path?: string;
  readonly stages: readonly string[];
  readonly reason: string;
  readonly owner: string;
}

/** One allowance for each finding that is neither suppressed nor about an allowance. */
function proposedAllowances(report: Report): readonly ProposedAllowance[] {
  return report.findings.filter(isAllowable).map(({ code, address, path, standsOut }) => ({
    code,
    address: literal(address),
    ...(path === "" ? {} : { path: literal(path) }),
    stages: standsOut,
    reason: FILL_IN,
    owner: FILL_IN,
  }));
}

/** The same as YAML, to be pasted into `stagekeeper:base`. */
export function proposeAllowances(report: Report): string {
  const allowances = proposedAllowances(report);
  if (allowances.length === 0) return "# Nothing to allow: there are no open findings.\n";
  const lines = allowances.map((allowance) => `    - ${flowMap(allowance)}\n`);
  return `parity:\n  allow:\n${lines.join("")}`;
}

function isAllowable({ code, suppressed }: Finding): boolean {
  return suppressed === null && !code.startsWith("allowance/");
}

/** Patterns have no escape: a star or question mark in a name is matched by `?`. */
function literal(text: string): string {
  return text.replaceAll("*", "?");
}

/** JSON strings are YAML strings, so nothing in an address or path can break out. */
function flowMap(allowance: ProposedAllowance): string {
  const fields = Object.entries(allowance).map(([key, value]) => {
    const written = Array.isArray(value)
      ? `[${value.map((item) => JSON.stringify(item)).join(", ")}]`
      : JSON.stringify(value);
    return `${key}: ${written}`;
  });
  return `{ ${fields.join(", ")} }`;
}
