import { shortStackName } from "../../core/config/stack-name.ts";
import type { AccountConfig, StageConfig } from "../../core/config/types.ts";
import type { DrillVerdict } from "../../core/drill/judge.ts";
import { ACCOUNT, planDrill, recipientsOf } from "../../core/drill/plan.ts";
import { drillReport } from "../../core/drill/report.ts";
import type { Incomplete, Report } from "../../core/findings/report.ts";
import { type ExitCode, verdict } from "../../core/findings/verdict.ts";
import { alertsTopicName } from "../../core/naming/names.ts";
import { andList } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";
import type { ReportFlags } from "../report-options.ts";
import { deliver, type ReportAdapters } from "./deliver.ts";
import { runTask } from "./drill-exercises.ts";
import type { DrillVendors, Ground } from "./drill-vendors.ts";
import { unknownStage } from "./unknown-stage.ts";

export interface DrillConfiguration {
  /** In promotion order. */
  readonly stages: readonly StageConfig[];
  readonly account: AccountConfig;
  /** Short name of the account stack. */
  readonly accountStack: string;
}

/** Everything that touches the world. */
export interface DrillAdapters extends ReportAdapters {
  /** Null where the project has no stagekeeper configuration. */
  configuration(): Promise<DrillConfiguration | null>;
  /** The sandbox's vendors, for as long as the drill goes on. */
  open(): Promise<DrillVendors>;
  /** What can be tried with real accounts without harm, of the stages given. */
  tryReal(configuration: DrillConfiguration): Promise<RealDrill>;
  now(): Date;
  progress(line: string): void;
}

export interface RealDrill {
  readonly verdicts: readonly DrillVerdict[];
  readonly incomplete: readonly Incomplete[];
  readonly notes: readonly string[];
}

export interface DrillOptions {
  /** Empty: all. */
  readonly stages: readonly string[];
  readonly real: boolean;
  readonly report: ReportFlags;
}

const IN_SANDBOX =
  "Tried in the sandbox: no account was touched. stagekeeper drill --real sends a test through the real topic.";

/** Lets everything fail that is watched, and says which alerts arrived, once, and closed. */
export async function drill(options: DrillOptions, adapters: DrillAdapters): Promise<ExitCode> {
  const configuration = await adapters.configuration();
  if (configuration === null) {
    throw new UserError(
      "This Pulumi project has no stagekeeper configuration, so no alerts to drill",
      "Add one with its monitoring: docs/monitoring.md says how.",
    );
  }
  const chosen = chooseStages(options.stages, configuration);
  const report = options.real
    ? await drillReal(chosen, configuration, adapters)
    : await drillSandbox(chosen, configuration, adapters);
  await deliver(report, true, options.report, adapters);
  return verdict(report, options.report.failOn, options.report.allowIncomplete);
}

function chooseStages(wanted: readonly string[], { stages }: DrillConfiguration): readonly StageConfig[] {
  const names = stages.map(({ stage }) => stage.name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw unknownStage(unknown, names);
  return stages.filter(({ stage }) => wanted.length === 0 || wanted.includes(stage.name));
}

async function drillSandbox(
  stages: readonly StageConfig[],
  { account, accountStack }: DrillConfiguration,
  adapters: DrillAdapters,
): Promise<Report> {
  const vendors = await adapters.open();
  try {
    requireDeployed(
      [...stages.map(({ stage }) => shortStackName(stage.stack)), accountStack],
      await vendors.deployed(),
    );
    const ground: Ground = {
      vendors,
      topic: alertsTopicName(account.app),
      recipients: ({ kind }) => recipientsOf(account, kind, vendors.chatHost),
    };
    const verdicts: DrillVerdict[] = [];
    for (const task of planDrill(stages, account)) {
      adapters.progress(
        `${task.stage}: ${task.kind.replaceAll("-", " ")}${task.target === "" ? "" : ` ${task.target}`}`,
      );
      verdicts.push(await runTask(task, ground));
    }
    return assemble(stages, { verdicts, incomplete: [], notes: [IN_SANDBOX] }, adapters);
  } finally {
    await vendors.close();
  }
}

function requireDeployed(stacks: readonly string[], deployed: ReadonlySet<string>): void {
  const missing = stacks.filter((stack) => !deployed.has(stack));
  if (missing.length === 0) return;
  throw new UserError(
    `The sandbox does not have ${andList(missing)} yet, so there is nothing to drill`,
    "Deploy it: npx stagekeeper sandbox up (in stagekeeper's own checkout: npm start). With real accounts: stagekeeper drill --real",
  );
}

async function drillReal(
  stages: readonly StageConfig[],
  configuration: DrillConfiguration,
  adapters: DrillAdapters,
): Promise<Report> {
  return assemble(stages, await adapters.tryReal({ ...configuration, stages }), adapters);
}

/** The stages that have a check, then the account. */
function assemble(stages: readonly StageConfig[], parts: RealDrill, adapters: DrillAdapters): Report {
  const names = [...stages.map(({ stage }) => stage.name), ACCOUNT];
  const having = names.filter((name) => parts.verdicts.some(({ check }) => check.stage === name));
  const generatedAt = `${adapters.now().toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
  return drillReport({ ...parts, stages: having, generatedAt });
}
