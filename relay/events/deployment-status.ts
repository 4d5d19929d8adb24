import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { childOf, type Fields, fieldsOf, idOf, textOf, timeOf, wordsOf } from "../fields.ts";
import { type Happening, ignored, malformed, type Reading } from "../happening.ts";
import { REPOSITORY, stageOfBranch, stageOfEnvironment, stageOfVercel } from "../stage.ts";
import { outcomeOf } from "./outcome.ts";
import { type Run, runOf } from "./run.ts";
import { isVercel, readVercel } from "./vercel.ts";

/** Who is deployed, and what its failures are judged with. */
type Subject = Pick<Happening, "source" | "family" | "thing" | "run" | "stage" | "name" | "pipeline">;

/** https://docs.github.com/webhooks/webhook-events-and-payloads#deployment_status */
export function readDeploymentStatus(payload: Fields, settings: RelaySettings, now: number): Reading {
  const status = fieldsOf(payload["deployment_status"]);
  const deployment = fieldsOf(payload["deployment"]);
  if (status === null || deployment === null) return malformed("no deployment_status");
  if (textOf(payload, "action") !== "created") return ignored("not created");
  const run = runOf(payload, settings);
  const verdict = verdictOf(payload, textOf(status, "state") ?? "");
  const outcome = outcomeOf(verdict, run?.isUnattended ?? false);
  if (outcome === null) return ignored("no outcome");
  const environment = wordsOf(status, "environment") ?? wordsOf(deployment, "environment");
  if (environment === null) return malformed("no environment");
  if (run !== null && run.ignored !== null) return ignored(run.ignored);
  const subject = subjectOf(payload, settings, environment, run);
  if (subject === null) return ignored("preview");
  const at = timeOf(status, "created_at") ?? now;
  const ref = wordsOf(deployment, "ref");
  return {
    kind: "happening",
    happening: {
      ...subject,
      outcome,
      order: [at, idOf(deployment, "id") ?? 0, idOf(status, "id") ?? 0, outcome === "success" ? 1 : 0],
      verdict,
      environment,
      branch: run?.branch ?? (isCommit(ref) ? null : ref),
      commit: wordsOf(deployment, "sha"),
      link: wordsOf(status, "log_url") ?? wordsOf(status, "target_url") ?? wordsOf(status, "environment_url"),
      at,
    },
  };
}

/**
 * A cancelled job leaves its deployment as a `failure`. Its conclusion says so where it has one already; mostly the job is still
 * ending when the status is made, and then nothing in the webhook tells a job that was stopped from one that failed.
 */
function verdictOf(payload: Fields, state: string): string {
  const [job, run] = ["check_run", "workflow_run"].map((key) => textOf(childOf(payload, key), "conclusion"));
  return state === "failure" && (job ?? run) === "cancelled" ? "cancelled" : state;
}

/** Null where the deployment only shows a proposal. */
function subjectOf(payload: Fields, settings: RelaySettings, environment: string, run: Run | null): Subject | null {
  const ref = wordsOf(childOf(payload, "deployment"), "ref");
  if (isVercel(payload)) {
    const vercel = readVercel(payload, environment, Object.keys(settings.vercelProjects));
    if (vercel.isPreview && stageOfBranch(settings, ref) === undefined) return null;
    const stage = stageOfVercel(settings, vercel.project, ref);
    const name = vercel.project ?? "Vercel";
    const family = `vercel ${vercel.project ?? ""} ${environment}`;
    return { source: "vercel", family, thing: "deployment", run: null, stage, name, pipeline: null };
  }
  const stage = stageOfEnvironment(settings, environment, run?.branch ?? ref);
  if (run === null) {
    const family = `environment ${environment.toLowerCase()}`;
    return { source: "deployment", family, thing: "deployment", run, stage, name: environment, pipeline: null };
  }
  // A branch that nobody else hears of has previews of its own, too.
  if (stage === REPOSITORY && !run.isShared) return null;
  return {
    source: "job",
    // Judged with its run, which fails with it: two webhooks, one failure.
    ...run.told,
    // Two jobs of a run may deploy to one environment; the success of one does not heal the other.
    thing: JSON.stringify(["job", environment.toLowerCase(), wordsOf(childOf(payload, "check_run"), "name")]),
    stage,
  };
}

/** Vercel and others deploy a commit, not a branch. */
function isCommit(ref: string | null): boolean {
  return ref !== null && /^[0-9a-f]{40,64}$/.test(ref);
}
