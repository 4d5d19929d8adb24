/** Every kind of failure that a drill tried, with what arrived, by stage. */
import type { Check, Report } from "../../core/findings/report.ts";
import { CHECK_SYMBOLS, checkMessage, checkName, checksByStage } from "./checks.ts";
import type { Palette } from "./table-colors.ts";
import { fitEnd, pad, visible, width as widthOf, wrap } from "./text.ts";

const INDENT = "  ";
const GUTTER = 2;
/** A name takes at most this part of a line: the message matters more. */
const NAME_SHARE = 0.4;

const COLORS = { passed: "green", failed: "red", "not-configured": "dim" } as const satisfies Readonly<
  Record<Check["outcome"], keyof Palette>
>;

export function checkLines(report: Report, width: number, palette: Palette): readonly string[] {
  const groups = checksByStage(report);
  const names = groups.flatMap(({ checks }) => checks.map((check) => widthOf(visible(checkName(check)))));
  const nameWidth = Math.min(Math.max(0, ...names), Math.floor(width * NAME_SHARE));
  return groups.flatMap(({ stage, checks }, index) => [
    ...(index > 0 ? [""] : []),
    palette.bold(fitEnd(visible(stage), width)),
    ...checks.flatMap((check) => oneCheck(check, nameWidth, width, palette)),
  ]);
}

function oneCheck(check: Check, nameWidth: number, width: number, palette: Palette): readonly string[] {
  const paint = palette[COLORS[check.outcome]];
  const name = fitEnd(visible(checkName(check)), nameWidth);
  const start = INDENT.length + 2 + nameWidth + GUTTER;
  // What came first and what came last read best one below the other.
  const parts = visible(checkMessage(check)).split(/ (?=→)/);
  const [first = "", ...others] = parts.flatMap((part) => wrap(part, width - start));
  const head = `${INDENT}${paint(CHECK_SYMBOLS[check.outcome])} ${pad(name, nameWidth)}${" ".repeat(GUTTER)}`;
  const text = check.outcome === "not-configured" ? palette.dim : (line: string) => line;
  return [`${head}${text(first)}`.trimEnd(), ...others.map((line) => " ".repeat(start) + text(line))];
}
