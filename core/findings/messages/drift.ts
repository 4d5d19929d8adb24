/** What runs is not what was deployed. */
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { Finding, PlaceState } from "../report.ts";
import { memberChanges } from "./members.ts";
import { at, type Explanation, type Messages, placeOf, quoted } from "./words.ts";

export const DRIFT_MESSAGES: Messages = {
  "drift/changed": explainChanged,
  "drift/deleted": explainDeleted,
};

function explainChanged(draft: FindingDraft, detail: MessageDetail): Explanation {
  return { message: `${subject(draft)}${change(draft, detail)}`, remedy: changeRemedy(detail) };
}

function explainDeleted(draft: FindingDraft, { drift }: MessageDetail): Explanation {
  return {
    message: `${subject(draft)} was deleted`,
    remedy: `Restore it: ${upCommand(drift?.stack)}. Or adopt it: take it out of the program.`,
  };
}

/** Goes behind the subject. A property may be one or many (`rules`), so what is said of it fits both where it can. */
function change({ path, stages }: FindingDraft, { pointer }: MessageDetail): string {
  const { recorded, actual } = stages;
  if (path === "") return " was changed; the provider does not say what";
  if (isAbsent(actual)) return " was removed";
  const now = quoted(actual);
  if (isAbsent(recorded)) return now === null ? " was set" : ` was set to ${now}`;
  if (recorded?.state === "secret") return " changed; the value is a secret";
  if (pointer) return ` changed${at(pointer)}`;
  const members = memberChanges(recorded, actual);
  if (members !== null) return `: ${members}`;
  const before = quoted(recorded);
  return before === null || now === null ? " changed" : ` is ${now}, not ${before} as it was deployed`;
}

/** Without --refresh, `pulumi up` compares the program with the state, and would see no change. */
function changeRemedy({ drift }: MessageDetail): string {
  if (drift?.isOpen) {
    return `The program leaves it open: set it there, or put it back at the vendor. Or adopt it: pulumi refresh --stack ${drift.stack}.`;
  }
  return `Restore it: ${upCommand(drift?.stack)}. Or adopt it: change the program to it.`;
}

/** Whether an update that refreshes first puts back what the finding is about. Also of a report that was read back. */
export function isRestoredByUpdate({ remedy }: Pick<Finding, "remedy">): boolean {
  return /\bpulumi up --stack \S+ --refresh\b/.test(remedy);
}

function upCommand(stack = "NAME"): string {
  return `pulumi up --stack ${stack} --refresh`;
}

/** `prod's facts billingMode`. */
function subject(draft: FindingDraft): string {
  return draft.stage === undefined ? placeOf(draft) : `${draft.stage}'s ${placeOf(draft)}`;
}

function isAbsent(place: PlaceState | undefined): boolean {
  return place?.state === "absent";
}
