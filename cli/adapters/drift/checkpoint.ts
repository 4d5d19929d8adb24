import { readFileSync } from "node:fs";
import { join } from "node:path";
import { valueAt } from "../../../core/config/path.ts";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { type ReadState, readState } from "../../../core/parity/state.ts";
import type { Project } from "../project.ts";
import { projectName } from "../project-data.ts";
import type { Backend } from "../state/recorded.ts";
import { namesIn, readJson, stateFolder } from "./state-folder.ts";

/**
 * A stack's state as it lies in the engine's file backend, its secrets closed: what `pulumi stack export` gives, without a second
 * engine that starts beside the refresh (pulumi/pulumi, pkg/backend/diy/state.go). The engine replaces the file as a whole, so
 * it is never half written.
 *
 * Null wherever the engine has to be asked: another kind of backend, an older layout, a compressed file, a stack that is not
 * there or was never deployed.
 */
export async function readCheckpoint(
  backend: Backend,
  project: Project,
  stack: string,
): Promise<Extract<ReadState, { ok: true }> | null> {
  const state = await stateFolder(backend, project);
  if (state === null || !keepsProjectsApart(state)) return null;
  const of = projectOf(stack) ?? (await projectName(project));
  if (of === "") return null;
  const [folder, name] = [join(state, "stacks", of), shortStackName(stack)];
  // Compressed variants may lie beside it; which one counts is the engine's knowledge.
  const variants = namesIn(folder).filter((file) => file.startsWith(`${name}.json`));
  if (!variants.includes(`${name}.json`) || variants.some((file) => /\.(gz|zst)$/.test(file))) return null;
  const written = readJson(join(folder, `${name}.json`));
  const deployment = valueAt(written, ["checkpoint", "latest"]);
  const read = readState({ version: valueAt(written, ["version"]), deployment });
  return read.ok ? read : null;
}

/** Null in a short name, and in `organization/name`. */
function projectOf(stack: string): string | null {
  const [, project, name] = stack.split("/");
  return project !== undefined && name !== undefined ? project : null;
}

/** Whether the backend has the layout that all have which were not made by an old engine. */
function keepsProjectsApart(state: string): boolean {
  try {
    return /^version: 1\s*$/.test(readFileSync(join(state, "meta.yaml"), "utf8"));
  } catch {
    return false;
  }
}
