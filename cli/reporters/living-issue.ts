/** Title, body and comments of the issue that lives as long as a stack drifts. Pure: what it says comes from its record. */
import { isRestoredByUpdate } from "../../core/findings/messages/drift.ts";
import type { Report } from "../../core/findings/report.ts";
import { driftOf } from "../../core/issue/outcome.ts";
import type { IssueEvent } from "../../core/issue/plan.ts";
import { type IssueRecord, writeMarker } from "../../core/issue/record.ts";
import { counted } from "../../core/text/words.ts";
import { findingsMarkdown } from "./markdown.ts";
import { code, prose } from "./markdown-escape.ts";
import { redactValues } from "./redact.ts";
import { fitEnd, fitMiddle, visible } from "./text.ts";

/** What one run adds to the record. */
export interface IssueContext {
  /** Of this stage alone. */
  readonly report: Report;
  readonly stage: string;
  /** Where everybody can read the issue, values are left out. */
  readonly redact: boolean;
  /** Page of the run in GitHub Actions; null where there is none. */
  readonly runUrl: string | null;
  /** The body as it is; null for a new issue. */
  readonly before: string | null;
}

/** GitHub takes 65,536 characters; what is not findings never takes as much as the rest. */
const MAX_FINDINGS_BYTES = 52_000;
/** GitHub takes 256 characters. */
const MAX_TITLE = 200;
const MAX_NAME = 100;
const MAX_REASON = 300;
const MAX_REASONS = 5;

/** Lines around the findings, so that a check that fails can keep those that were known. */
const FINDINGS_BEGIN = "<!-- stagekeeper:findings -->";
const FINDINGS_WITH_VALUES_BEGIN = "<!-- stagekeeper:findings with values -->";
const FINDINGS_END = "<!-- stagekeeper:findings:end -->";

type Named = Pick<IssueRecord, "project" | "stack" | "driftSince">;

/** It changes only between "drifts" and "cannot be checked", since a new title is a line in the issue's history. */
export function issueTitle(record: Named): string {
  return record.driftSince === null ? failingTitle(record) : driftTitle(record);
}

/** Whether the title is one of ours, and not a person's. */
export function isOwnTitle(title: string, record: Named): boolean {
  return title === driftTitle(record) || title === failingTitle(record);
}

