/** Keeps one issue for each stack: opened by drift, rewritten in place, closed when nothing differs any more. */
import type { Report } from "../../core/findings/report.ts";
import { outcomeOf } from "../../core/issue/outcome.ts";
import { type IssuePlan, type PresentIssue, planIssue } from "../../core/issue/plan.ts";
import type { IssueKey } from "../../core/issue/record.ts";
import { andList } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";
import {
  commentMarker,
  duplicateBody,
  type IssueContext,
  isOwnTitle,
  issueBody,
  issueComment,
  issueTitle,
} from "../reporters/living-issue.ts";

/** The issues of one repository. */
export interface IssueTracker {
  /** Whether everybody can read the issues. Where that cannot be told, it counts as yes. */
  isPublic(): Promise<boolean>;
  /** The issues that carry the marker of the stack, open and closed, as they are now. */
  find(key: IssueKey): Promise<readonly PresentIssue[]>;
  open(issue: { readonly title: string; readonly body: string }): Promise<number>;
  rewrite(number: number, change: IssueChange): Promise<void>;
  /** Gives the issue the label by which it is found; a token without the right to do so is no failure. */
  label(number: number): Promise<void>;
  comment(number: number, body: string): Promise<IssueCommentEntry>;
  comments(number: number): Promise<readonly IssueCommentEntry[]>;
  removeComment(id: number): Promise<void>;
}

export interface IssueChange {
  readonly title?: string;
  readonly body: string;
  readonly state: "open" | "closed";
  /** Why it is closed. */
  readonly reason?: "completed" | "not_planned";
}

export interface IssueCommentEntry {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

/** What a run found in one stack. */
export interface StackCheck {
  readonly key: IssueKey;
  readonly stage: string;
  /** Of this stage alone. */
  readonly report: Report;
}

export interface IssueRun {
  /** `<run id>.<attempt>` in GitHub Actions, elsewhere `0.<process id>`. */
  readonly run: string;
  readonly runUrl: string | null;
  /** `values` leaves values out, `none` shows them; null: as the repository is public or not. */
  readonly redact: "values" | "none" | null;
  now(): Date;
  log(line: string): void;
}

/** A comment, a new text and one duplicate are three; after this many the next run has to settle what others keep changing. */
const MOST_STEPS = 10;

/**
 * Every stack's issue is tried, also where another's was refused.
 * @throws UserError at the end, with what was refused and for which stages; an error of any other kind as it is
 */
export async function keepIssues(checks: readonly StackCheck[], tracker: IssueTracker, run: IssueRun): Promise<void> {
  const redact = run.redact === null ? await tracker.isPublic() : run.redact === "values";
  const failures: IssueFailure[] = [];
  for (const check of checks) {
    await keepIssue(check, redact, tracker, run).catch((error: unknown) =>
      failures.push({ stage: check.stage, error }),
    );
  }
  const [first] = failures;
  if (first === undefined) return;
  const refused = refusals(failures, checks.length);
  const unexpected = failures.find(({ error }) => !(error instanceof UserError));
  if (unexpected === undefined) throw new UserError(refused.join("\n"), nextStep(first));
  for (const line of refused) run.log(line);
  throw unexpected.error;
}

interface IssueFailure {
  readonly stage: string;
  readonly error: unknown;
}

/** One line for each reason, with the stages that it stopped where it did not stop all. */
function refusals(failures: readonly IssueFailure[], all: number): readonly string[] {
  const stages = new Map<string, string[]>();
  for (const { stage, error } of failures) {
    if (error instanceof UserError) stages.set(error.message, [...(stages.get(error.message) ?? []), stage]);
  }
  return [...stages].map(([message, of]) => (of.length === all ? message : `${andList(of)}: ${message}`));
}

function nextStep({ error }: IssueFailure): string {
  return error instanceof UserError ? error.next : "";
}

/**
 * Reads, decides and makes one step, until reading again asks for nothing more: what another run wrote in between is then
 * seen. GitHub has no conditional update of an issue, so the one round trip between a reading and its writing stays open.
 * A comment comes before what it is about: a run that is killed in between says it again instead of never.
 */
async function keepIssue(check: StackCheck, redact: boolean, tracker: IssueTracker, run: IssueRun): Promise<void> {
  const outcome = outcomeOf(check.report, run.run);
  const said = new Set<string>();
  let hasOpened = false;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const plan = planIssue(check.key, outcome, await tracker.find(check.key), run.now());
    if (plan.kind === "nothing") {
      if (plan.why === "stale") run.log(`${check.stage}: a later check has already written the issue`);
      return;
    }
    // A list may lag behind what was just written; another issue would be one too many.
    if (plan.kind === "open" && hasOpened) return;
    hasOpened ||= plan.kind === "open";
    const about = { report: check.report, stage: check.stage, redact, runUrl: run.runUrl };
    const done = plan.kind === "open" ? await open(plan, about, tracker) : await update(plan, about, said, tracker);
    if (done === null) return;
    if (done !== "") run.log(`${check.stage}: ${done}`);
  }
}

