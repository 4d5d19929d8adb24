/** What has to happen to the issues of a stack, given what a run found: pure, so that any history can be tried. */

import { sha256 } from "../sha256.ts";
import type { Outcome } from "./outcome.ts";
import type { IssueKey, IssueRecord } from "./record.ts";

/** An issue that carries the marker of the stack. */
export interface PresentIssue {
  readonly number: number;
  readonly isOpen: boolean;
  /** Whether it has the label by which living issues are listed. */
  readonly isLabelled: boolean;
  readonly title: string;
  readonly body: string;
  readonly record: IssueRecord;
}

/**
 * What is said in a comment, once:
 * - `drift-again`, `cannot-check`, `works-again`, `clean`: the condition changed to this one;
 * - `still-there`: a person closed the issue, and the next check found it as it was.
 */
export type IssueEvent = "drift-again" | "cannot-check" | "works-again" | "clean" | "still-there";

export interface IssueComment {
  readonly event: IssueEvent;
  /** Two runs that saw the same change have the same key, so that only one of them is heard. */
  readonly key: string;
}

export type IssuePlan =
  /** `clean`: there was never anything to say. `stale`: a later run has already spoken. */
  | { readonly kind: "nothing"; readonly why: "clean" | "stale" }
  | { readonly kind: "open"; readonly record: IssueRecord }
  | {
      readonly kind: "update";
      readonly issue: PresentIssue;
      readonly record: IssueRecord;
      readonly isOpen: boolean;
      readonly comment: IssueComment | null;
      /** Other issues of the stack, which two runs opened at the same time. */
      readonly duplicates: readonly PresentIssue[];
    };

/** Clocks of two machines differ; a time that lies further ahead than this was not written by a run. */
const LARGEST_SKEW_MS = 10 * 60 * 1000;

/**
 * One issue for each stack: opened by the first drift or failed check, the same one ever after. The oldest counts where
 * several were opened at the same time.
 * @param present issues that carry the stack's marker, open and closed
 * @param now guards against a time in a marker that no run can have written
 */
export function planIssue(key: IssueKey, outcome: Outcome, present: readonly PresentIssue[], now: Date): IssuePlan {
  const [issue, ...duplicates] = [...present].sort((one, other) => one.number - other.number);
  if (issue === undefined) {
    if (outcome.condition === "clean") return { kind: "nothing", why: "clean" };
    return { kind: "open", record: nextRecord(key, outcome, null) };
  }
  const written = present.map(({ record }) => record).filter(({ checkedAt }) => isPossible(checkedAt, now));
  if (written.some((record) => isLater(record, outcome))) return { kind: "nothing", why: "stale" };
  const isOpen = outcome.condition !== "clean";
  const event = eventOf(issue, outcome);
  return {
    kind: "update",
    issue,
    record: nextRecord(key, outcome, issue.record),
    isOpen,
    comment: event === null ? null : { event, key: eventKey(issue.record, event) },
    duplicates,
  };
}

/** What the run adds to what was known. A check that failed leaves what was known of drift as it is. */
function nextRecord({ project, stack }: IssueKey, outcome: Outcome, before: IssueRecord | null): IssueRecord {
  const { condition, checkedAt, run } = outcome;
  const known = before?.driftSince ?? null;
  const seesDrift = outcome.findings !== "";
  const keepsDrift = condition === "failed" && !seesDrift;
  return {
    project,
    stack,
    condition,
    driftSince: seesDrift ? (known ?? checkedAt) : keepsDrift ? known : null,
    failingSince: condition === "failed" ? (before?.failingSince ?? checkedAt) : null,
    checkedAt,
    run,
    findings: keepsDrift ? (before?.findings ?? "") : outcome.findings,
  };
}

function eventOf({ isOpen, record }: PresentIssue, { condition }: Outcome): IssueEvent | null {
  if (condition === record.condition) return condition !== "clean" && !isOpen ? "still-there" : null;
  if (condition === "clean") return "clean";
  if (condition === "failed") return "cannot-check";
  return record.condition === "failed" ? "works-again" : "drift-again";
}

function eventKey({ checkedAt, run, condition }: IssueRecord, event: IssueEvent): string {
  return sha256([checkedAt, run, condition, event].join("\0")).slice(0, 16);
}

function isPossible(checkedAt: string, now: Date): boolean {
  return Date.parse(checkedAt) <= now.getTime() + LARGEST_SKEW_MS;
}

type Moment = Pick<Outcome, "checkedAt" | "run" | "condition">;

/** Whether a run looked later than the other. Equal seconds are settled by the run, then by anything that both agree on. */
function isLater(one: Moment, other: Moment): boolean {
  return compare(orderOf(one), orderOf(other)) > 0;
}

function orderOf({ checkedAt, run, condition }: Moment): readonly (number | string)[] {
  const [id = "", attempt = ""] = run.split(".");
  return [Date.parse(checkedAt), Number(id) || 0, Number(attempt) || 0, condition];
}

function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? "";
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
