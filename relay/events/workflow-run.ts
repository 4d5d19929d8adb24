import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { childOf, type Fields, own, textOf, timeOf, wordsOf } from "../fields.ts";
import { ignored, malformed, type Reading } from "../happening.ts";
import { stageOfWorkflow } from "../stage.ts";
import { runOf } from "./run.ts";

/** https://docs.github.com/rest/checks/runs: `stale` is what GitHub calls a run that it has given up. */
const failures = new Set(["failure", "timed_out", "startup_failure", "stale"]);

/** https://docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
export function readWorkflowRun(payload: Fields, settings: RelaySettings, now: number): Reading {
  if (textOf(payload, "action") !== "completed") return ignored("not completed");
  const run = runOf(payload);
  if (run === null) return malformed("no workflow_run");
  if (run.ignored !== null) return ignored(run.ignored);
  const fields = childOf(payload, "workflow_run");
  const verdict = textOf(fields, "conclusion") ?? "";
  const pipeline = own(settings.workflows, run.file);
  const outcome = outcomeOf(verdict, pipeline !== undefined || textOf(fields, "event") === "schedule");
  if (outcome === null) return ignored("neither failure nor success");
  const at = timeOf(fields, "updated_at") ?? timeOf(fields, "run_started_at") ?? timeOf(fields, "created_at") ?? now;
  return {
    kind: "happening",
    happening: {
      source: "workflow",
      family: `workflow ${run.workflow}`,
      thing: JSON.stringify(["run", run.file, run.branch]),
      outcome,
      order: [at, run.id, run.attempt, outcome === "success" ? 1 : 0],
      run: `${run.id}/${run.attempt}`,
      stage: stageOfWorkflow(settings, run.file, run.branch),
      name: run.file,
      pipeline: pipeline?.pipeline ?? null,
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
