/** The report as every format shows it: columns, groups of findings by resource, worst first, and the text of a cell. */
import type { Finding, PlaceState, Report, Severity } from "../../core/findings/report.ts";
import { RULES } from "./rules.ts";
import { valueText, visible } from "./text.ts";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** All counted (or all suppressed) findings of one resource. */
export interface Group {
  readonly address: string;
  /** The stage that they are about; null where the report is about one stage alone, or compares stages. */
  readonly stage: string | null;
  readonly worst: Severity;
  readonly findings: readonly Finding[];
}

/** Findings that one allowance covers. */
export interface AllowedGroup {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string | null;
  readonly origin: string;
  readonly findings: readonly Finding[];
}

export type CellKind = "value" | "present" | "hidden" | "secret" | "absent" | "unreadable" | "none";

export interface Cell {
  readonly kind: CellKind;
  /** One line, every character visible; words of ours stand in brackets. */
  readonly text: string;
  readonly standsOut: boolean;
}

/** The keys of the places: the report's stages, or `recorded` and `actual` in a drift report. */
export function columnsOf(report: Report): readonly string[] {
  const used = new Set(report.findings.flatMap((finding) => Object.keys(finding.stages)));
  const knows = used.size === 0 || report.stages.some((stage) => used.has(stage));
  return knows ? [...new Set([...report.stages, ...used])] : [...used];
}

/** What counts, by resource, those with errors first. */
export function countedGroups(report: Report): readonly Group[] {
  return groupsOf(report, ({ suppressed }) => suppressed === null);
}

/** Worst first; of drift, stage by stage. */
export function groupsOf(report: Report, wanted: (finding: Finding) => boolean): readonly Group[] {
  const findings = report.findings.filter(wanted);
  const groups = [...groupBy(findings, ({ stage = "", address }) => `${stage}\0${address}`).values()].map((members) => {
    const sorted = [...members].sort((a, b) => rank(a.severity) - rank(b.severity));
    const [first] = sorted;
    return {
      address: first?.address ?? "",
      stage: (first && shownStage(first, report)) ?? null,
      worst: first?.severity ?? "note",
      findings: sorted,
    };
  });
  const order = ({ stage }: Group) => (stage === null ? 0 : report.stages.indexOf(stage));
  return groups.sort((a, b) => rank(a.worst) - rank(b.worst) || order(a) - order(b));
}

/** The stage that a finding of drift is about, where there are several; a drill's addresses name it. */
export function shownStage({ stage }: Finding, report: Report): string | null {
  return stage !== undefined && report.stages.length > 1 && report.kind !== "drill" ? stage : null;
}

/** What allowances cover, by allowance. */
export function allowedGroups(report: Report): readonly AllowedGroup[] {
  const allowed = report.findings.flatMap((finding) =>
    finding.suppressed === null ? [] : [{ finding, by: finding.suppressed }],
  );
  const groups = groupBy(allowed, ({ by }) => JSON.stringify([by.origin, by.reason, by.owner, by.expires]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [{ ...first.by, findings: members.map(({ finding }) => finding) }];
  });
}

export function cellOf(finding: Finding, column: string): Cell {
  const place = Object.hasOwn(finding.stages, column) ? finding.stages[column] : undefined;
  const standsOut = finding.standsOut.includes(column);
  if (place === undefined) return { kind: "none", text: "", standsOut };
  return { ...placeCell(place, finding), standsOut };
}

/** Where a finding is, within its resource. */
export function placeName(finding: Finding): string {
  if (finding.path !== "") return finding.path;
  return finding.address === "" ? RULES[finding.code].title : "(whole resource)";
}

/** The address, or what stands for it in a finding about the report itself. */
export function resourceName(address: string): string {
  return address === "" ? "(configuration)" : address;
}

function placeCell(place: PlaceState, finding: Finding): { kind: CellKind; text: string } {
  if (place.state === "secret") return { kind: "secret", text: `(secret ${visible(place.group)})` };
  if (place.state !== "value") return { kind: place.state, text: `(${place.state})` };
  if (place.value !== undefined) return { kind: "value", text: valueText(place.value) };
  if (finding.path === "") return { kind: "present", text: "(present)" };
  return { kind: "hidden", text: finding.code === "parity/secrecy-mismatch" ? "(plain text)" : "(hidden)" };
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
