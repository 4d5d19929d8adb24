/** The matrix of properties by stages. Where the stages do not fit side by side, they stand below each other. */
import type { Finding } from "../../core/findings/report.ts";
import { andList } from "../../core/text/words.ts";
import { wrapAroundCommands } from "./commands.ts";
import { type Cell, cellOf, type Group, placeName, resourceName } from "./matrix.ts";
import { type Palette, SEVERITY_LOOK } from "./table-colors.ts";
import { fitAround, fitEnd, fitMiddle, pad, pointOfInterest, visible, width as widthOf, wrap } from "./text.ts";

const DIFFERS = "≠";
/** `✗ ` before the property. */
const SYMBOL_WIDTH = 2;
/** A space, `≠`, a space before each value. */
const GUTTER = 3;
/** Below this a value says nothing; stages are then listed below each other. */
const MIN_COLUMN = 12;
const MIN_KEY = 12;
/** Columns of a stage before an address. */
const MAX_STAGE = 24;
/** A crowd of more stages is counted, not named. */
const MAX_NAMED = 4;
/** Longer texts are cut in any case, and measuring them costs. */
const MAX_MEASURED = 400;

interface Layout {
  readonly key: number;
  readonly columns: readonly number[];
}

export function matrixLines(
  groups: readonly Group[],
  columns: readonly string[],
  width: number,
  palette: Palette,
): readonly string[] {
  if (groups.length === 0) return [];
  const layout = layoutOf(groups, columns, width);
  const hasPlaces = groups.some(({ findings }) => findings.some(({ stages }) => Object.keys(stages).length > 0));
  const heading =
    layout === null || !hasPlaces ? [] : [headingLine(columns, layout, palette), palette.dim("─".repeat(width))];
  const body = groups.map((group) => groupLines(group, columns, layout, width, palette).join("\n"));
  return [[...heading, body.join("\n\n")].join("\n")];
}

/** Widths of the key and of each stage, or null where they do not fit side by side. */
function layoutOf(groups: readonly Group[], columns: readonly string[], width: number): Layout | null {
  const findings = groups.flatMap((group) => group.findings);
  const space = width - SYMBOL_WIDTH - GUTTER * columns.length;
  const naturalKey = widest(findings.map(placeName));
  const natural = columns.map((column) => widest([column, ...findings.map((finding) => cellOf(finding, column).text)]));
  const minimum = natural.reduce((sum, each) => sum + Math.min(each, MIN_COLUMN), 0);
  const key = Math.min(naturalKey, Math.max(MIN_KEY, space - minimum, 0), Math.max(MIN_KEY, Math.floor(space * 0.3)));
  const shares = share(natural, space - key);
  return shares.some((each, index) => each < Math.min(natural[index] ?? 0, MIN_COLUMN))
    ? null
    : { key, columns: shares };
}

/** Every column gets what it needs; where that is too much, the widest give way first. */
function share(natural: readonly number[], space: number): readonly number[] {
  let limit = 0;
  let rest = space;
  const ascending = [...natural].sort((a, b) => a - b);
  for (const [index, each] of ascending.entries()) {
    limit = Math.floor(rest / (ascending.length - index));
    if (each > limit) break;
    rest -= each;
    limit = each;
  }
  return natural.map((each) => Math.min(each, limit));
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(visible(text.slice(0, MAX_MEASURED)))), 0);
}

function headingLine(columns: readonly string[], layout: Layout, palette: Palette): string {
  const cells = columns.map((column, index) => {
    const size = layout.columns[index] ?? MIN_COLUMN;
    return " ".repeat(GUTTER) + pad(fitMiddle(visible(column), size), size);
  });
  return palette.bold((" ".repeat(SYMBOL_WIDTH + layout.key) + cells.join("")).trimEnd());
}

function groupLines(
  group: Group,
  columns: readonly string[],
  layout: Layout | null,
  width: number,
  palette: Palette,
): readonly string[] {
  const rows = group.findings.flatMap((finding, index) => {
    const repeated = finding.remedy === group.findings[index + 1]?.remedy;
    return [...cellLines(finding, columns, layout, width, palette), ...adviceLines(finding, repeated, width, palette)];
  });
  return [addressLine(group, width, palette), ...rows];
}

function cellLines(
  finding: Finding,
  columns: readonly string[],
  layout: Layout | null,
  width: number,
  palette: Palette,
): readonly string[] {
  if (Object.keys(finding.stages).length === 0) return [];
  return layout === null
    ? stackedLines(finding, columns, width, palette)
    : [rowLine(finding, columns, layout, palette)];
}

