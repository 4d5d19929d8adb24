/** Locks on a stack: while one is held, the state says what is about to be, not what was deployed. */
import { counted } from "../text/words.ts";

export interface StackLock {
  /** `user@host`. */
  readonly owner: string;
  readonly pid: string;
  readonly since: Date;
}

/** In the words of the engine: pulumi/pulumi, pkg/backend/diy/lock.go. */
const ENGINE_TEXT = /created by (\S+) \(pid (\d+)\) at (\S+)/;

/** The lock that an engine's error names. */
export function lockOf(text: string): StackLock | null {
  const [, owner, pid, at] = ENGINE_TEXT.exec(text) ?? [];
  if (owner === undefined || pid === undefined || at === undefined) return null;
  return { owner, pid, since: new Date(at) };
}

export function lockText({ owner, pid, since }: StackLock, stack: string, now: Date): string {
  const date = Number.isNaN(since.getTime()) ? "" : ` since ${since.toISOString().slice(0, 19)}Z (${age(since, now)})`;
  return `the stack ${stack} is locked by ${owner}, process ${pid}${date}: an update is running, or was killed. If none is running: pulumi cancel --stack ${stack}`;
}

function age(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes < 120) return `${counted(minutes, "minute")} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.floor(hours / 24)} days ago`;
}
