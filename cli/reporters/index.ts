/** Reports as text. Each format is loaded when it is asked for, so that a table does not pay for the page. */
import type { Report } from "../../core/findings/report.ts";
import type { ReportFormat } from "./formats.ts";
import { DEFAULT_OPTIONS, type Reporter, type ReportOptions } from "./options.ts";
import { redactValues } from "./redact.ts";

export type { ReportOptions } from "./options.ts";

const REPORTERS: Readonly<Record<ReportFormat, () => Promise<Reporter>>> = {
  table: async () => (await import("./table.ts")).renderTable,
  json: async () => (await import("./json.ts")).renderJson,
  markdown: async () => (await import("./markdown.ts")).renderMarkdown,
  github: async () => (await import("./github.ts")).renderGitHub,
  html: async () => (await import("./html/index.ts")).renderHtml,
  sarif: async () => (await import("./sarif.ts")).renderSarif,
};

/** Formats whose texts take no columns. */
const FOR_MACHINES: ReadonlySet<ReportFormat> = new Set(["json", "sarif"]);

/** Loads a format ahead, where there is time to. */
export async function prepareReporter(format: ReportFormat): Promise<void> {
  await REPORTERS[format]();
}

/** The report in the given format; ends with a newline. Redaction happens here, before any format sees the report. */
export async function render(
  format: ReportFormat,
  report: Report,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  const complete = { ...DEFAULT_OPTIONS, ...options };
  const reporter = await REPORTERS[format]();
  const shown = complete.redact === "values" ? redactValues(report) : report;
  if (!FOR_MACHINES.has(format)) await (await import("./text.ts")).prepareWidths(JSON.stringify(shown));
  return reporter(shown, complete);
}
