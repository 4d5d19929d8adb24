import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { childOf, type Fields, textOf, timeOf, wordsOf } from "../fields.ts";
import { ignored, malformed, type Reading } from "../happening.ts";
import { stageOfWorkflow } from "../stage.ts";
import { runOf } from "./run.ts";

/** https://docs.github.com/rest/checks/runs: `stale` is what GitHub calls a run that it has given up. */
const failures = new Set(["failure", "timed_out", "startup_failure", "stale"]);

/** https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
export function readWorkflowRun(payload: Fields, settings: RelaySettings, now: number): Reading {
  if (textOf(payload, "action") !== "completed") return ignored("not completed");
  const run = runOf(payload, settings);
  if (run === null) return malformed("no workflow_run");
  if (run.ignored !== null) return ignored(run.ignored);
  const fields = childOf(payload, "workflow_run");
  const verdict = textOf(fields, "conclusion") ?? "";
  const { name, pipeline } = run.told;
  const outcome = outcomeOf(verdict, pipeline !== null || textOf(fields, "event") === "schedule");
  if (outcome === null) return ignored("neither failure nor success");
  const at = timeOf(fields, "updated_at") ?? now;
  return {
    kind: "happening",
    happening: {
      source: "workflow",
      ...run.told,
      thing: JSON.stringify(["run", name, run.branch]),
      outcome,
      order: [at, run.id, run.attempt, outcome === "success" ? 1 : 0],
      stage: stageOfWorkflow(settings, name, run.branch),
      verdict,
      environment: null,
      branch: run.branch,
      commit: wordsOf(fields, "head_sha"),
      link: wordsOf(fields, "html_url"),
      at,
    },
  };
}

/**
 * A cancelled run was mostly stopped by a person or by a newer run. But a job that hangs is also ended by cancelling it ("the
 * maximum number of minutes to let a job run before GitHub automatically cancels it", docs.github.com, `timeout-minutes`), so
 * for what runs unattended it is a failure. `action_required` waits for a person's approval; nothing has failed.
 */
function outcomeOf(conclusion: string, isUnattended: boolean): "failure" | "success" | null {
  if (conclusion === "success") return "success";
  if (failures.has(conclusion) || (conclusion === "cancelled" && isUnattended)) return "failure";
  return null;
}
