import type { StageConfig } from "../../core/config/types.ts";
import { deploymentStatus, type WebhookPayload, workflowRun } from "../../core/drill/payloads.ts";
import type { Phase } from "../../core/drill/types.ts";
import { branchName, vercelProjectName } from "../../core/naming/names.ts";
import type { DrillVendors } from "./drill-vendors.ts";

/** One webhook of an exercise, and what has to come of it. */
export interface WebhookStep {
  readonly expects: Phase["expects"];
  readonly what: string;
  readonly event: WebhookPayload;
}

/** No workflow of anybody has this name: what really fails at the same time is another thing. */
const drillWorkflow = "stagekeeper-drill.yml";
const secondMs = 1_000;

/** A run fails, the next one too, and then one succeeds. */
export async function workflowSteps(config: StageConfig, vendors: DrillVendors): Promise<readonly WebhookStep[]> {
  const { stage, github } = config;
  const { at, number } = await moment(vendors);
  const run = (conclusion: "failure" | "success", index: number): WebhookPayload =>
    workflowRun({
      ...github,
      file: drillWorkflow,
      branch: branchName(stage.name),
      conclusion,
      run: number + index,
      at: new Date(at.getTime() + index * secondMs),
    });
  return [
    { expects: "alert", what: "a failed run", event: run("failure", 0) },
    { expects: "quiet", what: "another failed run", event: run("failure", 1) },
    { expects: "recovery", what: "a run that succeeded", event: run("success", 2) },
  ];
}

/** A deployment fails, an older one becomes inactive, and then one succeeds. Vercel's where the stage has a project there. */
export async function deploymentSteps(config: StageConfig, vendors: DrillVendors): Promise<readonly WebhookStep[]> {
  const { app, stage, github, vercel } = config;
  const [project] = Object.keys(vercel.projects);
  const byVercel = project !== undefined;
  const environment = byVercel ? `Production – ${vercelProjectName(app, project, stage.name)}` : stage.name;
  const { at, number } = await moment(vendors);
  const status = (state: "failure" | "inactive" | "success", index: number): WebhookPayload =>
    deploymentStatus({
      ...github,
      environment,
      branch: branchName(stage.name),
      state,
      byVercel,
      deployment: number + index,
      status: number + index,
      at: new Date(at.getTime() + index * secondMs),
    });
  return [
    { expects: "alert", what: "a failed deployment", event: status("failure", 0) },
    { expects: "quiet", what: "an older deployment that became inactive", event: status("inactive", 1) },
    { expects: "recovery", what: "a deployment that succeeded", event: status("success", 2) },
  ];
}

/** Later than everything before it in this drill: the relay ignores what is older than what it knows. */
async function moment(vendors: DrillVendors): Promise<{ readonly at: Date; readonly number: number }> {
  await vendors.advance(10);
  const at = await vendors.now();
  return { at, number: Math.floor(at.getTime() / secondMs) };
}
