/**
 * A comment on a pull request. It says the verdict and what is unread first, then as many resources as fit, each whole, or begun
 * where it is very large; the others are counted by type. Its first line is a hidden marker, by which a living comment is found
 * and updated.
 */
import type { Finding, Report, ReportKind } from "../../core/findings/report.ts";
import { counted } from "../../core/text/words.ts";
import { CHECK_SYMBOLS, checkMessage, checkName, checksByStage } from "./checks.ts";
import { piecesOf } from "./commands.ts";
import { code, prose } from "./markdown-escape.ts";
import {
  type AllowedGroup,
  allowedGroups,
  cellOf,
  columnsOf,
  countedGroups,
  type Group,
  placeName,
  SEVERITIES,
} from "./matrix.ts";
import type { ReportOptions } from "./options.ts";
import { fitAround, fitEnd, fitMiddle, pointOfInterest } from "./text.ts";
import {
  isClean,
  isNothingDrilled,
  nextStepOf,
  notesOf,
  sourceOf,
  titleOf,
  uncheckedByExtent,
  verdictOf,
} from "./words.ts";

/** GitHub refuses a comment with more than 65,536 characters. Counted in bytes here, which is never fewer. */
const MAX_BYTES = 65_536;
/** Each section other than a resource: four of them and the heading never take more than the comment. */
const MAX_SECTION = 12_000;
const BETWEEN = "\n\n";
const MAX_VALUE = 120;
const MAX_NAME = 200;
const MAX_SENTENCE = 600;
/** With a command that has to be whole to be of use. */
const MAX_ADVICE = 1500;
/** Lines of the lists that are not resources; what is beyond is counted. */
const MAX_LISTED = 20;
/** Seven kinds in three stages, and room for more. */
const MAX_CHECKS = 60;

const SYMBOLS = { error: "❌", warning: "⚠️", note: "ℹ️" } as const;

/** The first line of the comment: one living comment for each kind of report and key. */
export function commentMarker(kind: ReportKind, key: string): string {
  const suffix = key === "" ? "" : `:${key.replace(/[^\w./]+/g, "-")}`;
  return `<!-- stagekeeper:${kind}${suffix} -->`;
}

export function renderMarkdown(report: Report, options: ReportOptions): string {
  const head = [
    commentMarker(report.kind, options.commentKey),
    `## ${headSymbol(report)} ${prose(fitEnd(titleOf(report, options.title), MAX_NAME))}`,
    `**${sentence(verdictOf(report))}**${report.kind === "drill" ? "" : ` Compared ${sourceOf(report)}.`}`,
    incompleteSection(report),
    checksSection(report),
  ];
  const tail = [allowedSection(report), notesSection(report), prose(nextStepOf(report))];
  const space = MAX_BYTES - byteLength(assembled([...head, ...tail]));
  return assembled([...head, ...resourceSections(report, space), ...tail]);
}

/** The findings alone, for a text with a heading of its own; at most the given bytes, which are more than three sections. */
export function findingsMarkdown(report: Report, maxBytes: number): string {
  const tail = [allowedSection(report), notesSection(report)];
  return assembled([...resourceSections(report, maxBytes - byteLength(assembled(tail))), ...tail]);
}

/** Every kind of failure that a drill tried. */
function checksSection(report: Report): string {
  const checks = checksByStage(report).flatMap((group) => group.checks);
  if (checks.length === 0) return "";
  const rows = checks.map((check) =>
    row([
      CHECK_SYMBOLS[check.outcome],
      name(check.stage),
      prose(checkName(check)),
      prose(fitEnd(checkMessage(check), MAX_SENTENCE)),
    ]),
  );
  const table = [
    row(["", "Stage", "Failure", "What arrived"]),
    row(["---", "---", "---", "---"]),
    ...listed(rows, (rest) => row(["", "", `and ${counted(rest, "more check")}`, ""]), MAX_CHECKS),
  ];
  return capped(table, table.slice(0, 2));
}

