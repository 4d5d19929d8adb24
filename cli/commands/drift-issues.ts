/** From the report of a drift check to the living issue of each stack in it. */
import { stagesOf } from "../../core/drift/merge.ts";
import type { Report } from "../../core/findings/report.ts";
import { reportOfStage } from "../../core/issue/outcome.ts";
import { type IssueRun, type IssueTracker, keepIssues } from "./living-issue.ts";

/** Where issues are kept, and how the stacks in them are called; open until `close`. */
export interface IssueDesk {
  readonly tracker: IssueTracker;
  readonly run: IssueRun;
  /** Name in Pulumi.yaml. */
  readonly project: string;
  /** All stages that there are, as far as the project's files say. */
  readonly stages: readonly string[];
  /** Those of `stages` that are account stacks, which are checked only where they are named. */
  readonly accounts: readonly string[];
  /** The stack of a stage, as the configuration writes it. */
  stackOf(stage: string): string;
  close(): Promise<void>;
}

/** Updates the issue of each stage that one of the reports is about. */
export async function keepDriftIssues(reports: readonly Report[], desk: IssueDesk): Promise<void> {
  const { tracker, run, project, stackOf } = desk;
  const checks = reports.flatMap((report) =>
    stagesOf(report).map((stage) => ({
      key: { project, stack: stackOf(stage) },
      stage,
      report: reportOfStage(report, stage),
    })),
  );
  await keepIssues(checks, tracker, run);
}
