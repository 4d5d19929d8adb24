import type { VendorFailure } from "../../../core/drift/vendors/failure.ts";
import { UnknownAnswer } from "./complete-answer.ts";

/** What a vendor's answer with this status means; headers with lower-case names. */
export function failureOfStatus(
  status: number,
  headers: Readonly<Record<string, unknown>>,
  message: string,
): VendorFailure {
  if (status === 401) return { kind: "unauthorised" };
  if (status === 429 || (status === 403 && saysRateLimit(headers, message))) {
    return { kind: "rate-limit", seconds: secondsLeft(headers) };
  }
  if (status === 403) return { kind: "forbidden" };
  if (status === 404) return { kind: "not-found" };
  return { kind: "status", status };
}

/**
 * What an error of a vendor's client means that is no refusal of the vendor: an error of `fetch`, or of whatever read the answer.
 * Its cause is looked at, too: clients wrap it. An error that nobody thought of came from an answer that nobody thought of; only
 * its name is told, since its message may quote the answer.
 * @param timeoutMs how long a request was allowed to take
 */
export function failureOfError(error: unknown, timeoutMs: number): VendorFailure {
  for (const cause of causes(error)) {
    if (cause instanceof UnknownAnswer) return { kind: "unknown-answer", what: cause.message };
    // AWS's client calls a broken connection a timeout, too; the system's own code tells them apart.
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
    const isTimeout = code === null ? cause.name === "TimeoutError" : code === "ETIMEDOUT";
    if (isTimeout) return { kind: "timeout", seconds: Math.round(timeoutMs / 100) / 10 };
    if (code !== null) return { kind: "network", code };
  }
  if (causes(error).some((cause) => cause instanceof TypeError && cause.message === "fetch failed")) {
    return { kind: "network", code: "fetch failed" };
  }
  return { kind: "unknown-answer", what: error instanceof Error ? error.name : typeof error };
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api; Vercel has the first two. */
function saysRateLimit(headers: Readonly<Record<string, unknown>>, message: string): boolean {
  return (
    headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined || /rate limit/i.test(message)
  );
}

/** Until a rate limit is over; null where the answer does not say. The reset is in epoch seconds on the vendor's clock, which the answer names. */
export function secondsLeft(headers: Readonly<Record<string, unknown>>): number | null {
  const after = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(after)) return after;
  const [reset, now] = [Number(headers["x-ratelimit-reset"] ?? Number.NaN), Date.parse(String(headers["date"]))];
  return Number.isFinite(reset) && Number.isFinite(now) ? Math.max(0, Math.ceil(reset - now / 1000)) : null;
}

/** An error and what it was caused by, from the outside in; of several attempts to connect, the first. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  let next = error;
  while (next instanceof Error && !found.includes(next)) {
    found.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return found;
}
