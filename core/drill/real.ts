import type { AccountConfig, StageConfig } from "../config/types.ts";
import { andList } from "../text/words.ts";
import { ANYBODY, type DrillVerdict, judgeExercise, judgeUnheard, notConfigured } from "./judge.ts";
import { ACCOUNT, hasUnheardAlerts } from "./plan.ts";
import type { Subscription } from "./subscriptions.ts";
import type { DrillCause, DrillKind, DrillSubject } from "./types.ts";

/** A delivery as GitHub keeps it. */
export interface RealDelivery {
  /** GUID, the same for each attempt. */
  readonly guid: string;
  readonly event: string;
  /** ISO 8601. */
  readonly deliveredAt: string;
  /** HTTP status of the receiver. */
  readonly statusCode: number;
  /** GitHub's word for it: `OK`, `Invalid HTTP Response: 502`. */
  readonly status: string;
}

/**
 * The test message: what can be told is that the topic took it.
 * @param stages names of those for which it was sent
 */
export function judgeTestMessage(topic: string, stages: readonly string[], messageId: string | null): DrillVerdict {
  const subject = subjectOf("test-message", "");
  if (messageId === null) return lost(subject, { kind: "no-topic", topic });
  const stage = stages.length === 0 ? "" : ` for ${andList(stages)}`;
  const message = `sent to the topic${stage}; look for it in every inbox (${messageId})`;
  return { check: { ...subject, outcome: "passed", message }, findings: [] };
}

/** Every configured address has to have a subscription that somebody confirmed; so has every other subscription that there is. */
export function judgeSubscriptions(
  stages: readonly StageConfig[],
  account: AccountConfig,
  subscriptions: readonly Subscription[],
): readonly DrillVerdict[] {
  const { emails } = account.monitoring;
  const others = [...new Set(subscriptions.map(({ endpoint }) => endpoint))].filter((each) => !emails.includes(each));
  if (emails.length + others.length === 0) {
    const subject = subjectOf("subscription", "");
    return [
      hasUnheardAlerts(stages, account) ? judgeUnheard(subject) : notConfigured(subject, "monitoring.emails is empty"),
    ];
  }
  const stateOf = (endpoint: string) => subscriptions.filter((each) => each.endpoint === endpoint);
  return [
    ...emails.map((email) => judgeSubscription(email, stateOf(email), "confirmed")),
    ...others.map((other) =>
      judgeSubscription(shown(other), stateOf(other), "confirmed, though not in monitoring.emails"),
    ),
  ];
}

function judgeSubscription(name: string, found: readonly Subscription[], message: string): DrillVerdict {
  const subject = subjectOf("subscription", name);
  if (found.length === 0) return lost(subject, { kind: "unsubscribed", to: [name] });
  if (found.every(({ isPending }) => isPending)) return lost(subject, { kind: "pending", to: [name] });
  return { check: { ...subject, outcome: "passed", message }, findings: [] };
}

/** The path of an address may be a secret. */
function shown(endpoint: string): string {
  return /^https?:/.test(endpoint) && URL.canParse(endpoint) ? new URL(endpoint).origin : endpoint;
}

/**
 * Whether the relay takes what GitHub sends. A delivery that failed and was sent again counts by its last attempt.
 * @param deliveries the newest first; null where no webhook points to the relay
 */
export function judgeDeliveries(
  { monitoring }: AccountConfig,
  deliveries: readonly RealDelivery[] | null,
): DrillVerdict {
  const subject = subjectOf("webhook-deliveries", "");
  if (monitoring.relay !== "lambda") {
    return notConfigured(subject, `monitoring.relay is ${monitoring.relay}: no webhook to ask about`);
  }
  if (deliveries === null) return lost(subject, { kind: "no-webhook", event: "workflow_run" });
  const last = deliveries.filter(({ guid }, index) => deliveries.findIndex((each) => each.guid === guid) === index);
  const failed = last.filter(({ statusCode }) => statusCode < 200 || statusCode >= 300);
  const [first] = failed;
  if (first !== undefined) {
    const response = `${failed.length} of ${last.length} failed, the last at ${first.deliveredAt}: ${first.event}, ${first.status}`;
    return lost(subject, { kind: "answer", status: first.statusCode, wanted: 200, response });
  }
  return {
    check: {
      ...subject,
      outcome: "passed",
      message: `${last.length === 1 ? "1 delivery" : `${last.length} deliveries`} in the last days, none failed`,
    },
    findings: [],
  };
}

function subjectOf(kind: DrillKind, target: string): DrillSubject {
  return { stage: ACCOUNT, kind, target };
}

function lost(subject: DrillSubject, cause: DrillCause): DrillVerdict {
  const recipients = [subject.target === "" ? ANYBODY : { channel: "email", to: subject.target }];
  const phases = [{ expects: "alert" as const, what: "a look at it", received: [] }];
  const { check, findings } = judgeExercise({ subject, recipients, phases, cause });
  return { check: { ...check, message: words(cause) }, findings };
}

function words(cause: DrillCause): string {
  switch (cause.kind) {
    case "pending":
      return "not confirmed";
    case "unsubscribed":
      return "not subscribed";
    case "answer":
      return cause.response;
    case "no-webhook":
      return "no webhook points to the relay";
    default:
      return "there is no such topic";
  }
}
