import type { DrillKind, DrillSubject } from "./types.ts";

/** What is drilled, as sentences call it. */
const SUBJECTS: Readonly<Record<DrillKind, string>> = {
  "failed-workflow": "failed workflow",
  "failed-deployment": "failed deployment",
  "forged-signature": "forged signature",
  "replayed-delivery": "replayed delivery",
  "throttled-table": "throttled table",
  "silent-pipeline": "silent pipeline",
  "budget-crossed": "crossed budget",
  "test-message": "test message",
  subscription: "subscription",
  "webhook-deliveries": "webhook",
};

export function drillSubjectName({ kind, target }: Pick<DrillSubject, "kind" | "target">): string {
  return target === "" ? SUBJECTS[kind] : `${SUBJECTS[kind]} ${target}`;
}
