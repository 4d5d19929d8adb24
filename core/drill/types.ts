/** A drill: failures on purpose, and what people received of them. */

/** Kinds of failure, in the order in which they are drilled. */
export type DrillKind =
  | "failed-workflow"
  | "failed-deployment"
  | "forged-signature"
  | "replayed-delivery"
  | "throttled-table"
  | "silent-pipeline"
  | "budget-crossed"
  /** Of a drill with the real accounts. */
  | "test-message"
  | "subscription"
  | "webhook-deliveries";

/** One thing to be drilled: a kind of failure at a stage or, for what exists once, at `account`. */
export interface DrillSubject {
  readonly stage: string;
  readonly kind: DrillKind;
  /** What fails, for example a workflow's file or a table; empty where the kind says it all. */
  readonly target: string;
}

/** Who has to receive an alert. */
export interface Recipient {
  /** `email` or `chat`. */
  readonly channel: string;
  /** Address; of a chat, its host. */
  readonly to: string;
}

/** A message that somebody received. */
export interface Received extends Recipient {
  readonly subject: string;
}

/**
 * One step of an exercise and what was received because of it. `alert` and `recovery` bring each recipient one message; `quiet` brings
 * nobody any: a repeat, noise, a forgery.
 */
export interface Phase {
  readonly expects: "alert" | "recovery" | "quiet";
  /** What was done, for sentences: `the same delivery again`. */
  readonly what: string;
  readonly received: readonly Received[];
}

export interface Exercise {
  readonly subject: DrillSubject;
  readonly recipients: readonly Recipient[];
  readonly phases: readonly Phase[];
  /** Why nothing arrived, as far as that is known; null where everything looks right. */
  readonly cause: DrillCause | null;
}

/** Where an alert got lost. */
export type DrillCause =
  | { readonly kind: "no-webhook"; readonly event: string }
  /** The relay, or what stands before it, gave another answer than it should. */
  | { readonly kind: "answer"; readonly status: number; readonly wanted: number; readonly response: string }
  | { readonly kind: "no-alarm"; readonly alarm: string }
  | { readonly kind: "actions-off"; readonly alarm: string }
  | { readonly kind: "not-fired"; readonly alarm: string; readonly state: string }
  | { readonly kind: "no-budget"; readonly budget: string }
  | { readonly kind: "no-topic"; readonly topic: string }
  /** The configuration names nobody who could be told. */
  | { readonly kind: "nobody" }
  | { readonly kind: "unsubscribed"; readonly to: readonly string[] }
  | { readonly kind: "pending"; readonly to: readonly string[] }
  /** Sent and subscribed to: the topic's policy does not let the sender publish. */
  | { readonly kind: "policy"; readonly topic: string; readonly sender: string };
