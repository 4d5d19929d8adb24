import { childOf, type Fields, fieldsOf, idOf, textOf, wordsOf } from "../fields.ts";

/** What `workflow_run` and, for deployments made by a job, `deployment_status` tell of a run of GitHub Actions. */
export interface Run {
  readonly id: number;
  readonly attempt: number;
  /** File of the workflow without folders, for example `etl.yml`; its name where the payload has no path. */
  readonly file: string;
  /** The workflow's number, or its path: the same in both events. */
  readonly workflow: string;
  readonly branch: string | null;
  /** Why there is nothing to say about it, whatever its end. */
  readonly ignored: string | null;
}

/**
 * Runs that only try out a proposal: whoever made it sees them in the pull request.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const proposals = new Set(["pull_request", "pull_request_target", "merge_group"]);

/** Null where there is no run in the payload. */
export function runOf(payload: Fields): Run | null {
  const run = fieldsOf(payload["workflow_run"]);
  const id = run === null ? null : idOf(run, "id");
  if (run === null || id === null) return null;
  const workflow = childOf(payload, "workflow");
  // A reusable workflow's path ends in the ref it was taken from.
  const path = (wordsOf(workflow, "path") ?? wordsOf(run, "path"))?.replace(/@.*$/s, "") ?? null;
  const name = path?.split("/").at(-1) || wordsOf(run, "name") || wordsOf(workflow, "name");
  const number = idOf(run, "workflow_id") ?? idOf(workflow, "id");
  return {
    id,
    attempt: idOf(run, "run_attempt") ?? 1,
    file: name ?? "a workflow",
    workflow: String(number ?? path ?? name),
    branch: wordsOf(run, "head_branch"),
    ignored: ignoredRun(run, payload),
  };
}

function ignoredRun(run: Fields, payload: Fields): string | null {
  if (isFork(run, payload)) return "fork";
  return proposals.has(textOf(run, "event") ?? "") ? "pull request" : null;
}

/** A fork's branch may have the name of a stage's. Where the head has gone, GitHub sends null. */
function isFork(run: Fields, payload: Fields): boolean {
  const head = run["head_repository"];
  if (head === undefined) return false;
  const headId = idOf(fieldsOf(head) ?? {}, "id");
  const headName = textOf(fieldsOf(head) ?? {}, "full_name");
  const home = childOf(payload, "repository");
  return headId === null ? headName !== textOf(home, "full_name") : headId !== idOf(home, "id");
}