/** The type token is dim, the logical name and the stage stand out. */
function addressLine({ address, stage }: Group, width: number, palette: Palette): string {
  const before = stage === null ? "" : `${fitMiddle(visible(stage), MAX_STAGE)}  `;
  const shown = fitMiddle(visible(resourceName(address)), width - widthOf(before));
  const nameStart = Math.max(0, shown.lastIndexOf("::") + 2);
  const type = nameStart < 2 ? "" : palette.dim(shown.slice(0, nameStart));
  return (before === "" ? "" : palette.bold(before)) + type + palette.bold(shown.slice(type === "" ? 0 : nameStart));
}

function rowLine(finding: Finding, columns: readonly string[], layout: Layout, palette: Palette): string {
  const cells = columns.map((column) => cellOf(finding, column));
  const texts = fittedTexts(cells, columns, layout.columns);
  const shown = cells.map((cell, index) => {
    const last = index === cells.length - 1;
    const text = texts[index] ?? "";
    const marker = cell.standsOut ? DIFFERS : " ";
    return ` ${paintCell(cell, `${marker} ${last ? text : pad(text, layout.columns[index] ?? 0)}`, finding, palette)}`;
  });
  const key = pad(fitMiddle(visible(placeName(finding)), layout.key), layout.key);
  return `${symbolOf(finding, palette)} ${key}${shown.join("")}`.trimEnd();
}

/** Values of one finding are cut at the same place, so that what differs stays in view. */
function fittedTexts(cells: readonly Cell[], columns: readonly string[], widths: readonly number[]): readonly string[] {
  const index = interestIn(cells, columns);
  return cells.map((cell, column) => {
    const size = widths[column] ?? MIN_COLUMN;
    return cell.kind === "value" ? fitAround(cell.text, index, size) : fitEnd(cell.text, size);
  });
}

function interestIn(cells: readonly Cell[], columns: readonly string[]): number {
  const values = cells.filter((cell) => cell.kind === "value").map((cell) => cell.text);
  return pointOfInterest(values, columns);
}

function stackedLines(
  finding: Finding,
  columns: readonly string[],
  width: number,
  palette: Palette,
): readonly string[] {
  const cells = columns.map((column) => cellOf(finding, column));
  const index = interestIn(cells, columns);
  const lines = alike(cells, columns).flatMap(({ cell, label }) => {
    const marker = cell.standsOut ? DIFFERS : " ";
    const heads = wrap(`${label}:`, width - 6).map((head, line) => `  ${line === 0 ? marker : " "} ${head}`);
    const shown = cell.kind === "value" ? fitAround(cell.text, index, width - 6) : cell.text;
    return [...heads, `      ${paintCell(cell, shown, finding, palette)}`];
  });
  return [`${symbolOf(finding, palette)} ${fitMiddle(visible(placeName(finding)), width - SYMBOL_WIDTH)}`, ...lines];
}

/** Stages with the same text under one label; the largest crowd is `the other 17`. */
function alike(cells: readonly Cell[], columns: readonly string[]): readonly { cell: Cell; label: string }[] {
  const groups = new Map<string, { readonly cell: Cell; readonly names: string[] }>();
  for (const [index, cell] of cells.entries()) {
    const name = visible(columns[index] ?? "");
    const group = groups.get(cell.text);
    if (group === undefined) groups.set(cell.text, { cell, names: [name] });
    else group.names.push(name);
  }
  const crowd = Math.max(...[...groups.values()].map(({ names }) => names.length));
  return [...groups.values()].map(({ cell, names }) => ({
    cell,
    label: groups.size > 1 && names.length === crowd && crowd > MAX_NAMED ? `the other ${crowd}` : andList(names),
  }));
}

/** What is wrong and what to do; a finding without places shows its symbol here. */
function adviceLines(finding: Finding, remedyFollows: boolean, width: number, palette: Palette): readonly string[] {
  const symbol = Object.keys(finding.stages).length === 0 ? `${symbolOf(finding, palette)}   ` : "    ";
  const message = wrap(visible(finding.message), width - 4).map(
    (line, index) => (index === 0 ? symbol : "    ") + line,
  );
  if (finding.remedy === "" || remedyFollows) return message;
  const [first = "", ...others] = wrapAroundCommands(visible(finding.remedy), width - 6);
  return [...message, palette.dim(`    → ${first}`), ...others.map((line) => palette.dim(`      ${line}`))];
}

function symbolOf(finding: Finding, palette: Palette): string {
  const { symbol, color } = SEVERITY_LOOK[finding.severity];
  return palette[color](symbol);
}

function paintCell(cell: Cell, text: string, finding: Finding, palette: Palette): string {
  if (cell.standsOut) return palette.bold(palette[SEVERITY_LOOK[finding.severity].color](text));
  return cell.kind === "value" || cell.kind === "present" ? text : palette.dim(text);
}
