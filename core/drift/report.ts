/** The report of a drift check: the findings of all stacks, with the allowances applied. */
import { type AllowanceInput, applyAllowances } from "../findings/allowances.ts";
import type { FindingDraft } from "../findings/draft.ts";
import { toFinding } from "../findings/finding.ts";
import type { Coverage, DriftCode, Finding, Incomplete, Report, Severity } from "../findings/report.ts";
import { sortFindings } from "../findings/sorting.ts";
import { staleAllowances } from "../findings/stale-allowance.ts";
import { summarise } from "../findings/summary.ts";
import type { DriftDraft, StackDrift, VendorResult } from "./types.ts";

/** What all checks of one stack gave. */
export interface CheckedStack {
  readonly stage: string;
  /** null where the refresh did not reach its end; `incomplete` then says why. */
  readonly refreshed: StackDrift | null;
  readonly vendors: readonly VendorResult[];
  /** One line for each thing that could not be checked. */
  readonly incomplete: readonly string[];
}

export interface DriftReportOptions {
  /** In promotion order. */
  readonly stacks: readonly CheckedStack[];
  readonly allowances: readonly AllowanceInput[];
  /** All that an allowance can be for, the account stack too: where some are not checked, one that names none is not called unused. */
  readonly allStages: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly generatedAt: string;
}

const SEVERITIES: Readonly<Record<DriftCode, Severity>> = {
  "drift/changed": "error",
  "drift/deleted": "error",
  "drift/unmanaged": "warning",
  "drift/stale-deployment": "warning",
};

export function driftReport(options: DriftReportOptions): Report {
  const { stacks, generatedAt } = options;
  const incomplete = stacks.flatMap(({ stage, incomplete: reasons }) => reasons.map((reason) => ({ stage, reason })));
  const found = stacks.flatMap(findingsOf);
  const findings = sortFindings(judged(found, incomplete, options));
  const coverage = stacks.flatMap(coverageOf);
  return {
    schemaVersion: 1,
    kind: "drift",
    source: "actual",
    stages: stacks.map(({ stage }) => stage),
    generatedAt,
    summary: summarise(
      findings,
      stacks.reduce((sum, { refreshed }) => sum + (refreshed?.compared ?? 0), 0),
    ),
    incomplete,
    findings,
    notes: stacks.flatMap(notesOf),
    ...(coverage.length > 0 ? { coverage } : {}),
  };
}

/** One finding for each place, the first that was found; of what is gone nothing else is said. */
function findingsOf({ stage, refreshed, vendors }: CheckedStack): readonly Finding[] {
  const drafts = [...(refreshed?.drafts ?? []), ...vendors.flatMap((vendor) => vendor.drafts)];
  const gone = new Set(drafts.filter(({ code }) => code === "drift/deleted").map(({ address }) => address));
  const byPlace = new Map<string, DriftDraft>();
  for (const draft of drafts) {
    if (draft.code !== "drift/deleted" && gone.has(draft.address)) continue;
    const place = `${draft.address}\0${draft.path}`;
    if (!byPlace.has(place)) byPlace.set(place, draft);
  }
  return [...byPlace.values()].map((draft) => toFinding("drift", toFindingDraft(stage, draft)));
}

function toFindingDraft(stage: string, { code, address, path, recorded, actual, detail }: DriftDraft): FindingDraft {
  return {
    code,
    severity: SEVERITIES[code],
    address,
    path,
    stage,
    stages: { recorded, actual },
    standsOut: ["actual"],
    ...(detail === undefined ? {} : { detail }),
  };
}

function judged(
  found: readonly Finding[],
  incomplete: readonly Incomplete[],
  { stacks, allowances, allStages, today }: DriftReportOptions,
): readonly Finding[] {
  const stages = stacks.map(({ stage }) => stage);
  const complete = incomplete.length === 0;
  const allowed = applyAllowances(found, allowances, { today, stages, complete, undecided: [] });
  const isWhole = allStages.every((stage) => stages.includes(stage));
  const stale = allowed.stale.filter(
    ({ code, allowance }) => code === "allowance/expired" || isWhole || (allowance.stages ?? []).length > 0,
  );
  return [...allowed.findings, ...staleAllowances(stale).map((draft) => toFinding("drift", draft))];
}

function coverageOf({ stage, vendors }: CheckedStack): readonly Coverage[] {
  return vendors.flatMap(({ coverage }) =>
    coverage.map(({ vendor, managed, total }) => ({ stage, vendor, managed, total })),
  );
}

function notesOf({ stage, refreshed, vendors }: CheckedStack): readonly string[] {
  const notes = [...(refreshed?.notes ?? []), ...vendors.flatMap((vendor) => vendor.notes)];
  return notes.map((note) => `${stage}: ${note}`);
}