/**
 * Resources one by one while they fit, each whole; then how many there are beyond. One that would take more than half of the room
 * by itself is begun, and leaves half of what is left to the others.
 */
function resourceSections(report: Report, space: number): readonly string[] {
  const columns = columnsOf(report);
  const sections: string[] = [];
  const left: Group[] = [];
  const room = space - MAX_SECTION;
  let rest = room;
  for (const group of countedGroups(report)) {
    const whole = groupSection(group, columns);
    const isLarge = byteLength(whole) > room / 2;
    const section = fitsIn(whole, rest) || !isLarge ? whole : startOfGroup(group, columns, rest / 2);
    if (!fitsIn(section, rest)) left.push(group);
    else {
      sections.push(section);
      rest -= byteLength(section) + BETWEEN.length;
    }
  }
  return left.length > 0 ? [...sections, leftOutSection(left)] : sections;
}

function fitsIn(section: string, space: number): boolean {
  return byteLength(section) + BETWEEN.length <= space;
}

/** As many findings of a resource as fit, at least one, and how many there are beyond. */
function startOfGroup(group: Group, columns: readonly string[], space: number): string {
  const startWith = (count: number) => {
    const rest = counted(group.findings.length - count, "more finding");
    const section = groupSection({ ...group, findings: group.findings.slice(0, count) }, columns);
    return `${section}\n- and ${rest}; the other formats show every finding.`;
  };
  let [fits, beyond] = [1, group.findings.length];
  while (beyond - fits > 1) {
    const middle = Math.floor((fits + beyond) / 2);
    if (fitsIn(startWith(middle), space)) fits = middle;
    else beyond = middle;
  }
  return startWith(fits);
}

function groupSection({ address, stage, findings }: Group, columns: readonly string[]): string {
  const of = stage === null ? "" : `${name(stage)} `;
  const heading = address === "" ? "### Configuration" : `### ${of}${name(address)}`;
  const placed = findings.filter((finding) => Object.keys(finding.stages).length > 0);
  const table =
    placed.length === 0
      ? []
      : [
          row(["", "Property", ...columns.map((column) => name(column))]),
          row(["---", "---", ...columns.map(() => "---")]),
          ...placed.map((finding) => findingRow(finding, columns)),
        ];
  const advice = findings.map(adviceItem);
  return [heading, "", ...table, ...(table.length > 0 ? [""] : []), ...advice].join("\n");
}

function findingRow(finding: Finding, columns: readonly string[]): string {
  const cells = columns.map((column) => cellOf(finding, column));
  const values = cells.filter((cell) => cell.kind === "value").map((cell) => cell.text);
  const index = pointOfInterest(values, columns);
  const texts = cells.map((cell) => {
    const text =
      cell.kind === "value" ? code(fitAround(cell.text, index, MAX_VALUE)) : prose(fitEnd(cell.text, MAX_VALUE));
    return cell.standsOut ? `**≠** ${text}` : text;
  });
  const place = finding.path === "" ? prose(placeName(finding)) : name(finding.path);
  return row([SYMBOLS[finding.severity], place, ...texts]);
}

function adviceItem(finding: Finding): string {
  const remedy = finding.remedy === "" ? "" : `<br>→ ${advice(finding.remedy)}`;
  return `- ${SYMBOLS[finding.severity]} ${sentence(finding.message)}${remedy}`;
}

/** Resources that did not fit, by type. */
function leftOutSection(groups: readonly Group[]): string {
  const types = new Map<string, Group[]>();
  for (const group of groups) {
    const type = group.address.slice(0, Math.max(0, group.address.lastIndexOf("::")));
    types.set(type, [...(types.get(type) ?? []), group]);
  }
  const rows = [...types].map(([type, members]) => leftOutRow(type, members));
  const heading = `### ${counted(groups.length, "more resource")}`;
  const why = "GitHub limits the length of a comment; the other formats show every finding.";
  const table = [
    row(["Type", "Resources", "Errors", "Warnings", "Notes"]),
    row(["---", "--:", "--:", "--:", "--:"]),
    ...listed(rows, (rest) => row([`and ${counted(rest, "more type")}`, "", "", "", ""])),
  ];
  return capped([heading, "", why, "", ...table], [heading, "", why]);
}

