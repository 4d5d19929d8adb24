import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import type { Fields } from "../fields.ts";
import { ignored, type Reading } from "../happening.ts";
import { readDeploymentStatus } from "./deployment-status.ts";
import { readWorkflowRun } from "./workflow-run.ts";

/**
 * @param name of the event, from `X-GitHub-Event`
 * @param now milliseconds since 1970, for payloads that carry no time
 */
export function readEvent(name: string, payload: Fields, settings: RelaySettings, now: number): Reading {
  if (name === "workflow_run") return readWorkflowRun(payload, settings, now);
  if (name === "deployment_status") return readDeploymentStatus(payload, settings, now);
  return ignored("other event");
}