type Opening = Extract<IssuePlan, { kind: "open" }>;
type Update = Extract<IssuePlan, { kind: "update" }>;
type About = Omit<IssueContext, "before">;

async function open({ record }: Opening, about: About, tracker: IssueTracker): Promise<string> {
  const body = issueBody(record, { ...about, before: null });
  const number = await tracker.open({ title: issueTitle(record), body });
  return `opened issue #${number}`;
}

/** Makes the next step and says what it was, in nothing where it is none to tell of; null where no step is left. */
async function update(plan: Update, about: About, said: Set<string>, tracker: IssueTracker): Promise<string | null> {
  const { issue, record, isOpen, comment, duplicates } = plan;
  const context = { ...about, before: issue.body };
  if (comment !== null && !said.has(comment.key)) {
    said.add(comment.key);
    await commentOnce(issue.number, comment.key, issueComment(comment.event, comment.key, record, context), tracker);
    return "";
  }
  const title = isOpen && isOwnTitle(issue.title, record) ? issueTitle(record) : issue.title;
  const body = issueBody(record, context);
  if (title !== issue.title || !isSameText(body, issue.body) || isOpen !== issue.isOpen) {
    await tracker.rewrite(issue.number, {
      ...(title === issue.title ? {} : { title }),
      body,
      ...(isOpen ? { state: "open" as const } : { state: "closed" as const, reason: "completed" as const }),
    });
    if (!issue.isLabelled) await tracker.label(issue.number);
    return `${verb(issue.isOpen, isOpen)} issue #${issue.number}`;
  }
  const [duplicate] = duplicates;
  if (duplicate === undefined) return null;
  const closing = { body: duplicateBody(issue.number), state: "closed", reason: "not_planned" } as const;
  await tracker.rewrite(duplicate.number, closing);
  return `closed issue #${duplicate.number}, opened twice`;
}

/** Says it, and takes it back where another run said it first. */
async function commentOnce(number: number, key: string, body: string, tracker: IssueTracker): Promise<void> {
  const own = await tracker.comment(number, body);
  const isSame = (other: IssueCommentEntry): boolean =>
    other.author === own.author && other.body.startsWith(commentMarker(key));
  const first = (await tracker.comments(number)).filter(isSame).sort((one, other) => one.id - other.id)[0];
  if (first !== undefined && first.id !== own.id) await tracker.removeComment(own.id);
}

/** A text that a person edited in the browser comes back with other line ends. */
function isSameText(one: string, other: string): boolean {
  return one.trimEnd() === other.replaceAll("\r\n", "\n").trimEnd();
}

function verb(wasOpen: boolean, isOpen: boolean): string {
  if (wasOpen === isOpen) return "updated";
  return isOpen ? "reopened" : "closed";
}
