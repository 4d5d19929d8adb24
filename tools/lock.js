// A lock file between processes of one machine, signed with the holder's process number.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

const retryMs = 200;

/**
 * Runs `work` while no other process holds the lock; a lock whose holder is gone is taken over.
 * @template T
 * @param {string} file in a folder that exists
 * @param {(owner: number) => void} onWait called once where somebody else holds it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  let told = false;
  while (!take(file)) {
    const owner = holder(file);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      discard(file, owner);
      continue;
    }
    if (!told) onWait(owner);
    told = true;
    await new Promise((wake) => setTimeout(wake, retryMs));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The lock appears with its signature in one step, so a process that dies here leaves none without a name. */
function take(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Undefined where the lock was given back meanwhile. */
function holder(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Moves a dead holder's lock aside first: of two processes that find it, one moves it and the other finds nothing. */
function discard(file, owner) {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
    // Somebody else may have taken the lock over between our look and our move: then it goes back.
    if (holder(aside) !== owner) linkSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Whether a process runs. One that has ended and that nobody has waited for does not: in containers it often stays like that.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !isZombie(pid);
}

/** As /proc tells (proc_pid_stat(5), field 3); false where there is no /proc. */
function isZombie(pid) {
  try {
    // The name in field 2 may contain anything, also spaces and parentheses.
    return /^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return false;
    throw error;
  }
}
