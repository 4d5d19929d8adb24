import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../core/user-error.ts";
import { isRunning, type ProcessStamp, stampOf } from "./process.ts";

/**
 * Takes the store for this process and returns how to give it back. Throws {@link UserError} while another running
 * process has it; a lock that a killed process left behind is taken over.
 */
export function lockStore(path: string): () => void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(stampOf(process.pid)), { mode: 0o600 });
  try {
    if (!tryLink(draft, path)) {
      takeOver(path);
      if (!tryLink(draft, path)) refuse(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (holder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/** A hard link appears whole or not at all, so nobody ever reads half a lock. */
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
  const before = holder(path);
  if (before !== null && isRunning(before)) refuse(path);
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  // Somebody else may have taken over between our look and our rename: what we moved is then a good lock.
  const moved = holder(aside);
  if (moved !== null && isRunning(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

/** Null where there is no lock, or one that no sandbox has written. */
function holder(path: string): ProcessStamp | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ProcessStamp;
  } catch (error) {
    if (isCode(error, "ENOENT") || error instanceof SyntaxError) return null;
    throw error;
  }
}

function refuse(path: string): never {
  const pid = holder(path)?.pid;
  throw new UserError(
    `Another sandbox server${pid === undefined ? "" : ` (process ${pid})`} is using this store.`,
    `Wait until it has ended; if it is no sandbox server, remove ${path}.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
