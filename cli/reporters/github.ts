/** Annotations on a pull request, as workflow commands on standard output. */
import type { Finding, Report, Severity } from "../../core/findings/report.ts";
import { counted } from "../../core/text/words.ts";
import { CHECK_SYMBOLS, checkMessage, checkName, checksByStage } from "./checks.ts";
import { fileOf } from "./location.ts";
import { countedGroups, SEVERITIES, shownStage } from "./matrix.ts";
import type { ReportOptions } from "./options.ts";
import { RULES } from "./rules.ts";
import { fitEnd, fitMiddle, visible } from "./text.ts";
import { titleOf, verdictOf } from "./words.ts";

/**
 * GitHub shows ten annotations of each level for a step and drops the rest silently.
 * https://docs.github.com/actions/reference/limits
 */
const MAX_PER_LEVEL = 10;
const MAX_TITLE = 200;
/** GitHub cuts a message at 64 KiB; nobody reads that far. */
const MAX_MESSAGE = 2000;

type Command = "error" | "warning" | "notice";
const COMMANDS: Readonly<Record<Severity, Command>> = { error: "error", warning: "warning", note: "notice" };

interface Annotation {
  readonly file: string;
  readonly title: string;
  readonly message: string;
}

export function renderGitHub(report: Report, options: ReportOptions): string {
  const findings = countedGroups(report).flatMap((group) => group.findings);
  const lines = SEVERITIES.flatMap((severity) => {
    const unread = severity === "error" ? report.incomplete.map((each) => unreadAnnotation(each, options)) : [];
    const found = findings.filter((finding) => finding.severity === severity);
    const annotations = [...unread, ...found.map((finding) => findingAnnotation(finding, report, options))];
    return limited(annotations, severity, options).map((annotation) => command(COMMANDS[severity], annotation));
  });
  lines.push(...checksNotice(report, options));
  const verdict = { file: options.projectFile, title: "stagekeeper", message: verdictOf(report) };
  return `${(lines.length > 0 ? lines : [command("notice", verdict)]).join("\n")}\n`;
}

/** A drill lists every kind, also in the log of a workflow. */
function checksNotice(report: Report, options: ReportOptions): readonly string[] {
  const checks = checksByStage(report).flatMap((group) => group.checks);
  if (checks.length === 0) return [];
  const message = checks.map(
    (check) => `${CHECK_SYMBOLS[check.outcome]} ${check.stage}: ${checkName(check)}: ${checkMessage(check)}`,
  );
  const all = [verdictOf(report), ...message].join("\n");
  return [command("notice", { file: options.projectFile, title: titleOf(report, ""), message: all })];
}

/** The last of the ten says how many more there are. */
function limited(all: readonly Annotation[], severity: Severity, options: ReportOptions): readonly Annotation[] {
  if (all.length <= MAX_PER_LEVEL) return all;
  const shown = all.slice(0, MAX_PER_LEVEL - 1);
  const rest = counted(all.length - shown.length, `more ${severity}`);
  const message =
    "GitHub shows ten annotations of a level. The table in the log and the other formats have all of them.";
  return [...shown, { file: options.projectFile, title: rest, message }];
}

function findingAnnotation(finding: Finding, report: Report, options: ReportOptions): Annotation {
  const parts = [RULES[finding.code].title, shownStage(finding, report) ?? "", finding.address, finding.path];
  const title = parts.filter((part) => part !== "").join(" ");
  const message = finding.remedy === "" ? finding.message : `${finding.message}\n${finding.remedy}`;
  return { file: fileOf(finding, report, options), title, message };
}

function unreadAnnotation({ stage, reason }: Report["incomplete"][number], options: ReportOptions): Annotation {
  return { file: options.projectFile, title: `${stage} could not be read`, message: reason };
}

function command(name: Command, { file, title, message }: Annotation): string {
  const lines = message.split("\n").map((line) => fitEnd(visible(line), MAX_MESSAGE));
  const properties = `file=${escapeProperty(file)},title=${escapeProperty(fitMiddle(visible(title), MAX_TITLE))}`;
  return `::${name} ${properties}::${escapeData(lines.join("\n"))}`;
}

/** As the runner decodes it: actions/toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
