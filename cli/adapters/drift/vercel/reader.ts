import { VercelCore } from "@vercel/sdk/core.js";
import { deploymentsGetDeployments } from "@vercel/sdk/funcs/deploymentsGetDeployments.js";
import { projectsFilterProjectEnvs } from "@vercel/sdk/funcs/projectsFilterProjectEnvs.js";
import { projectsGetProject } from "@vercel/sdk/funcs/projectsGetProject.js";
import { projectsGetProjects } from "@vercel/sdk/funcs/projectsGetProjects.js";
import { HTTPClient } from "@vercel/sdk/lib/http.js";
import { ResponseValidationError } from "@vercel/sdk/models/responsevalidationerror.js";
import { VercelError } from "@vercel/sdk/models/vercelerror.js";
import type { SeenVariable } from "../../../../core/drift/vendors/judge-vercel.ts";
import type { AliasRequest, SeenDeployment } from "../../../../core/drift/vendors/live-deployment.ts";
import packageJson from "../../../../package.json" with { type: "json" };
import { parsedAnswer as parsed } from "../answer.ts";
import { completeAnswer } from "../complete-answer.ts";
import { failureOfError, failureOfStatus } from "../failure-of.ts";
import { VendorUnread } from "../questions.ts";
import { aliasRequestSchema, deploymentsSchema, projectsSchema, variablesSchema } from "./answers.ts";
import { waitingOutRateLimits } from "./rate-limit.ts";

/** How Vercel is reached. */
export interface VercelAccess {
  readonly token: string;
  readonly baseUrl: string;
  /** How long one request may take. */
  readonly timeoutMs?: number;
  /** For how long a request is tried again after an error of the server or the network. */
  readonly retryForMs?: number;
  /** For how long a request waits for the end of a rate limit. */
  readonly rateLimitForMs?: number;
}

/** Whose project it is: the id or the slug of a team, neither on a personal account. */
export interface VercelScope {
  readonly teamId?: string;
  readonly slug?: string;
}

const defaultTimeoutMs = 30_000;
const defaultRetryForMs = 10_000;
/** Longer waits are left to the next run. */
const defaultRateLimitForMs = 60_000;
/** Rate limits are waited out where the request is sent. */
const retryCodes = ["500", "502", "503", "504"];
const pageSize = 100;
/** A list that goes on longer than this does not end. */
const mostPages = 50;

/** Null where the environment holds no token. */
export function vercelAccess(env: Readonly<Record<string, string | undefined>>): VercelAccess | null {
  const token = env["VERCEL_API_TOKEN"];
  return token ? { token, baseUrl: env["VERCEL_API_URL"] || "https://api.vercel.com" } : null;
}

/** Reads names and times from Vercel. Values are dropped here. Every failure is a {@link VendorUnread}. */
export class VercelReader {
  readonly #vercel: VercelCore;
  readonly #baseUrl: string;
  readonly #timeoutMs: number;
  #clockOffsetMs = 0;

  constructor(access: VercelAccess, now: () => Date) {
    const { token, baseUrl, timeoutMs = defaultTimeoutMs, retryForMs = defaultRetryForMs } = access;
    const { rateLimitForMs = defaultRateLimitForMs } = access;
    this.#baseUrl = baseUrl;
    this.#timeoutMs = timeoutMs;
    const httpClient = new HTTPClient({ fetcher: waitingOutRateLimits(completeAnswer(timeoutMs), rateLimitForMs) });
    httpClient.addHook("response", ({ headers }) => {
      const at = Date.parse(headers.get("date") ?? "");
      if (!Number.isNaN(at)) this.#clockOffsetMs = at - now().getTime();
    });
    this.#vercel = new VercelCore({
      bearerToken: token,
      serverURL: baseUrl,
      userAgent: `stagekeeper/${packageJson.version}`,
      httpClient,
      retryConfig: {
        strategy: "backoff",
        retryConnectionErrors: true,
        backoff: { initialInterval: 500, maxInterval: 5_000, exponent: 1.5, maxElapsedTime: retryForMs },
      },
    });
  }

  /** How far Vercel's clock is ahead of this machine's, as far as its answers tell. */
  get clockOffsetMs(): number {
    return this.#clockOffsetMs;
  }

  /**
   * All variables of a project that people can set. Vercel gives all of them in one answer and takes no page size; should it ever
   * name a next page, that is asked for as in its other lists (https://vercel.com/docs/rest-api#pagination).
   */
  async variables(project: string, scope: VercelScope): Promise<SeenVariable[]> {
    const found = new Map<string, SeenVariable>();
    let until: number | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const options = until === null ? { retryCodes } : { retryCodes, serverURL: this.#pageUrl(until) };
      const answer = await this.#answered(() =>
        projectsFilterProjectEnvs(this.#vercel, { idOrName: project, ...scope }, options),
      );
      const { envs, next, hidden } = parsed(variablesSchema, answer);
      if (hidden > 0) throw new VendorUnread({ kind: "unknown-answer", what: `${hidden} variables are kept back` });
      const before = found.size;
      for (const variable of envs) found.set(variable.id, variable);
      if (next === null) return [...found.values()];
      if (found.size === before) break;
      until = next;
    }
    throw new VendorUnread({ kind: "unknown-answer", what: "a list that does not end" });
  }

  /** The latest for production that are ready. */
  async deployments(project: string, scope: VercelScope): Promise<SeenDeployment[]> {
    const asked = { projectId: project, target: "production", state: "READY", limit: pageSize, ...scope };
    return parsed(
      deploymentsSchema,
      await this.#answered(() => deploymentsGetDeployments(this.#vercel, asked, { retryCodes })),
    );
  }

  /** The last rollback or promotion of a project; null where there was none. */
  async aliasRequest(project: string, scope: VercelScope): Promise<AliasRequest | null> {
    const answer = await this.#answered(() =>
      projectsGetProject(this.#vercel, { idOrName: project, ...scope }, { retryCodes }),
    );
    return parsed(aliasRequestSchema, answer);
  }

  /** Whether the account's list of projects can be read and does not have this one. */
  async isGone(project: string, scope: VercelScope): Promise<boolean> {
    let from: string | number | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const asked = { limit: String(pageSize), ...(from === null ? {} : { from: String(from) }), ...scope };
      const answer = await this.#answered(() => projectsGetProjects(this.#vercel, asked, { retryCodes }));
      const { ids, next } = parsed(projectsSchema, answer);
      if (ids.includes(project)) return false;
      if (next === null) return true;
      from = next;
    }
    return false;
  }

  /** The SDK's function for a project's variables has no parameter for a page; it keeps the query of its base URL. */
  #pageUrl(until: number): string {
    const url = new URL(this.#baseUrl);
    url.searchParams.set("until", String(until));
    return url.href;
  }

  /**
   * The answer as Vercel sent it. The SDK refuses an answer that is newer than itself, with an unknown framework for example
   * (https://github.com/vercel/sdk/issues/104); what is read here is checked by schemas of our own.
   */
  async #answered(call: () => PromiseLike<SdkResult>): Promise<unknown> {
    const result = await call();
    if (result.ok) return result.value;
    const { error } = result;
    if (error instanceof ResponseValidationError) return error.rawValue;
    if (error instanceof VercelError) {
      throw new VendorUnread(failureOfStatus(error.statusCode, Object.fromEntries(error.headers), error.body));
    }
    throw new VendorUnread(failureOfError(error, this.#timeoutMs));
  }
}

type SdkResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };
