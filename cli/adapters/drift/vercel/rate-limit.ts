import { setTimeout as wait } from "node:timers/promises";
import { secondsLeft } from "../failure-of.ts";

/** Where Vercel does not say when its limit ends. */
const unknownWaitMs = 5_000;
/** However soon a limit is said to end: Vercel counts in whole seconds. */
const shortestWaitMs = 1_000;

/**
 * `fetch` that waits out a rate limit which ends within the time given, as often as there is one; otherwise the refusal is the
 * answer. For requests without a body: only those can be sent again. Vercel's client has one patience for rate limits and for
 * broken servers, and no regard for the reset that Vercel names (https://vercel.com/docs/rest-api#rate-limits).
 */
export function waitingOutRateLimits(ask: typeof fetch, waitForMs: number): typeof fetch {
  return async (input, request) => {
    const end = Date.now() + waitForMs;
    for (;;) {
      const response = await ask(input, request);
      if (response.status !== 429) return response;
      const seconds = secondsLeft(Object.fromEntries(response.headers));
      const waitMs = seconds === null ? unknownWaitMs : Math.max(seconds * 1_000, shortestWaitMs);
      if (Date.now() + waitMs > end) return response;
      await wait(waitMs);
    }
  };
}
