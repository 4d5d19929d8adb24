import type { LoadedStage, PlannedStack } from "../../commands/parity-plan.ts";
import { requireAnyEngine } from "../engine.ts";
import type { Host } from "../host.ts";
import type { Project } from "../project.ts";
import { openSandbox } from "../sandbox/session.ts";
import { loadRecorded } from "./load.ts";

/** Reads stacks through the backend that the project or the environment names, or through the sandbox's. */
export async function readRecorded(
  stages: readonly PlannedStack[],
  project: Project,
  host: Host,
  sandbox: boolean,
): Promise<LoadedStage[]> {
  if (!sandbox) return loadRecorded(stages, { engine: requireAnyEngine(host.env), cwd: project.root, env: host.env });
  const { engine, folder, env, close } = await openSandbox(host);
  try {
    return await loadRecorded(stages, { engine, cwd: folder.project, env });
  } finally {
    await close();
  }
}
