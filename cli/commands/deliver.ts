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
  const { columns, hasColour } = adapters.terminal;
  const show = async (format: ReportFlags["format"], color: boolean) => {
    const file = FORMATS_WITH_PLACES.has(format) ? { projectFile: await adapters.projectFile() } : {};
    return render(format, report, { ...file, version: adapters.version, width: columns, color, redact: flags.redact });
  };
  if (!hasVerdict) for (const { stage, reason } of report.incomplete) adapters.log(`${stage}: ${reason}`);
  if (hasVerdict || flags.format !== "table") adapters.print(await show(flags.format, hasColour));
  for (const { format, file } of flags.outputs) adapters.write(file, await show(format, false));
}
