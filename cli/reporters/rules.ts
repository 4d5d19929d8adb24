import type { FindingCode } from "../../core/findings/report.ts";

/** What a finding's code means, independent of any value: SARIF help, headings of the page, redacted messages. */
export interface Rule {
  /** Two or three words, lower case. */
  readonly title: string;
  /** One sentence that holds for every finding with this code. */
  readonly meaning: string;
  /** What to do about it in general; a finding's own remedy is more exact. */
  readonly help: string;
}

export const RULES: Readonly<Record<FindingCode, Rule>> = {
  "parity/missing-resource": {
    title: "missing resource",
    meaning: "The resource exists in some stages and not in others.",
    help: "Declare it in every stage, or allow the difference with a reason.",
  },
  "parity/missing-property": {
    title: "missing property",
    meaning: "The property is set in some stages and not in others.",
    help: "Set it in every stage, or allow the difference with a reason.",
  },
  "parity/secrecy-mismatch": {
    title: "secrecy mismatch",
    meaning: "The value is secret in one stage and plain in another.",
    help: "Make it secret in every stage, and rotate the value that was stored in plain text.",
  },
  "parity/foreign-stage": {
    title: "foreign stage",
    meaning: "The value names another stage where its own was due.",
    help: "Point it at its own stage, or allow the shared one with a reason.",
  },
  "parity/different-value": {
    title: "different value",
    meaning: "The stages hold different values.",
    help: "Give every stage the same value, or allow the difference with a reason.",
  },
  "parity/shared-secret": {
    title: "shared secret",
    meaning: "Two stages use the same secret value.",
    help: "Give each stage a secret of its own, or set mustDiffer: false where sharing is wanted.",
  },
  "parity/unreadable": {
    title: "unreadable value",
    meaning: "A value could not be read, so it is unknown whether the stages are equal.",
    help: "Give the command the passphrase of every stage, so that secrets can be compared.",
  },
  "parity/unverified": {
    title: "unverified secret",
    meaning: "A secret that must differ between stages could not be read, so nobody knows whether it does.",
    help: "Give the command the passphrase of every stage, so that secrets can be compared.",
  },
  "parity/duplicate-address": {
    title: "duplicate address",
    meaning: "Two resources of one stage cannot be told apart, so they were not compared.",
    help: "Give each of them a logical name of its own.",
  },
  "parity/pending-operation": {
    title: "pending operation",
    meaning: "The state holds an operation that was interrupted.",
    help: "Refresh the stack, then compare again.",
  },
  "allowance/unused": {
    title: "unused allowance",
    meaning: "An allowance matches no difference any more.",
    help: "Remove it from the configuration.",
  },
  "allowance/expired": {
    title: "expired allowance",
    meaning: "An allowance has passed its date.",
    help: "Remove the difference, or decide again and set a new date.",
  },
  "drift/changed": {
    title: "changed outside",
    meaning: "The resource was changed outside of Pulumi.",
    help: "Restore what was deployed with pulumi up --refresh, or take the change into the program.",
  },
  "drift/deleted": {
    title: "deleted outside",
    meaning: "The resource was deleted outside of Pulumi.",
    help: "Restore it with pulumi up --refresh, or take it out of the program.",
  },
  "drift/unmanaged": {
    title: "unmanaged resource",
    meaning: "The resource exists at the vendor and is declared nowhere.",
    help: "Declare and import it, or delete it at the vendor.",
  },
  "drift/stale-deployment": {
    title: "stale deployment",
    meaning: "A variable is newer than the deployment that should use it.",
    help: "Deploy again, so that the running version gets the variable.",
  },
  "drill/not-delivered": {
    title: "alert not delivered",
    meaning: "Something failed on purpose, and somebody who has to hear of it did not.",
    help: "Follow the alert from its source to the topic and its subscriptions, mend what is broken, then drill again.",
  },
  "drill/duplicate": {
    title: "duplicate alert",
    meaning: "One failure brought more than one message, or something brought a message that should bring none.",
    help: "Look for a second subscription, a second webhook, or an alarm that is declared twice.",
  },
  "drill/not-closed": {
    title: "alert not closed",
    meaning: "An alert arrived, but nobody was told that it was over.",
    help: "Look at what the source does when it recovers: an alarm's OK actions, the relay's message.",
  },
};
