import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../core/user-error.ts";

/**
 * Takes the store for this process and returns how to give it back. Throws {@link UserError} while another living
 * process has it; a lock that a killed process left behind is taken over.
 */
export function lockStore(path: string): () => void {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    if (!tryLink(mine, path)) {
      takeOver(path);
      if (!tryLink(mine, path)) refuse(path, holder(path));
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (holder(path) === process.pid) rmSync(path, { force: true });
  };
}

/** A hard link appears whole or not at all, so nobody ever reads a lock without its process id. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

function takeOver(path: string): void {
  const pid = holder(path);
  if (pid === null) return;
  if (isAlive(pid)) refuse(path, pid);
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  // Somebody else may have taken over between our look and our rename: what we moved is then a living lock.
  const moved = holder(aside);
  if (moved !== pid) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function holder(path: string): number | null {
  try {
    return Number.parseInt(readFileSync(path, "utf8"), 10);
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function refuse(path: string, pid: number | null): never {
  throw new UserError(
    `Another sandbox server${pid === null ? "" : ` (process ${pid})`} is using this store.`,
    `Wait until it has ended; where process ${pid ?? "in that file"} is no sandbox server, remove ${path}.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