function leftOutRow(type: string, groups: readonly Group[]): string {
  const findings = groups.flatMap((group) => group.findings);
  const counts = SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity).length);
  return row([type === "" ? "Configuration" : name(type), ...[groups.length, ...counts].map(String)]);
}

function incompleteSection(report: Report): string {
  if (report.incomplete.length === 0) return "";
  const items = report.incomplete.map(({ stage, reason }) => `> - ${name(stage)}: ${sentence(reason)}`);
  const { whole, part } = uncheckedByExtent(report);
  const extents = [
    ...(whole.length > 0 ? [`Not checked: ${counted(whole.length, "stage")}`] : []),
    ...(part.length > 0 ? [`Not fully checked: ${counted(part.length, "stage")}`] : []),
  ];
  const heading = ["> [!CAUTION]", `> **${extents.join(". ")}**`];
  return capped([...heading, ...listed(items, (rest) => `> - and ${rest} more`)], heading);
}

function allowedSection(report: Report): string {
  const groups = allowedGroups(report);
  if (groups.length === 0) return "";
  const heading = counted(report.summary.suppressed, "allowed difference");
  const table = [
    row(["Findings", "Reason", "Owner", "Until", "From"]),
    row(["--:", "---", "---", "---", "---"]),
    ...listed(groups.map(allowedRow), (rest) => row(["", `and ${counted(rest, "more allowance")}`, "", "", ""])),
  ];
  return capped([`<details><summary>${heading}</summary>`, "", ...table, "", "</details>"], [heading]);
}

function allowedRow({ findings, reason, owner, expires, origin }: AllowedGroup): string {
  return row([
    String(findings.length),
    sentence(reason),
    prose(fitEnd(owner, MAX_NAME)),
    prose(fitEnd(expires ?? "", MAX_NAME)),
    name(origin),
  ]);
}

function notesSection(report: Report): string {
  const items = notesOf(report).map((note) => `- ${sentence(note)}`);
  return capped(
    listed(items, (rest) => `- and ${rest} more`),
    [],
  );
}

function headSymbol(report: Report): string {
  if (isClean(report)) return isNothingDrilled(report) ? SYMBOLS.note : "✅";
  if (report.incomplete.length > 0 || report.summary.error > 0) return SYMBOLS.error;
  return report.summary.warning > 0 ? SYMBOLS.warning : SYMBOLS.note;
}

function listed(
  items: readonly string[],
  more: (rest: number) => string,
  most: number = MAX_LISTED,
): readonly string[] {
  const rest = items.length - most;
  return rest > 0 ? [...items.slice(0, most), more(rest)] : items;
}

function name(text: string): string {
  return code(fitMiddle(text, MAX_NAME));
}

function sentence(text: string): string {
  return prose(fitEnd(text, MAX_SENTENCE));
}

/** Commands stand in code type, where GitHub changes no sign of them. */
function advice(remedy: string): string {
  return piecesOf(fitEnd(remedy, MAX_ADVICE))
    .map(({ isCommand, text }) => (isCommand ? code(text) : prose(text)))
    .join("");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The lines, or the brief ones where they are more than one section may take. */
function capped(lines: readonly string[], brief: readonly string[]): string {
  const text = lines.join("\n");
  return byteLength(text) <= MAX_SECTION ? text : brief.join("\n");
}

function assembled(sections: readonly string[]): string {
  return `${sections.filter((section) => section !== "").join(BETWEEN)}\n`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
