import type { StageConfig } from "../../core/config/types.ts";
import type { Report, Source } from "../../core/findings/report.ts";
import { type ExitCode, verdict } from "../../core/findings/verdict.ts";
import { compareStages } from "../../core/parity/index.ts";
import { proposeAllowances } from "../../core/parity/propose.ts";
import type { ReportFlags } from "../report-options.ts";
import { deliver, logUnread, type ReportAdapters, writeReports } from "./deliver.ts";
import {
  type LoadedStage,
  type ParityRequest,
  type ParityRules,
  type PlannedFile,
  type PlannedStack,
  planConfigured,
  planStacks,
  planStates,
  rulesOf,
  type StacksWithFiles,
} from "./parity-plan.ts";

/** Everything that touches the world. */
export interface ParityAdapters extends ReportAdapters {
  /** Stages of the project's configuration; null where it has none. */
  configuration(): Promise<readonly StageConfig[] | null>;
  stacksWithFiles(): Promise<StacksWithFiles>;
  /** Ways to read planned stages; one that cannot be read does not keep the others from being read. */
  readonly read: {
    files(stages: readonly PlannedFile[]): Promise<readonly LoadedStage[]>;
    recorded(stages: readonly PlannedStack[]): Promise<readonly LoadedStage[]>;
    desired(stages: readonly PlannedStack[], configs: readonly StageConfig[]): Promise<readonly LoadedStage[]>;
  };
  digest(plaintext: string): string;
  now(): Date;
}

export interface ParityOptions extends ParityRequest {
  /** True where a configuration was named: only then `--state` reads one. */
  readonly hasConfig: boolean;
  /** Prints allowances for today's findings instead of the report. */
  readonly proposeAllowances: boolean;
  readonly report: ReportFlags;
}

/** Compares stages and reports. */
export async function parity(options: ParityOptions, adapters: ParityAdapters): Promise<ExitCode> {
  const { loaded, configs, source } = await read(options, adapters);
  const report = compare(loaded, rulesOf(configs), source, adapters);
  if (options.proposeAllowances) {
    logUnread(report, adapters);
    adapters.print(proposeAllowances(report));
    await writeReports(report, options.report, adapters);
  }
  // A table of fewer than two stages would look like a verdict.
  else await deliver(report, report.stages.length >= 2, options.report, adapters);
  const [first, second] = report.stages;
  if (options.report.allowIncomplete && first !== undefined && second === undefined)
    adapters.log(`${first} was compared with nothing.`);
  return verdict(report, options.report.failOn, options.report.allowIncomplete);
}

async function read(options: ParityOptions, adapters: ParityAdapters) {
  if (options.state.length > 0) {
    const configs = options.hasConfig ? ((await adapters.configuration()) ?? []) : [];
    return { loaded: await adapters.read.files(planStates(options, configs)), configs, source: "state" as const };
  }
  const configs = await adapters.configuration();
  const planned = configs ? planConfigured(options, configs) : planStacks(options, await adapters.stacksWithFiles());
  const source = options.source ?? "desired";
  const loaded = await adapters.read[source](planned, configs ?? []);
  return { loaded, configs: configs ?? [], source };
}

function compare(
  loaded: readonly LoadedStage[],
  rules: ParityRules,
  source: Exclude<Source, "actual">,
  adapters: ParityAdapters,
): Report {
  const now = adapters.now().toISOString();
  return compareStages({
    stages: loaded.flatMap((entry) => (entry.ok ? [entry.stage] : [])),
    incomplete: loaded.flatMap((entry) => (entry.ok ? [] : [entry.incomplete])),
    source,
    ...rules,
    today: now.slice(0, "YYYY-MM-DD".length),
    generatedAt: `${now.slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`,
    digest: adapters.digest,
  });
}
