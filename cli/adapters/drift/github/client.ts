import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import packageJson from "../../../../package.json" with { type: "json" };
import { completeAnswer } from "../complete-answer.ts";

/** How GitHub is reached. */
export interface GitHubAccess {
  readonly token: string;
  /** `https://api.github.com`, or a GitHub Enterprise Server's `https://HOST/api/v3`. */
  readonly baseUrl: string;
  /** How long one request may take. */
  readonly timeoutMs?: number;
  /** What the waits before a further try are multiples of; 1,000 outside of tests. */
  readonly waitMs?: number;
  /** GitHub's advice for whoever writes (docs.github.com/rest, "Best practices for using the REST API"). @default true */
  readonly pausesBetweenWrites?: boolean;
}

const Client = Octokit.plugin(retry, throttling);
export type GitHub = InstanceType<typeof Client>;

export const defaultTimeoutMs = 30_000;
const secondMs = 1_000;
const retries = 2;
/** Longer waits for a rate limit are left to the next run. */
const longestWaitSeconds = 60;

/** Null where the environment holds no token. */
export function githubAccess(env: Readonly<Record<string, string | undefined>>): GitHubAccess | null {
  const token = env["GITHUB_TOKEN"];
  return token ? { token, baseUrl: env["GITHUB_API_URL"] || "https://api.github.com" } : null;
}

/**
 * GitHub's own client. It asks again after an error of the server or the network, and waits out a rate limit that ends within
 * a minute. A refusal (401, 403, 404, 422) is final.
 */
export function createGitHub(access: GitHubAccess): GitHub {
  const { token, baseUrl, timeoutMs = defaultTimeoutMs, waitMs = secondMs, pausesBetweenWrites = true } = access;
  const waitOnce = (seconds: number, _options: unknown, _client: unknown, tried: number): boolean =>
    tried < 1 && seconds <= longestWaitSeconds;
  return new Client({
    auth: token,
    baseUrl: baseUrl.replace(/\/+$/, ""),
    userAgent: `stagekeeper/${packageJson.version}`,
    // The client would print every request that fails; failures are told by whoever asked.
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    request: { fetch: completeAnswer(timeoutMs) },
    // Rate limits are for the other plugin.
    retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451], retries, retryAfterBaseValue: waitMs },
    throttle: {
      enabled: pausesBetweenWrites,
      onRateLimit: waitOnce,
      onSecondaryRateLimit: waitOnce,
      retryAfterBaseValue: waitMs,
    },
  });
}

function nothing(): void {
  // See `log` above.
}
