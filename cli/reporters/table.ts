/** The report in a terminal. Symbols and words carry the meaning; colour only repeats it. */
import { createColors } from "picocolors";
import type { Report } from "../../core/findings/report.ts";
import { andList, counted } from "../../core/text/words.ts";
import {
  type AllowedGroup,
  allowedGroups,
  columnsOf,
  countedGroups,
  placeName,
  resourceName,
  SEVERITIES,
} from "./matrix.ts";
import type { ReportOptions } from "./options.ts";
import { checkLines } from "./table-checks.ts";
import { CLEAN_LOOK, INCOMPLETE_LOOK, type Look, type Palette, SEVERITY_LOOK } from "./table-colors.ts";
import { matrixLines } from "./table-matrix.ts";
import { fitMiddle, visible, wrap } from "./text.ts";
import {
  isClean,
  isNothingDrilled,
  nextStepOf,
  notesOf,
  scopeOf,
  titleOf,
  uncheckedByExtent,
  verdictOf,
} from "./words.ts";

/** Narrower than this nothing lines up any more; the terminal then wraps. */
const MIN_WIDTH = 40;
/** Places named for each allowance; the rest is counted. */
const NAMED_PLACES = 3;

export function renderTable(report: Report, options: ReportOptions): string {
  const width = Math.max(MIN_WIDTH, options.width);
  const palette = createColors(options.color);
  const sections = [
    headingLines(report, options.title, width, palette),
    incompleteLines(report, width, palette),
    checkLines(report, width, palette),
    matrixLines(countedGroups(report), columnsOf(report), width, palette),
    allowedLines(allowedGroups(report), width, palette),
    notesOf(report)
      .flatMap((note) => wrap(visible(note), width))
      .map(palette.dim),
    closingLines(report, width, palette),
  ];
  const shown = sections.filter((section) => section.length > 0);
  return `${shown.map((section) => section.join("\n")).join("\n\n")}\n`;
}

/** A clean report needs no heading: its closing line says it all. */
function headingLines(report: Report, title: string, width: number, palette: Palette): readonly string[] {
  if (isClean(report)) return [];
  const lines = wrap(titleOf(report, title), width).map(palette.bold);
  return [...lines, ...wrap(scopeOf(report), width).map(palette.dim)];
}

function incompleteLines(report: Report, width: number, palette: Palette): readonly string[] {
  if (report.incomplete.length === 0) return [];
  const { whole, part } = uncheckedByExtent(report);
  const headings = [
    ...(whole.length > 0 ? [`! NOT CHECKED: ${andList(whole)}`] : []),
    ...(part.length > 0 ? [`! NOT FULLY CHECKED: ${andList(part)}`] : []),
  ];
  const heading = headings.flatMap((line) => wrap(line, width)).map((line) => palette.bold(palette.red(line)));
  const reasons = report.incomplete.flatMap(({ stage, reason }) =>
    indented(wrap(`${visible(stage)}: ${visible(reason)}`, width - 4)),
  );
  return [...heading, ...reasons];
}

function allowedLines(groups: readonly AllowedGroup[], width: number, palette: Palette): readonly string[] {
  const total = groups.reduce((sum, group) => sum + group.findings.length, 0);
  if (total === 0) return [];
  return [
    palette.bold(`○ ${counted(total, "allowed difference")}`),
    ...groups.flatMap((group) => oneAllowance(group, width, palette)),
  ];
}

function oneAllowance(group: AllowedGroup, width: number, palette: Palette): readonly string[] {
  const until = group.expires === null ? "" : `, until ${group.expires}`;
  const by = group.owner === "" ? "" : ` (${visible(group.owner)}${until})`;
  const places = group.findings
    .slice(0, NAMED_PLACES)
    .map((finding) =>
      fitMiddle(`${visible(resourceName(finding.address))}  ${visible(placeName(finding))}`, width - 6),
    );
  const rest = group.findings.length - places.length;
  if (rest > 0) places.push(`and ${rest} more`);
  return [
    ...indented(wrap(`${visible(group.reason)}${by}`, width - 4)),
    ...indented(wrap(`from ${visible(group.origin)}`, width - 4)).map(palette.dim),
    ...indented(places, 6).map(palette.dim),
  ];
}

function closingLines(report: Report, width: number, palette: Palette): readonly string[] {
  const { symbol, color } = lookOf(report);
  const verdict = wrap(`${symbol} ${verdictOf(report)}`, width).map((line) => palette.bold(palette[color](line)));
  const next = nextStepOf(report);
  return next === "" ? verdict : [...verdict, ...wrap(`→ ${next}`, width)];
}

function lookOf(report: Report): Look {
  if (report.incomplete.length > 0) return INCOMPLETE_LOOK;
  if (isClean(report) && isNothingDrilled(report)) return SEVERITY_LOOK.note;
  const worst = SEVERITIES.find((severity) => report.summary[severity] > 0);
  return worst === undefined ? CLEAN_LOOK : SEVERITY_LOOK[worst];
}

function indented(lines: readonly string[], spaces = 4): readonly string[] {
  return lines.map((line) => " ".repeat(spaces) + line);
}
