/** Sentences about the report as a whole. Only labels depend on what kind of report it is. */
import type { Report, ReportKind, Source } from "../../core/findings/report.ts";
import { andList, counted } from "../../core/text/words.ts";
import { visible } from "./text.ts";

const KINDS: Readonly<Record<ReportKind, { readonly title: string; readonly clean: string; readonly next: string }>> = {
  parity: {
    title: "Parity",
    clean: "the stages are alike",
    next: "Fix each difference, or allow it: stagekeeper parity --propose-allowances",
  },
  drift: {
    title: "Drift",
    clean: "what runs is what was deployed",
    next: "Restore what was deployed, take each change into the program, or allow it under drift.allow.",
  },
  check: { title: "Check", clean: "nothing to complain about", next: "Do what each finding says, then check again." },
  drill: { title: "Drill", clean: "every alert arrived", next: "Do what each finding says, then drill again." },
};

const SOURCES: Readonly<Record<Source, string>> = {
  desired: "as the program declares them",
  recorded: "as Pulumi's state records them",
  state: "from state files",
  actual: "as the vendors have them",
};

/** A title with more names is no title. */
const NAMED_STAGES = 5;

/** `Parity of dev, staging and prod`, unless the caller has a title. */
export function titleOf(report: Report, title: string): string {
  if (title !== "") return visible(title);
  const kind = KINDS[report.kind].title;
  if (report.stages.length === 0) return kind;
  const isMany = report.stages.length > NAMED_STAGES;
  return `${kind} of ${isMany ? counted(report.stages.length, "stage") : andList(report.stages.map(visible))}`;
}

/** `41 resources compared, as Pulumi's state records them`. */
export function scopeOf(report: Report): string {
  if (report.kind === "drill") return `${countedChecks(report)} made`;
  return `${counted(report.summary.compared, "resource")} compared, ${sourceOf(report)}`;
}

/** `41 resources`; of a drill, `14 checks`. */
function countedChecks({ kind, summary }: Report): string {
  return counted(summary.compared, kind === "drill" ? "check" : "resource");
}

export function sourceOf(report: Report): string {
  return SOURCES[report.source];
}

export function isClean(report: Report): boolean {
  const { error, warning, note } = report.summary;
  return error + warning + note === 0 && report.incomplete.length === 0;
}

/** `2 errors, 1 warning`; what is zero is left out. */
function countsOf(report: Report): string {
  const { error, warning, note, suppressed } = report.summary;
  const counts: readonly (readonly [number, string])[] = [
    [error, counted(error, "error")],
    [warning, counted(warning, "warning")],
    [note, counted(note, "note")],
    [suppressed, `${suppressed} allowed`],
  ];
  const shown = counts.flatMap(([count, text]) => (count > 0 ? [text] : []));
  return shown.length > 0 ? shown.join(", ") : "no findings";
}

/** The verdict in one sentence. */
export function verdictOf(report: Report): string {
  const { summary } = report;
  if (report.incomplete.length > 0) {
    const unchecked = report.kind === "drift" ? "could not be checked in full" : "could not be read";
    return `Incomplete: ${andList(uncheckedStages(report))} ${unchecked}. In the rest: ${countsOf(report)}.`;
  }
  if (!isClean(report)) return `${countsOf(report)} in ${countedChecks(report)}.`;
  if (isNothingDrilled(report)) return "Nothing is configured to be drilled: no alert was tried.";
  if (report.kind === "drill") {
    return `All good: ${drillClean(report)} (${countedChecks(report)}${notConfigured(report)}).`;
  }
  const allowed = summary.suppressed > 0 ? `, ${counted(summary.suppressed, "difference")} allowed` : "";
  return `All good: ${KINDS[report.kind].clean} (${counted(summary.compared, "resource")} compared${allowed}).`;
}

/** A drill that tried no alert has proven none: a forgery that was refused is no alert, and a test that nobody should get neither. */
export function isNothingDrilled({ kind, checks = [] }: Report): boolean {
  const tried = checks.filter(({ outcome }) => outcome !== "not-configured");
  return kind === "drill" && tried.every((check) => provesNoAlert.has(check.kind));
}

const provesNoAlert: ReadonlySet<string> = new Set(["forged-signature", "test-message"]);

/** With the real accounts nothing failed on purpose, so no more is known than that nothing is in the way. */
function drillClean({ checks = [] }: Report): string {
  const isReal = checks.some(({ kind }) => kind === "test-message");
  return isReal ? "nothing was found in the way of an alert" : KINDS.drill.clean;
}

/** `, 3 not configured`: what a stage does not have was not tried. */
function notConfigured({ checks = [] }: Report): string {
  const count = checks.filter(({ outcome }) => outcome === "not-configured").length;
  return count === 0 ? "" : `, ${count} not configured`;
}

/** Stages with something that could not be read, each once. */
function uncheckedStages(report: Report): readonly string[] {
  return [...new Set(report.incomplete.map(({ stage }) => visible(stage)))];
}

/** Those of them of which nothing was read, and those of which a part was. */
export function uncheckedByExtent(report: Report): {
  readonly whole: readonly string[];
  readonly part: readonly string[];
} {
  const stages = [...new Set(report.incomplete.map(({ stage }) => stage))];
  const isPart = (stage: string) => wasReadInPart(stage, report);
  return {
    whole: stages.filter((stage) => !isPart(stage)).map(visible),
    part: stages.filter(isPart).map(visible),
  };
}

/** How much was compared is known of a report about one stage; of several, what was found tells. */
function wasReadInPart(stage: string, { stages, summary, findings, coverage = [] }: Report): boolean {
  const isOnly = stages.length === 1 && stages[0] === stage;
  return (
    (isOnly && summary.compared > 0) ||
    findings.some((finding) => finding.stage === stage || Object.hasOwn(finding.stages, stage)) ||
    coverage.some((entry) => entry.stage === stage)
  );
}

/** Facts that are no findings. */
export function notesOf({ notes = [], coverage = [] }: Report): readonly string[] {
  const covered = coverage.map(
    ({ stage, vendor, managed, total }) => `${stage}: ${managed} of ${total} ${vendor} are declared`,
  );
  return [...notes, ...covered];
}

/** What to do next; empty where there is nothing to do. */
export function nextStepOf(report: Report): string {
  if (report.incomplete.length > 0) return "Make it readable and run again: the verdict covers only what was read.";
  return isClean(report) ? "" : KINDS[report.kind].next;
}
