import pLimit from "p-limit";
import type { Report } from "../../core/findings/report.ts";
import { type ExitCode, verdict } from "../../core/findings/verdict.ts";
import { andList } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";
import type { ReportFlags } from "../report-options.ts";
import type { ReportAdapters } from "./deliver.ts";
import type { StackAccess } from "./drift-access.ts";
import type { IssueDesk } from "./drift-issues.ts";
import {
  allowancesOf,
  allStages,
  type DriftConfiguration,
  type PlannedStack,
  planConfigured,
  planStacks,
} from "./drift-plan.ts";
import { checkStack } from "./drift-stack.ts";

/** The stacks, reachable until `close`: through the project's backend, or in the sandbox. */
export interface DriftSession {
  /** To be checked now: no engine that is asked about it runs longer than that. */
  stack(planned: PlannedStack, timeoutMinutes: number): StackAccess;
  /** Texts that must not be shown, such as tokens in the environment. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Everything that touches the world. */
export interface DriftAdapters extends ReportAdapters {
  /** null where the project has no stagekeeper configuration. */
  configuration(): Promise<DriftConfiguration | null>;
  /** Stacks of a project without configuration. */
  knownStacks(timeoutMinutes: number): Promise<readonly string[]>;
  open(): Promise<DriftSession>;
  openIssues(): Promise<IssueDesk>;
  now(): Date;
  /** Says what is being done, where somebody looks on. */
  progress(line: string): void;
}

export interface DriftOptions {
  /** Stages, the account stack, or stacks of any project; empty: all stages. */
  readonly stages: readonly string[];
  /** How long the engine may take for one stack, whatever it is asked. */
  readonly timeoutMinutes: number;
  /** How many stacks are checked at a time. */
  readonly parallel: number;
  /** Keeps one issue at GitHub for each stack. */
  readonly keepsIssues: boolean;
  readonly report: ReportFlags;
}

/**
 * Compares what was deployed with what runs, and reports. The engine's refresh takes nearly all of the time, so what is not
 * needed to begin it is loaded while it runs.
 */
export async function drift(options: DriftOptions, adapters: DriftAdapters): Promise<ExitCode> {
  const desk = options.keepsIssues ? await adapters.openIssues() : null;
  const telling =
    (stages: (desk: IssueDesk) => readonly string[]) =>
    async (error: unknown): Promise<never> => {
      if (desk && error instanceof UserError) await tellFailure(error, stages(desk), adapters, desk);
      throw error;
    };
  try {
    const plan = await planDrift(options, adapters).catch(telling((known) => meantStages(options.stages, known)));
    const report = await checkDrift(plan, options, adapters).catch(
      telling(() => plan.stacks.map(({ stage }) => stage)),
    );
    const checkedNothing =
      report.incomplete.length > 0 && report.summary.compared === 0 && report.findings.length === 0;
    const { deliver } = await import("./deliver.ts");
    await deliver(report, !checkedNothing, options.report, adapters);
    if (desk) await (await import("./drift-issues.ts")).keepDriftIssues([report], desk);
    return verdict(report, options.report.failOn, options.report.allowIncomplete);
  } finally {
    await desk?.close();
  }
}

/** A check that did not even begin stands in the issues of its stages all the same. */
async function tellFailure(
  { message }: UserError,
  stages: readonly string[],
  adapters: Pick<DriftAdapters, "now" | "log">,
  desk: IssueDesk,
): Promise<void> {
  if (stages.length === 0) return;
  const now = instantOf(adapters.now());
  const incomplete = stages.map((stage) => ({ stage, reason: message }));
  const [{ mergeDrift }, { keepDriftIssues }] = await Promise.all([
    import("../../core/drift/merge.ts"),
    import("./drift-issues.ts"),
  ]);
  const report = { ...mergeDrift([], { expected: [], now }), incomplete };
  await keepDriftIssues([report], desk).catch((refused: unknown) => {
    if (!(refused instanceof UserError)) throw refused;
    adapters.log(refused.message);
  });
}

/** What a check is about that could not be planned. A name that nobody knows gets no issue. */
function meantStages(wanted: readonly string[], { stages, accounts }: IssueDesk): readonly string[] {
  return stages.filter((stage) => (wanted.length === 0 ? !accounts.includes(stage) : wanted.includes(stage)));
}

/** The report alone. */
async function checkDrift(
  { configuration, stacks: planned }: DriftPlan,
  { timeoutMinutes, parallel, report: { format } }: DriftOptions,
  adapters: DriftAdapters,
): Promise<Report> {
  const session = await adapters.open();
  try {
    adapters.progress(`Asking the vendors about ${andList(planned.map(({ stage }) => stage))} ...`);
    const limit = pLimit(parallel);
    const { secrets } = session;
    const meanwhile = () => void loadWhatTells(format).catch(() => undefined);
    const check = { secrets, timeoutMinutes, meanwhile, now: adapters.now };
    const stacks = await Promise.all(
      planned.map((stack) =>
        limit(() => checkStack(stack, { ...check, access: session.stack(stack, timeoutMinutes) })),
      ),
    );
    const { driftReport } = await import("../../core/drift/report.ts");
    const now = instantOf(adapters.now());
    return driftReport({
      stacks,
      allowances: allowancesOf(configuration),
      allStages: configuration ? allStages(configuration) : [],
      today: now.slice(0, "YYYY-MM-DD".length),
      generatedAt: now,
    });
  } finally {
    await session.close();
  }
}

/** What makes a report of the result, and shows it. A failure to load is told where it is used. */
async function loadWhatTells(format: ReportFlags["format"]): Promise<void> {
  const [{ prepareReporter }] = await Promise.all([
    import("../reporters/index.ts"),
    import("./deliver.ts"),
    import("../../core/drift/report.ts"),
  ]);
  await prepareReporter(format);
}

interface DriftPlan {
  readonly configuration: DriftConfiguration | null;
  readonly stacks: readonly PlannedStack[];
}

async function planDrift({ stages, timeoutMinutes }: DriftOptions, adapters: DriftAdapters): Promise<DriftPlan> {
  const configuration = await adapters.configuration();
  if (configuration) return { configuration, stacks: planConfigured(stages, configuration) };
  const wanted = stages.length > 0 ? stages : await adapters.knownStacks(timeoutMinutes);
  return { configuration, stacks: planStacks(wanted) };
}

/** In whole seconds. */
function instantOf(date: Date): string {
  return `${date.toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
}
