import { type MergeOptions, mergeDrift, type ReportFile, stagesOf } from "../../core/drift/merge.ts";
import type { Report } from "../../core/findings/report.ts";
import { type ExitCode, verdict } from "../../core/findings/verdict.ts";
import type { ReportFlags } from "../report-options.ts";
import { deliver, type ReportAdapters } from "./deliver.ts";
import { type IssueDesk, keepDriftIssues } from "./drift-issues.ts";

/** Everything that touches the world. */
export interface DriftMergeAdapters extends ReportAdapters {
  /** Reads a report, or all reports in a folder and below it. */
  readReports(path: string): Promise<readonly ReportFile[]>;
  openIssues(): Promise<IssueDesk>;
  now(): Date;
}

export interface DriftMergeOptions {
  /** Files with reports as `drift --format json` writes them, or folders with such files. */
  readonly paths: readonly string[];
  /** Stages that must be among them; where none is named, no report was read and issues are kept, all that there are. */
  readonly expected: readonly string[];
  readonly keepsIssues: boolean;
  readonly report: ReportFlags;
}

/** Makes one report of many, as if all stages had been checked at once. */
export async function driftMerge(options: DriftMergeOptions, adapters: DriftMergeAdapters): Promise<ExitCode> {
  const { keepsIssues, report: flags } = options;
  const desk = keepsIssues ? await adapters.openIssues() : null;
  try {
    const files = (await Promise.all(options.paths.map((path) => adapters.readReports(path)))).flat();
    const now = `${adapters.now().toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
    // Not even a list of stages was made: then none of them was checked.
    const isBlind = options.expected.length === 0 && files.every((file) => !file.ok);
    const expected = isBlind && desk ? desk.stages : options.expected;
    const merged = mergeDrift(files, { expected, now });
    const hasVerdict = merged.stages.length > 0;
    if (hasVerdict) for (const file of files) if (!file.ok) adapters.log(`${file.file}: ${file.reason}`);
    await deliver(merged, hasVerdict, flags, adapters);
    if (desk) await keepDriftIssues(reportsByStage(files, { expected, now }), desk);
    // Where nothing was read, there is nothing that could be judged, whatever is allowed.
    return verdict(merged, flags.failOn, flags.allowIncomplete && hasVerdict);
  } finally {
    await desk?.close();
  }
}

/** Each stage's own report, which says when it was checked; a stage without one was not checked now. */
function reportsByStage(files: readonly ReportFile[], { expected, now }: MergeOptions): readonly Report[] {
  const read = files.flatMap((file) => (file.ok ? [file.report] : []));
  const checked = read.flatMap(stagesOf);
  const missing = expected.filter((stage) => !checked.includes(stage));
  return [...read, ...missing.map((stage) => mergeDrift([], { expected: [stage], now }))];
}
