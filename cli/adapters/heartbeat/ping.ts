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
    const words = await beginningOf(body);
    const maySucceedLater = status === tooManyRequests || status >= serverError;
    return ok ? judgeWords(words) : { ok, problem: `the address answered with the status ${status}`, maySucceedLater };
  } catch (error) {
    return { ok: false, problem: `the address did not answer${reason(error)}`, maySucceedLater: true };
  }
}

/** Healthchecks answers a ping that counts for nothing with 200 too, and only its words say so: https://healthchecks.io/docs/http_api/ */
function judgeWords(words: string): Answer {
  if (/^OK \(not found\)/i.test(words)) {
    return { ok: false, problem: "the watcher knows no check with this address", maySucceedLater: false };
  }
  if (/^OK \(rate limited\)/i.test(words)) {
    return { ok: false, problem: "the watcher gets too many pings and did not count this one", maySucceedLater: true };
  }
  return { ok: true };
}

/** Longer than any of these words; whatever else an address sends is not read. */
const wordsBytes = 256;

async function beginningOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  for (let read = 0; read < wordsBytes; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    read += value.length;
  }
  await reader.cancel();
  return Buffer.concat(chunks).toString("utf8").trimStart();
}

/** A code such as `ENOTFOUND`; the message of an error may quote the address. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return "";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  return ` (${code})`;
}
