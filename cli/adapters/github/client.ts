import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { UserError } from "../../../core/user-error.ts";

/** GitHub's own client, which waits where GitHub asks for it and tries again what failed on the way. */
export type GitHubClient = InstanceType<typeof PatientOctokit>;

export interface GitHubClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What needs the token, for the message where there is none: `drift --issue`. */
  readonly purpose: string;
  readonly userAgent: string;
  readonly log: (line: string) => void;
}

const PatientOctokit = Octokit.plugin(retry, throttling);

/** A run that waits longer than this for its next turn had better say so and end. */
const longestWaitSeconds = 120;
const mostRetries = 2;
const requestTimeoutMs = 30_000;

/**
 * A client for `GITHUB_API_URL` with `GITHUB_TOKEN`. Pauses between writes are GitHub's advice for its own service
 * (docs.github.com/rest, "Best practices for using the REST API"); a server on this machine needs none.
 * @throws UserError without a token
 */
export function githubClient({ env, purpose, userAgent, log }: GitHubClientOptions): GitHubClient {
  const token = env["GITHUB_TOKEN"] ?? "";
  if (token === "") {
    throw new UserError(
      `${purpose} needs a token for GitHub, and GITHUB_TOKEN is not set`,
      "In a workflow, give the step github.token as GITHUB_TOKEN; elsewhere, a fine-grained token for the repository.",
    );
  }
  const baseUrl = env["GITHUB_API_URL"] || "https://api.github.com";
  const waits = (seconds: number, retries: number): boolean => {
    const isShort = seconds <= longestWaitSeconds && retries < mostRetries;
    log(`GitHub's rate limit is reached; ${isShort ? `going on in ${seconds} s` : `it ends in ${seconds} s`}`);
    return isShort;
  };
  return new PatientOctokit({
    auth: token,
    baseUrl,
    userAgent,
    log: silent,
    request: { fetch: withTimeout },
    throttle: {
      enabled: !isLocal(baseUrl),
      onRateLimit: (seconds, _request, _octokit, retries) => waits(seconds, retries),
      onSecondaryRateLimit: (seconds, _request, _octokit, retries) => waits(seconds, retries),
    },
  });
}

/** Failures become errors, which the callers put into words. */
const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A server that accepts a connection and never answers must not hold up a check for ever. */
function withTimeout(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const signals = [AbortSignal.timeout(requestTimeoutMs), ...(init.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
}

function isLocal(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}
