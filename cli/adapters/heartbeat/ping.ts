import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../core/user-error.ts";

export interface Patience {
  readonly attempts: number;
  readonly firstPauseMs: number;
  readonly timeoutMs: number;
}

const patience: Patience = { attempts: 4, firstPauseMs: 500, timeoutMs: 10_000 };

/**
 * Tells a watcher such as healthchecks.io that all is well, by asking for its URL. The URL is a secret: whoever has it can
 * report successes, so it stands in no message.
 */
export async function ping(url: string, { attempts, firstPauseMs, timeoutMs }: Patience = patience): Promise<void> {
  let problem = "";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await sleep(firstPauseMs * 2 ** (attempt - 1));
    const answer = await askOnce(url, timeoutMs);
    if (answer.ok) return;
    problem = answer.problem;
    if (!answer.maySucceedLater) break;
  }
  throw new UserError(
    `The success was not reported: ${problem}`,
    "Look whether the check still exists, and whether the secret holds its address.",
  );
}

type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: string; readonly maySucceedLater: boolean };

const tooManyRequests = 429;
const serverError = 500;

async function askOnce(url: string, timeoutMs: number): Promise<Answer> {
  try {
    const { ok, status, body } = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await body?.cancel();
    const maySucceedLater = status === tooManyRequests || status >= serverError;
    return ok ? { ok } : { ok, problem: `the address answered with the status ${status}`, maySucceedLater };
  } catch (error) {
    return { ok: false, problem: `the address did not answer${reason(error)}`, maySucceedLater: true };
  }
}

/** A code such as `ENOTFOUND`; the message of an error may quote the address. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  return ` (${code})`;
}
