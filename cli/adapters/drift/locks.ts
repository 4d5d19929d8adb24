import { join } from "node:path";
import { valueAt } from "../../../core/config/path.ts";
import { shortStackName } from "../../../core/config/stack-name.ts";
import type { StackLock } from "../../../core/drift/locks.ts";
import type { Project } from "../project.ts";
import { projectName } from "../project-data.ts";
import type { Backend } from "../state/recorded.ts";
import { namesIn, readJson, stateFolder } from "./state-folder.ts";

/**
 * The lock that an update holds on a stack, or one that was killed has left behind. A preview does not look at locks, and
 * neither does any command that only reads, so this looks itself where the state lies in files
 * (pulumi/pulumi, pkg/backend/diy/lock.go). Null where there is none, or where the backend is another kind.
 */
export async function findLock(backend: Backend, project: Project, stack: string): Promise<StackLock | null> {
  const state = await stateFolder(backend, project);
  if (state === null) return null;
  const locks = join(state, "locks", "organization");
  // Nearly always there is none, whatever the project is called: then its file need not be parsed.
  if (namesIn(locks).every((name) => filesIn(join(locks, name, shortStackName(stack))).length === 0)) return null;
  const folder = join(locks, await projectName(project), shortStackName(stack));
  for (const file of filesIn(folder)) {
    const lock = readLock(join(folder, file));
    if (lock) return lock;
  }
  return null;
}

/** Null for what is no lock of a form that we know, and for one that was given back meanwhile. */
function readLock(file: string): StackLock | null {
  const lock = readJson(file);
  const [pid, user, host, at] = ["pid", "username", "hostname", "timestamp"].map((key) => valueAt(lock, [key]));
  if (typeof pid !== "number") return null;
  return { owner: `${user}@${host}`, pid: String(pid), since: new Date(String(at)) };
}

function filesIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
}
