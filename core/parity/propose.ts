/** Ready YAML for today's findings: only reason and owner are left to a person. */
import { FILL_IN } from "../config/placeholder.ts";
import type { Finding, Report } from "../findings/report.ts";
import { andList } from "../text/words.ts";

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

/** The same as YAML, to be pasted into `stagekeeper:base`. A comment says which stages were not compared. */
export function proposeAllowances(report: Report): string {
  if (report.stages.length < 2) return `${uncomparedComment(report)}# Nothing was compared, so nothing is proposed.\n`;
  const allowances = proposedAllowances(report);
  const lines = allowances.map((allowance) => `    - ${flowMap(allowance)}\n`);
  const proposed = `parity:\n  allow:\n${lines.join("")}`;
  return `${uncomparedComment(report)}${allowances.length > 0 ? proposed : nothingToAllow(report)}`;
}

function nothingToAllow({ incomplete }: Report): string {
  const where = incomplete.length === 0 ? "" : " in what was compared";
  return `# Nothing to allow${where}: there are no open findings.\n`;
}

function uncomparedComment({ incomplete }: Report): string {
  if (incomplete.length === 0) return "";
  return `# Not compared, for it could not be read: ${andList(incomplete.map(({ stage }) => JSON.stringify(stage)))}\n`;
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
