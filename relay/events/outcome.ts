/**
 * `error` is a deployment's; all others are runs'. https://docs.github.com/rest/checks/runs: `stale` is what GitHub calls a run
 * that it has given up.
 */
const failures = new Set(["failure", "error", "timed_out", "startup_failure", "stale"]);

/**
 * A cancelled run was mostly stopped by a person or by a newer run. But a job that hangs is also ended by cancelling it ("the
 * maximum number of minutes to let a job run before GitHub automatically cancels it", docs.github.com, `timeout-minutes`), so
 * for what runs unattended it is a failure. `action_required` waits for a person's approval; nothing has failed. A deployment's
 * other states are steps on the way.
 */
export function outcomeOf(verdict: string, isUnattended: boolean): "failure" | "success" | null {
  if (verdict === "success") return "success";
  return failures.has(verdict) || (verdict === "cancelled" && isUnattended) ? "failure" : null;
}
