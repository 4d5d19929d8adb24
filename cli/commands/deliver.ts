import type { Report } from "../../core/findings/report.ts";
import type { ReportFlags } from "../report-options.ts";
import { FORMATS_WITH_PLACES } from "../reporters/formats.ts";
import { render } from "../reporters/index.ts";

/** Where reports go. */
export interface ReportAdapters {
  print(text: string): void;
  log(line: string): void;
  write(file: string, text: string): void;
  /** Path of Pulumi.yaml from the repository's root, where annotations point. */
  projectFile(): Promise<string>;
  readonly version: string;
  readonly terminal: { readonly columns: number; readonly hasColour: boolean };
}

/**
 * A table of what checked nothing would look like a verdict: then only the reasons are shown. The formats for machines always
 * get their report, which says that it is incomplete.
 */
export async function deliver(
  report: Report,
  hasVerdict: boolean,
  flags: ReportFlags,
  adapters: ReportAdapters,
): Promise<void> {
  if (!hasVerdict) logUnread(report, adapters);
  if (hasVerdict || flags.format !== "table")
    adapters.print(await shown(flags.format, report, flags, adapters, adapters.terminal.hasColour));
  await writeReports(report, flags, adapters);
}

/** Says on standard error what could not be read. */
export function logUnread(report: Report, adapters: ReportAdapters): void {
  for (const { stage, reason } of report.incomplete) adapters.log(`${stage}: ${reason}`);
}

/** Writes the files of `--output`. */
export async function writeReports(report: Report, flags: ReportFlags, adapters: ReportAdapters): Promise<void> {
  for (const { format, file } of flags.outputs) adapters.write(file, await shown(format, report, flags, adapters));
}

async function shown(
  format: ReportFlags["format"],
  report: Report,
  { redact }: ReportFlags,
  adapters: ReportAdapters,
  color = false,
): Promise<string> {
  const { version, terminal } = adapters;
  const file = FORMATS_WITH_PLACES.has(format) ? { projectFile: await adapters.projectFile() } : {};
  return render(format, report, { ...file, version, width: terminal.columns, color, redact });
}
