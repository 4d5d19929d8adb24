import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../../tools/lock.js";
import type { SandboxFolder } from "./folder.ts";

/**
 * Removes the locks on a stack that killed engines left behind, so that the next command can go on. Pulumi asks a person to
 * do it, because its state may be shared between machines; the sandbox's is not. A lock is a file that names its process
 * (pulumi/pulumi, pkg/backend/diy/lock.go).
 */
export function removeDeadLocks(folder: SandboxFolder, project: string, stack: string): void {
  const locks = join(folder.state, ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(locks)) return;
  for (const name of readdirSync(locks).filter((file) => file.endsWith(".json"))) {
    const file = join(locks, name);
    if (!isDead(file)) continue;
    rmSync(file, { force: true });
    rmSync(`${file}.attrs`, { force: true });
  }
}

/** False where in doubt: a lock of another machine, in a form that we do not know, or given back meanwhile. */
function isDead(file: string): boolean {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8")) as { readonly pid?: unknown; readonly hostname?: unknown };
    return lock.hostname === hostname() && typeof lock.pid === "number" && !isAlive(lock.pid);
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT")) {
      return false;
    }
    throw error;
  }
}
