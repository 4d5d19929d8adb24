import { readFileSync } from "node:fs";

/** A process that can be recognised later: its number alone is given to another one some day. */
export interface ProcessStamp {
  readonly pid: number;
  /** Start time as the kernel counts it; null where it does not tell. */
  readonly started: string | null;
}

export function stampOf(pid: number): ProcessStamp {
  return { pid, started: statOf(pid)?.started ?? null };
}

/** Whether the process still runs; one that has ended and was not waited for does not. */
export function isRunning({ pid, started }: ProcessStamp): boolean {
  if (!exists(pid)) return false;
  const stat = statOf(pid);
  if (stat === null) return true;
  return stat.state !== "Z" && stat.state !== "X" && (started === null || started === stat.started);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** State and start time from /proc (proc_pid_stat(5), fields 3 and 22); null where there is no /proc. */
function statOf(pid: number): { state: string; started: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in field 2 may contain anything, also spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return null;
  }
}
