/** One HTML file that needs nothing else: no request leaves it, and only its own style and script may run. */
import { createHash } from "node:crypto";
import { Eta } from "eta";
import type { Report } from "../../../core/findings/report.ts";
import type { ReportOptions } from "../options.ts";
import { CLIENT } from "./client.ts";
import { PAGE } from "./page.ts";
import { STYLE } from "./style.ts";
import { THEME } from "./theme.ts";
import { type PageView, pageView } from "./view.ts";

/** Carried along, because a browser asks the server for an icon where a page names none. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#1f5fd6"><rect y="1" width="16" height="3" rx="1"/><rect y="6.5" width="16" height="3" rx="1"/><rect y="12" width="10" height="3" rx="1"/></g></svg>';

const SCRIPT = THEME + CLIENT;

const eta = new Eta({ autoEscape: true });

export function renderHtml(report: Report, options: ReportOptions): string {
  const view = pageView(report, options);
  return eta.renderString(PAGE, {
    ...view,
    bar: barOf(view),
    policy: policy(),
    icon: ICON,
    style: STYLE,
    script: SCRIPT,
    data: dataOf(view),
  });
}

/** Safe inside a script element, where only `<` can end it or open a comment. */
function dataOf({ columns, rows }: PageView): string {
  return JSON.stringify({ columns, rows }).replaceAll("<", "\\u003c");
}

function policy(): string {
  return `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

interface Segment {
  readonly tone: string;
  /** Per cent of the bar. */
  readonly x: number;
  readonly width: number;
}

/** The bar under the verdict: differing, allowed, alike. */
function barOf({ shares }: PageView): readonly Segment[] {
  const total = Math.max(1, shares.differing + shares.allowed + shares.alike);
  let x = 0;
  return (["differing", "allowed", "alike"] as const).map((tone) => {
    const width = (100 * shares[tone]) / total;
    const segment = { tone, x, width };
    x += width;
    return segment;
  });
}
