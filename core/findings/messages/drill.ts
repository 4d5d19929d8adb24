/** An alert that did not do what it is for. */
import { drillSubjectName } from "../../drill/names.ts";
import type { DrillCause } from "../../drill/types.ts";
import { andList } from "../../text/words.ts";
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { Explanation, Messages } from "./words.ts";

export const DRILL_MESSAGES: Messages = {
  "drill/not-delivered": (draft, detail) => lost(draft, detail, "reached"),
  "drill/not-closed": (draft, detail) => lost(draft, detail, "told of its end"),
  "drill/duplicate": explainDuplicate,
};

function lost(draft: FindingDraft, { drill }: MessageDetail, verb: string): Explanation {
  if (drill === undefined) return { message: draft.code, remedy: "" };
  const { subject, to, cause } = drill;
  const people = to.length === 0 ? "nobody" : andList(to);
  const message =
    verb === "reached"
      ? `${subject.stage}: the ${drillSubjectName(subject)} was not reported to ${people}`
      : `${subject.stage}: ${people} heard of the ${drillSubjectName(subject)}, but not that it was over`;
  return { message: cause === null ? message : `${message}: ${explainCause(cause)}`, remedy: remedyOf(cause) };
}

function explainDuplicate(draft: FindingDraft, { drill }: MessageDetail): Explanation {
  if (drill === undefined) return { message: draft.code, remedy: "" };
  const { subject, what, to, count } = drill;
  const times = count === 1 ? "a message that should not have come" : `${count} messages`;
  return {
    message: `${subject.stage}: the ${drillSubjectName(subject)}: ${andList(to)} got ${times} after ${what}`,
    remedy: "Look for a second subscription of the address, a second webhook, or an alarm that is declared twice.",
  };
}

function explainCause(cause: DrillCause): string {
  switch (cause.kind) {
    case "no-webhook":
      return `no webhook of the repository listens to ${cause.event}`;
    case "answer":
      return cause.status === 0
        ? `GitHub's delivery was not answered (${cause.response})`
        : `GitHub's delivery was answered with ${cause.status} instead of ${cause.wanted} (${cause.response})`;
    case "no-alarm":
      return `the alarm ${cause.alarm} does not exist`;
    case "actions-off":
      return `the actions of the alarm ${cause.alarm} are switched off`;
    case "not-fired":
      return `the alarm ${cause.alarm} stayed in ${cause.state}`;
    case "no-budget":
      return `the budget ${cause.budget} does not exist`;
    case "no-topic":
      return `the topic ${cause.topic} does not exist`;
    case "unsubscribed":
      return `${andList(cause.to)} ${cause.to.length === 1 ? "is" : "are"} not subscribed to the topic`;
    case "pending":
      return `${andList(cause.to)} ${cause.to.length === 1 ? "has" : "have"} not confirmed the subscription`;
    case "policy":
      return `everything was sent, but the policy of the topic ${cause.topic} does not let ${cause.sender} publish`;
  }
}

function remedyOf(cause: DrillCause | null): string {
  switch (cause?.kind) {
    case "pending":
      return "Follow the link in the mail that AWS sent; after two days it has to be sent again: subscribe anew.";
    case "answer":
      return "Read the log of the relay; GitHub shows the delivery under Settings, Webhooks, and can send it again.";
    case undefined:
      return "Follow the alert from its source to the topic and its subscriptions.";
    default:
      return "Deploy again what was changed or removed: pulumi up --refresh on the account stack or the stage's.";
  }
}
