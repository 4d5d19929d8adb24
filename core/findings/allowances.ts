/** Allowances: which findings are wanted, and which allowances are no longer needed or valid. */
import { coversPath, matchesPattern } from "./pattern.ts";
import type { Finding, Suppression } from "./report.ts";

/** A wanted difference. The configuration's `Allowance` has the same with every field filled in. */
export interface AllowanceInput {
  /** Pattern: `*` any run of characters, `?` one, all else literal. At least one of code, address and path is required. */
  readonly code?: string | null;
  readonly address?: string | null;
  /** Covers what lies below it too. */
  readonly path?: string | null;
  /** Every stage that stands out must be listed; none listed: any. */
  readonly stages?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires?: string | null;
  /** Where it is written. */
  readonly origin?: string;
  /** Where a `stages:` list implies it: the stages that have the thing. Such an allowance is never unused. */
  readonly onlyIn?: readonly string[];
}

export type FindingPlace = Pick<Finding, "code" | "address" | "path">;

export interface AllowanceContext {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Stages that were compared. */
  readonly stages: readonly string[];
  /** false: not everything was compared, so that an allowance without a match may still be needed. */
  readonly complete: boolean;
  /** Findings that may be there, but could not be judged: an allowance for one of these is not called unused. */
  readonly undecided: readonly FindingPlace[];
}

export interface StaleAllowance {
  readonly allowance: AllowanceInput;
  readonly code: "allowance/unused" | "allowance/expired";
}

export interface Allowed {
  /** All findings, those that an allowance covers with their suppression. */
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleAllowance[];
}

/** The first allowance in order that covers a finding suppresses it. An expired one suppresses nothing. */
export function applyAllowances(
  findings: readonly Finding[],
  allowances: readonly AllowanceInput[],
  context: AllowanceContext,
): Allowed {
  const used = new Set<AllowanceInput>();
  const judged = findings.map((finding) => {
    const covering = allowances.filter((allowance) => covers(allowance, finding, context));
    for (const allowance of covering) used.add(allowance);
    const valid = covering.find((allowance) => !hasExpired(allowance, context.today));
    return valid ? { ...finding, suppressed: toSuppression(valid) } : finding;
  });
  return {
    findings: judged,
    stale: allowances.flatMap((allowance) => staleness(allowance, used.has(allowance), context)),
  };
}

function covers(allowance: AllowanceInput, finding: Finding, context: AllowanceContext): boolean {
  return coversPlace(allowance, finding) && coversStages(allowance, finding, context);
}

function coversPlace({ code, address, path }: AllowanceInput, finding: FindingPlace): boolean {
  if (!code && !address && typeof path !== "string") return false;
  if (code && !matchesPattern(code, finding.code)) return false;
  if (address && !matchesPattern(address, finding.address)) return false;
  return typeof path !== "string" || coversPath(path, finding.path);
}

function coversStages(allowance: AllowanceInput, finding: Finding, context: AllowanceContext): boolean {
  if (allowance.onlyIn) return splitsAt(allowance.onlyIn, finding, context.stages);
  const listed = allowance.stages ?? [];
  // Drift is about one stage; what stands out there is not a stage.
  if (finding.stage !== undefined) return listed.length === 0 || listed.includes(finding.stage);
  return listed.length === 0 || finding.standsOut.every((stage) => listed.includes(stage));
}

/** A `stages:` list covers exactly the difference that it makes: its stages on one side, all others on the other. */
function splitsAt(onlyIn: readonly string[], finding: Finding, stages: readonly string[]): boolean {
  if (finding.code === "parity/missing-resource" || finding.code === "parity/missing-property") {
    return stages.every((stage) => onlyIn.includes(stage) === (finding.stages[stage]?.state !== "absent"));
  }
  const [first, ...others] = stages.map((stage) => onlyIn.includes(stage) === finding.standsOut.includes(stage));
  return others.every((side) => side === first);
}

function staleness(allowance: AllowanceInput, used: boolean, context: AllowanceContext): readonly StaleAllowance[] {
  if (used) return hasExpired(allowance, context.today) ? [{ allowance, code: "allowance/expired" }] : [];
  const judgeable = context.complete && (allowance.stages ?? []).every((stage) => context.stages.includes(stage));
  const undecided = context.undecided.some((place) => coversPlace(allowance, place));
  return allowance.onlyIn || !judgeable || undecided ? [] : [{ allowance, code: "allowance/unused" }];
}

/** Dates in this form sort as texts. */
function hasExpired({ expires }: AllowanceInput, today: string): boolean {
  return typeof expires === "string" && expires < today;
}

function toSuppression({ reason, owner, expires, origin }: AllowanceInput): Suppression {
  return { reason, owner, expires: expires ?? null, origin: origin ?? "" };
}