export function issueBody(record: IssueRecord, context: IssueContext): string {
  const sections = [
    writeMarker(record),
    verdictSection(record, context),
    factsSection(record, context),
    ...findingsSections(record, context),
    ...(record.driftSince === null ? [] : [waysOut(record, context)]),
    ...(record.condition === "failed" ? [repairSection(record, context)] : []),
    footer(context),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** @param key stands in a hidden line, by which a second comment about the same change is found */
export function issueComment(event: IssueEvent, key: string, record: IssueRecord, context: IssueContext): string {
  const lines = [commentMarker(key), COMMENTS[event](record, context), runLine(record, context)];
  return `${lines.join("\n\n")}\n`;
}

export function commentMarker(key: string): string {
  return `<!-- stagekeeper:drift-event ${key} -->`;
}

/** What is left of an issue that two runs opened at the same time. Without a marker, it is found no more. */
export function duplicateBody(keptNumber: number): string {
  return `Two checks opened an issue for the same stack at the same time. This one is closed; see #${keptNumber}.\n`;
}

const COMMENTS: Readonly<Record<IssueEvent, (record: IssueRecord, context: IssueContext) => string>> = {
  "drift-again": (_record, context) =>
    `**${stageName(context)} drifts again**: ${countsOf(context.report)}. The text above shows them.`,
  "cannot-check": (_record, context) =>
    [
      `**${stageName(context)} can no longer be checked**, so nobody knows whether it still matches what was deployed. This issue stays open until a check has run.`,
      "",
      ...reasonItems(context.report),
    ].join("\n"),
  "works-again": (_record, context) =>
    `**The check of ${stageName(context)} works again**, and finds ${countsOf(context.report)}.`,
  clean: (_record, context) =>
    `**${stageName(context)} matches what was deployed again.** Closed; the next drift reopens this issue.`,
  "still-there": (record, context) =>
    record.condition === "failed"
      ? `**${stageName(context)} still cannot be checked**, so the issue is open again. It closes by itself.`
      : `**The drift of ${stageName(context)} is still there**, so the issue is open again. It closes by itself once what runs matches what was deployed; what is wanted can be allowed (\`drift: allow:\`).`,
};

function verdictSection({ condition }: IssueRecord, context: IssueContext): string {
  if (condition === "clean") return `✅ **${stageName(context)} matches what was deployed.**`;
  if (condition === "drift") {
    return `❌ **What runs in ${stageName(context)} is not what was deployed: ${countsOf(context.report)}.**`;
  }
  return [
    "> [!CAUTION]",
    `> **${stageName(context)} could not be checked completely**, so nobody knows whether it still matches what was deployed.`,
    ...reasonItems(context.report).map((item) => `> ${item}`),
  ].join("\n");
}

function factsSection(record: IssueRecord, context: IssueContext): string {
  const rows = [
    ...(record.driftSince === null ? [] : [`| Drift since | ${time(record.driftSince)} |`]),
    ...(record.failingSince === null ? [] : [`| Not checked since | ${time(record.failingSince)} |`]),
    `| Last looked | ${time(record.checkedAt)}${runLink(context, ", ")} |`,
    `| Stack | ${code(name(record.stack))} of ${code(name(record.project))} |`,
  ];
  return ["| | |", "|---|---|", ...rows].join("\n");
}

/** What this run found; where it could find nothing because it failed, what was known before. */
function findingsSections(record: IssueRecord, { report, redact, before }: IssueContext): readonly string[] {
  if (record.driftSince === null) return [];
  if (driftOf(report).length > 0 || record.condition !== "failed") {
    const text = findingsMarkdown(redact ? redactValues(report) : report, MAX_FINDINGS_BYTES).trimEnd();
    return ["## What differs", enclosed(text, redact)];
  }
  const known = before === null ? null : knownFindings(before, redact);
  return known === null ? [] : ["## What differed when it was last checked", known];
}

function enclosed(findings: string, redact: boolean): string {
  return [redact ? FINDINGS_BEGIN : FINDINGS_WITH_VALUES_BEGIN, "", findings, "", FINDINGS_END].join("\n");
}

/**
 * The findings in a body, with the lines around them. Only whole lines count: what findings quote never stands alone on a line.
 * Values are not kept where they may no longer be shown, since the repository has become public.
 */
function knownFindings(body: string, redact: boolean): string | null {
  const lines = body.split(/\r?\n/);
  const begin = lines.findIndex((line) => line === FINDINGS_BEGIN || (line === FINDINGS_WITH_VALUES_BEGIN && !redact));
  const end = lines.indexOf(FINDINGS_END, begin + 1);
  return begin < 0 || end < 0 ? null : lines.slice(begin, end + 1).join("\n");
}

function waysOut({ stack }: IssueRecord, context: IssueContext): string {
  const restorable = restorableOf(context);
  const ways = restorable === "none" ? [RESTORE_BY_HAND, ADOPT_BY_HAND] : [restoreByUpdate(stack), ADOPT_BY_UPDATE];
  const others = restorable === "some" ? [OTHERS_BY_HAND] : [];
  return ["## Two ways back", ...ways, ...others, FOR_GOOD].join("\n\n");
}

/** How much of what differs an update puts back; of what was known before and is not shown, all is taken to be. */
function restorableOf({ report, redact, before }: IssueContext): "all" | "some" | "none" {
  const drift = driftOf(report);
  if (drift.length === 0) {
    const known = before === null ? null : knownFindings(before, redact);
    return known === null || isRestoredByUpdate({ remedy: known }) ? "all" : "none";
  }
  const count = drift.filter(isRestoredByUpdate).length;
  if (count === drift.length) return "all";
  return count > 0 ? "some" : "none";
}

function restoreByUpdate(stack: string): string {
  return `**Restore** what was deployed, where the change was a mistake. \`--refresh\` lets Pulumi see the change; without it, it compares the program with its own record only and finds nothing to do.

\`\`\`sh
npx pulumi preview --stack ${shellWord(stack)} --refresh   # shows what will be put back
npx pulumi up --stack ${shellWord(stack)} --refresh
\`\`\``;
}

const ADOPT_BY_UPDATE =
  "**Adopt** what runs, where the change is wanted: change the program or its configuration until the preview has nothing left to change, and merge that. The same two commands then record it.";

const OTHERS_BY_HAND =
  "Where a finding names another way, take that one: `pulumi up` does not restore what a refresh cannot see.";

const RESTORE_BY_HAND =
  "**Restore** what was deployed as each finding says, where the change was a mistake. `pulumi up --refresh` would not do it: it does not restore what a refresh cannot see, nor what the program leaves open.";

const ADOPT_BY_HAND =
  "**Adopt** what runs, where the change is wanted: take it into the program or its configuration, and merge that.";

const FOR_GOOD =
  "What may differ for good is allowed with a reason and an owner, under `drift: allow:` in the configuration. What exists but is declared nowhere is never deleted by stagekeeper: declare it, or remove it where it is.";

function repairSection({ stack }: IssueRecord, { stage }: IssueContext): string {
  return `## When the check cannot run

Run it where you can see what happens, and mend what it names. A lock that a killed run left behind is taken away with \`pulumi cancel\`, once its owner is known to be gone.

\`\`\`sh
npx stagekeeper drift ${shellWord(stage)}
npx pulumi cancel --stack ${shellWord(stack)}   # only for a lock whose owner is gone
\`\`\``;
}

function footer({ redact }: IssueContext): string {
  const why = redact ? " Values are left out, because everybody can read this repository." : "";
  return `<sub>stagekeeper keeps this text up to date and closes the issue when nothing differs any more. Write in comments: the text is replaced.${why}</sub>`;
}

function reasonItems({ incomplete }: Report): readonly string[] {
  const shown = incomplete.slice(0, MAX_REASONS).map(({ reason }) => `- ${prose(fitEnd(reason, MAX_REASON))}`);
  const rest = incomplete.length - shown.length;
  return rest > 0 ? [...shown, `- and ${counted(rest, "more reason")}`] : shown;
}

/** `2 errors, 1 warning`. */
function countsOf(report: Report): string {
  const drift = driftOf(report);
  const counts = (["error", "warning"] as const).map(
    (severity) => [drift.filter((finding) => finding.severity === severity).length, severity] as const,
  );
  return counts.flatMap(([count, severity]) => (count > 0 ? [counted(count, severity)] : [])).join(", ");
}

function driftTitle({ project, stack }: Named): string {
  return fitEnd(visible(`Drift in ${stack} of ${project}`), MAX_TITLE);
}

function failingTitle({ project, stack }: Named): string {
  return fitEnd(visible(`Drift check of ${stack} of ${project} cannot run`), MAX_TITLE);
}

function runLine({ checkedAt }: IssueRecord, context: IssueContext): string {
  return `<sub>Checked ${time(checkedAt)}${runLink(context, ", ")}</sub>`;
}

function runLink({ runUrl }: IssueContext, before: string): string {
  return runUrl === null ? "" : `${before}[run](${runUrl})`;
}

/** `2026-11-24 04:17 UTC`; anything else was written by hand and stands as it is. */
function time(iso: string): string {
  const [, day, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/.exec(iso) ?? [];
  return day === undefined ? prose(fitEnd(iso, MAX_NAME)) : `${day} ${minute} UTC`;
}

function stageName({ stage }: IssueContext): string {
  return code(name(stage));
}

function name(text: string): string {
  return fitMiddle(text, MAX_NAME);
}

/** As a shell takes it for one word, on one line. */
function shellWord(text: string): string {
  const shown = visible(text);
  return /^[\w./@:+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
