import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { childOf, type Fields, textOf, timeOf, wordsOf } from "../fields.ts";
import { ignored, malformed, type Reading } from "../happening.ts";
import { stageOfWorkflow } from "../stage.ts";
import { outcomeOf } from "./outcome.ts";
import { runOf } from "./run.ts";

/** https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
export function readWorkflowRun(payload: Fields, settings: RelaySettings, now: number): Reading {
  if (textOf(payload, "action") !== "completed") return ignored("not completed");
  const run = runOf(payload, settings);
  if (run === null) return malformed("no workflow_run");
  if (run.ignored !== null) return ignored(run.ignored);
  const fields = childOf(payload, "workflow_run");
  const verdict = textOf(fields, "conclusion") ?? "";
  const outcome = outcomeOf(verdict, run.isUnattended);
  if (outcome === null) return ignored("no outcome");
  const stage = stageOfWorkflow(settings, run.told.name, run.branch, run.isShared);
  if (stage === null) return ignored("other branch");
  const at = timeOf(fields, "updated_at") ?? now;
  return {
    kind: "happening",
    happening: {
      source: "workflow",
      ...run.told,
      thing: JSON.stringify(["run", run.told.name, run.branch]),
      outcome,
      order: [at, run.id, run.attempt, outcome === "success" ? 1 : 0],
      stage,
      verdict,
      environment: null,
      branch: run.branch,
      commit: wordsOf(fields, "head_sha"),
      link: wordsOf(fields, "html_url"),
      at,
    },
  };
}
