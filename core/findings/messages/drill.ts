/** An alert that did not do what it is for. */
import { drillSubjectName } from "../../drill/names.ts";
import type { DrillCause } from "../../drill/types.ts";
import { andList } from "../../text/words.ts";
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { DrillDetail } from "../drill-detail.ts";
import type { Explanation, Messages } from "./words.ts";

export const DRILL_MESSAGES: Messages = {
  "drill/not-delivered": explainLost,
  "drill/not-closed": explainLost,
  "drill/duplicate": explainDuplicate,
};

function explainLost(draft: FindingDraft, { drill }: MessageDetail): Explanation {
  if (drill === undefined) return { message: draft.code, remedy: "" };
  const { cause } = drill;
  const why = cause === null ? "" : `: ${explainCause(cause)}`;
  return { message: `${whatIsLost(draft, drill)}${why}`, remedy: remedyOf(cause) };
}

function whatIsLost({ code }: FindingDraft, { subject, to }: DrillDetail): string {
  const people = andList(to);
  if (subject.kind === "forged-signature") return "nobody can say whether a forged signature is refused";
  if (subject.kind === "subscription") return `no alert reaches ${people}`;
  if (subject.kind === "webhook-deliveries") return "the relay did not take what GitHub delivered";
  const name = drillSubjectName(subject);
  return code === "drill/not-closed"
    ? `${people} heard of the ${name}, but not that it was over`
    : `the ${name} was not reported to ${people}`;
}

function explainDuplicate(draft: FindingDraft, { drill }: MessageDetail): Explanation {
  if (drill === undefined) return { message: draft.code, remedy: "" };
  const { what, to, count } = drill;
  const times = count === 1 ? "a message that should not have come" : `${count} messages`;
  return {
    message: `${andList(to)} got ${times} after ${what}`,
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
    case "nobody":
      return "monitoring.emails is empty";
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
    case "nobody":
      return "Write an address into monitoring.emails, and apply it: pulumi up on the account stack. A chat hears only of what the relay tells.";
    case undefined:
      return "Follow the alert from its source to the topic and its subscriptions.";
    default:
      return "Deploy again what was changed or removed: pulumi up --refresh on the account stack or the stage's.";
  }
}
