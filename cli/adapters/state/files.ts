import type { LoadedStage, PlannedFile } from "../../commands/parity-plan.ts";
import { readStateFile } from "./file.ts";
import { loaded, unread } from "./loaded.ts";
import type { Scans } from "./scans.ts";

/** Reads the exports that `--state` names, all at once. Apart from what reads stacks: comparing files needs no engine. */
export async function loadFiles(stages: readonly PlannedFile[], scans: Scans): Promise<readonly LoadedStage[]> {
  // Each scans its share before it waits for any other.
  const loading = Promise.all(
    stages.map(async ({ name, aliases, file }) => {
      const state = await readStateFile(file, scans.get(file));
      return state.ok ? loaded({ name, aliases, deployment: state.deployment }) : unread(name, state.reason);
    }),
  );
  // The comparison needs it: while threads scan is the time to load it.
  const [all] = await Promise.all([loading, import("node:crypto")]);
  return all;
}
