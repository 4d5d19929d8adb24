import type { FindingDraft } from "../findings/draft.ts";
import type { Check, FindingCode } from "../findings/report.ts";
import { andList } from "../text/words.ts";
import type { DrillSubject, Exercise, Phase, Received, Recipient } from "./types.ts";

export interface DrillVerdict {
  readonly check: Check;
  readonly findings: readonly FindingDraft[];
}

interface Fault {
  readonly code: Extract<FindingCode, `drill/${string}`>;
  readonly phase: Phase;
  readonly to: readonly string[];
  /** How many messages one recipient got, at most. */
  readonly count: number;
}

/** Judges what was received: each recipient gets exactly one message for a failure and one for its end, and no other. */
export function judgeExercise(exercise: Exercise): DrillVerdict {
  const { subject, phases } = exercise;
  const faults = phases.flatMap((phase) => faultsOf(phase, exercise.recipients));
  const findings = firstOfEachCode(faults).map((fault) => toDraft(exercise, fault));
  const failed = findings.length > 0;
  return {
    check: {
      ...subject,
      outcome: failed ? "failed" : "passed",
      message: failed ? failureOf(faults) : successOf(phases),
    },
    findings,
  };
}

/** What a stage does not have: shown, and never as passed. */
export function notConfigured(subject: DrillSubject, why: string): DrillVerdict {
  return { check: { ...subject, outcome: "not-configured", message: why }, findings: [] };
}

/** Stands for people where the configuration names none, so that what is not proven does not pass. */
export const ANYBODY: Recipient = { channel: "email", to: "anybody" };

/** What is watched, though nobody would be told. */
export function judgeUnheard(subject: DrillSubject): DrillVerdict {
  const phases = [{ expects: "alert" as const, what: "a failure", received: [] }];
  const { check, findings } = judgeExercise({ subject, recipients: [ANYBODY], phases, cause: { kind: "nobody" } });
  return { check: { ...check, message: "nobody is told: monitoring.emails is empty" }, findings };
}

/** The place of a drill's finding: `silent-pipeline::prod/etl`. */
function drillAddress({ kind, stage, target }: DrillSubject): string {
  return `${kind}::${target === "" ? stage : `${stage}/${target}`}`;
}

function faultsOf(phase: Phase, recipients: readonly Recipient[]): readonly Fault[] {
  const counts = recipients.map((recipient) => ({ recipient, count: countFor(phase.received, recipient) }));
  const missing = phase.expects === "quiet" ? [] : counts.filter(({ count }) => count === 0);
  const most = phase.expects === "quiet" ? 0 : 1;
  const toomany = counts.filter(({ count }) => count > most);
  return [
    ...fault(phase.expects === "recovery" ? "drill/not-closed" : "drill/not-delivered", phase, missing),
    ...fault("drill/duplicate", phase, toomany),
  ];
}

function fault(
  code: Fault["code"],
  phase: Phase,
  affected: readonly { readonly recipient: Recipient; readonly count: number }[],
): readonly Fault[] {
  if (affected.length === 0) return [];
  const to = affected.map(({ recipient }) => recipient.to);
  return [{ code, phase, to, count: Math.max(...affected.map(({ count }) => count)) }];
}

function countFor(received: readonly Received[], { channel, to }: Recipient): number {
  return received.filter((message) => message.channel === channel && message.to === to).length;
}

/** An alert that never came cannot close either: that would only say the same again. */
function firstOfEachCode(faults: readonly Fault[]): readonly Fault[] {
  const codes = [...new Set(faults.map(({ code }) => code))];
  const shown = codes.includes("drill/not-delivered") ? codes.filter((code) => code !== "drill/not-closed") : codes;
  return shown.flatMap((code) => faults.find((each) => each.code === code) ?? []);
}

function toDraft({ subject, cause }: Exercise, { code, phase, to, count }: Fault): FindingDraft {
  return {
    code,
    severity: "error",
    address: drillAddress(subject),
    path: "",
    stage: subject.stage,
    stages: {},
    standsOut: [subject.stage],
    detail: { drill: { subject, what: phase.what, to, count, cause: code === "drill/duplicate" ? null : cause } },
  };
}

function successOf(phases: readonly Phase[]): string {
  const subjects = phases
    .filter(({ expects }) => expects !== "quiet")
    .map(({ received }) => received[0]?.subject ?? "")
    .filter((subject) => subject !== "");
  if (subjects.length === 0) return "refused, and nobody was told";
  return [...new Set(subjects)].join(" → ");
}

function failureOf(faults: readonly Fault[]): string {
  const [first] = faults;
  if (first === undefined) return "";
  const people = andList(first.to);
  if (first.code === "drill/duplicate") return `${people} got ${first.count} messages after ${first.phase.what}`;
  return first.code === "drill/not-closed" ? `${people} was not told of its end` : `nothing reached ${people}`;
}
