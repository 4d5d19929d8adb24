/** What the page shows, as plain data: the rows for its script, the rest for its template. */
import type { Finding, Json, Report, Severity, Suppression } from "../../../core/findings/report.ts";
import { jsonText } from "../json-text.ts";
import {
  allowedGroups,
  type Cell,
  type CellKind,
  cellOf,
  columnsOf,
  countedGroups,
  groupsOf,
  placeName,
  resourceName,
  SEVERITIES,
  shownStage,
} from "../matrix.ts";
import type { ReportOptions } from "../options.ts";
import { RULES } from "../rules.ts";
import { fitAround, fitEnd, fitMiddle, pointOfInterest, valueText, visible } from "../text.ts";
import { isClean, nextStepOf, notesOf, scopeOf, titleOf, verdictOf } from "../words.ts";
import { emphasis } from "./emphasis.ts";

/** Columns of a value in the matrix; one click shows all of it. */
const CELL_WIDTH = 44;
/** Of a stage: its heading stays in view over the values. */
const NAME_WIDTH = 60;
const TITLE_WIDTH = 200;

interface CellView {
  readonly kind: CellKind;
  readonly text: string;
  readonly standsOut: boolean;
  /** The whole value, alternately as in the other stages and different; left out where the text says the same. */
  readonly parts?: readonly string[];
}

interface RowView {
  /** Of drift of several stages. */
  readonly stage?: string;
  readonly severity: Severity;
  readonly code: string;
  readonly title: string;
  readonly address: string;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
  readonly fingerprint: string;
  readonly allowed: Suppression | null;
  readonly cells: readonly CellView[];
}

export interface PageView {
  readonly title: string;
  readonly scope: string;
  readonly generatedAt: string;
  readonly tone: "unread" | "error" | "warning" | "note" | "clean";
  readonly verdict: string;
  readonly nextStep: string;
  readonly isPromotion: boolean;
  readonly columns: readonly string[];
  readonly unreadable: number;
  readonly severities: readonly SeverityFilter[];
  readonly shares: Shares;
  readonly codes: readonly { readonly code: string; readonly title: string }[];
  readonly incomplete: Report["incomplete"];
  readonly allowances: readonly (Suppression & { readonly count: number })[];
  readonly notes: readonly string[];
  readonly rows: readonly RowView[];
}

interface SeverityFilter {
  readonly value: Severity | "allowed";
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
}

/** Resources by how they fared, as parts of all that were compared. */
interface Shares {
  readonly alike: number;
  readonly allowed: number;
  readonly differing: number;
}

export function pageView(report: Report, options: ReportOptions): PageView {
  const columns = columnsOf(report);
  const { summary } = report;
  const allowed = groupsOf(report, ({ suppressed }) => suppressed !== null);
  const findings = [...countedGroups(report), ...allowed].flatMap((group) => group.findings);
  const codes = [...new Set(report.findings.map((finding) => finding.code))].sort();
  return {
    title: fitEnd(titleOf(report, options.title), TITLE_WIDTH),
    scope: scopeOf(report),
    generatedAt: report.generatedAt,
    tone: toneOf(report),
    verdict: verdictOf(report),
    nextStep: nextStepOf(report),
    isPromotion: report.kind === "parity",
    columns: columns.map((column) => fitMiddle(visible(column), NAME_WIDTH)),
    unreadable: summary.unreadable,
    severities: [
      { value: "error", label: "errors", count: summary.error, isOn: true },
      { value: "warning", label: "warnings", count: summary.warning, isOn: true },
      { value: "note", label: "notes", count: summary.note, isOn: true },
      // Where nothing else is to be seen, the allowed differences are.
      { value: "allowed", label: "allowed", count: summary.suppressed, isOn: isClean(report) },
    ],
    shares: sharesOf(report),
    codes: codes.map((code) => ({ code, title: RULES[code].title })),
    incomplete: report.incomplete.map(({ stage, reason }) => ({ stage: visible(stage), reason: visible(reason) })),
    allowances: allowedGroups(report).map((group) => ({ ...shownSuppression(group), count: group.findings.length })),
    notes: notesOf(report).map(visible),
    rows: findings.map((finding) => rowView(finding, columns, report)),
  };
}

function toneOf(report: Report): PageView["tone"] {
  if (report.incomplete.length > 0) return "unread";
  return SEVERITIES.find((severity) => report.summary[severity] > 0) ?? "clean";
}

function sharesOf(report: Report): Shares {
  const differing = new Set(addressesOf(report.findings.filter((finding) => finding.suppressed === null)));
  const allowed = new Set(addressesOf(report.findings).filter((address) => !differing.has(address)));
  const alike = Math.max(0, report.summary.compared - differing.size - allowed.size);
  return { alike, allowed: allowed.size, differing: differing.size };
}

function addressesOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ address, stage = "" }) => (address === "" ? [] : [`${stage}\0${address}`]));
}

function rowView(finding: Finding, columns: readonly string[], report: Report): RowView {
  const stage = shownStage(finding, report);
  return {
    ...(stage === null ? {} : { stage: visible(stage) }),
    severity: finding.severity,
    code: finding.code,
    title: RULES[finding.code].title,
    address: visible(resourceName(finding.address)),
    place: visible(placeName(finding)),
    message: visible(finding.message),
    remedy: visible(finding.remedy),
    fingerprint: stage === null ? finding.fingerprint : `${finding.fingerprint}-${encodeURIComponent(stage)}`,
    allowed: finding.suppressed && shownSuppression(finding.suppressed),
    cells: cellViews(finding, columns),
  };
}

function shownSuppression({ reason, owner, expires, origin }: Suppression): Suppression {
  return {
    reason: visible(reason),
    owner: visible(owner),
    expires: expires && visible(expires),
    origin: visible(origin),
  };
}

function cellViews(finding: Finding, columns: readonly string[]): readonly CellView[] {
  const cells = columns.map((column) => cellOf(finding, column));
  const whole = columns.map((column) => wholeText(finding, column));
  const index = pointOfInterest(
    cells.filter((cell) => cell.kind === "value").map((cell) => cell.text),
    columns,
  );
  return cells.map((cell, column) => {
    const text = whole[column];
    if (text === undefined) return cell;
    const parts = emphasis(text, counterpart(cells, whole, column) ?? text);
    const shown = { ...cell, text: fitAround(cell.text, index, CELL_WIDTH) };
    return parts.length === 1 && text === shown.text ? shown : { ...shown, parts };
  });
}

/** What a value is compared with: the first on the other side of standing out. */
function counterpart(
  cells: readonly Cell[],
  whole: readonly (string | undefined)[],
  column: number,
): string | undefined {
  const side = cells[column]?.standsOut;
  return whole.find((text, other) => text !== undefined && cells[other]?.standsOut !== side);
}

/** The value in full, on as many lines as it has: JSON indented, also JSON that stands in a string. */
function wholeText(finding: Finding, column: string): string | undefined {
  const place = Object.hasOwn(finding.stages, column) ? finding.stages[column] : undefined;
  if (place?.state !== "value" || place.value === undefined) return undefined;
  const { value } = place;
  if (typeof value !== "string") return lines(jsonText(value, 2));
  const parsed = parsedJson(value);
  if (parsed !== undefined) return lines(jsonText(parsed, 2));
  return value.includes("\n") ? lines(value) : valueText(value);
}

function lines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

function parsedJson(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
