import * as v from "valibot";
import type { SeenDelivery } from "../../../../core/drift/vendors/judge-alerts.ts";
import type { SeenBinding } from "../../../../core/drift/vendors/judge-github-bindings.ts";
import type { Pattern, SeenRules } from "../../../../core/drift/vendors/judge-protection.ts";
import { parsedAnswer as parsed } from "../answer.ts";
import { failureOfError, failureOfStatus } from "../failure-of.ts";
import { VendorUnread } from "../questions.ts";
import { createGitHub, defaultTimeoutMs, type GitHub, type GitHubAccess } from "./client.ts";

/** GitHub lists at most 100 entries a page, of variables 30 (docs.github.com/rest/actions/variables). */
const pageSize = 100;
const variablesPageSize = 30;
/** Of these a webhook's state is judged; GitHub keeps three days of them. */
const latestDeliveries = 50;

/** A place's repository and environment, as GitHub's calls name them. */
export interface PlaceAddress {
  readonly owner: string;
  readonly repo: string;
  readonly environment: string | null;
}

/** Reads names, times and rules from GitHub. Values are dropped here. Every failure is a {@link VendorUnread}. */
export class GitHubReader {
  readonly #github: GitHub;
  readonly #timeoutMs: number;
  #clockOffsetMs = 0;

  constructor(access: GitHubAccess, now: () => Date) {
    this.#github = createGitHub(access);
    this.#timeoutMs = access.timeoutMs ?? defaultTimeoutMs;
    this.#github.hook.after("request", ({ headers }) => {
      const at = Date.parse(headers.date ?? "");
      if (!Number.isNaN(at)) this.#clockOffsetMs = at - now().getTime();
    });
  }

  /** How far GitHub's clock is ahead of this machine's, as far as its answers tell. */
  get clockOffsetMs(): number {
    return this.#clockOffsetMs;
  }

  async secrets(place: PlaceAddress): Promise<SeenBinding[]> {
    return this.#list(`${bindingsUrl(place)}/secrets`, place, pageSize, bindingSchema);
  }

  async variables(place: PlaceAddress): Promise<SeenBinding[]> {
    return this.#list(`${bindingsUrl(place)}/variables`, place, variablesPageSize, bindingSchema);
  }

  async rules(place: PlaceAddress): Promise<SeenRules> {
    const { data } = await this.#answered(() =>
      this.#github.request(`GET ${environmentUrl}`, parametersOf(environmentUrl, place)),
    );
    const { protection_rules: rules, deployment_branch_policy: policy } = parsed(environmentSchema, data);
    const hasReviewers = rules.some(({ type, reviewers }) => type === "required_reviewers" && reviewers.length > 0);
    if (policy?.custom_branch_policies !== true) return { hasReviewers, patterns: null };
    const url = `${environmentUrl}/deployment-branch-policies`;
    return { hasReviewers, patterns: await this.#list(url, place, pageSize, patternSchema) };
  }

  async environments(place: PlaceAddress): Promise<string[]> {
    return this.#list("/repos/{owner}/{repo}/environments", place, pageSize, nameSchema);
  }

  /** Numbers of a repository's webhooks; at most 20 for each event, so that one page holds them. */
  async hooks({ owner, repo }: PlaceAddress): Promise<number[]> {
    const asked = { owner, repo, per_page: pageSize };
    const { data } = await this.#answered(() => this.#github.rest.repos.listWebhooks(asked));
    return parsed(v.array(hookSchema), data);
  }

  /** The latest ones; payloads are not asked for. */
  async deliveries({ owner, repo }: PlaceAddress, hook: number): Promise<SeenDelivery[]> {
    const asked = { owner, repo, hook_id: hook, per_page: latestDeliveries };
    const { data } = await this.#answered(() => this.#github.rest.repos.listWebhookDeliveries(asked));
    return parsed(v.array(deliverySchema), data);
  }

  /**
   * All pages of a list. GitHub says how many entries there are: fewer than that are no answer, also where the client takes a
   * refusal for the end of the list (409).
   */
  async #list<T>(url: string, place: PlaceAddress, size: number, schema: v.GenericSchema<unknown, T>): Promise<T[]> {
    let expected: number | undefined;
    const entries = await this.#answered(() =>
      this.#github.paginate({ method: "GET", url, ...parametersOf(url, place), per_page: size }, ({ data }) => {
        expected = (data as { readonly total_count?: number }).total_count;
        return parsed(v.array(v.unknown()), data);
      }),
    );
    if (expected === undefined || entries.length < expected) {
      const what = `${entries.length} of ${expected ?? "an unknown number of"} entries`;
      throw new VendorUnread({ kind: "unknown-answer", what });
    }
    return parsed(v.array(schema), entries);
  }

  async #answered<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof VendorUnread) throw error;
      if (isRefusal(error)) {
        throw new VendorUnread(failureOfStatus(error.status, error.response.headers, error.message));
      }
      throw new VendorUnread(failureOfError(error, this.#timeoutMs));
    }
  }
}

/** Octokit's error for an answer; without one it has a status all the same. */
function isRefusal(
  error: unknown,
): error is Error & { readonly status: number; readonly response: { readonly headers: Record<string, unknown> } } {
  return (
    error instanceof Error &&
    "status" in error &&
    typeof error.status === "number" &&
    "response" in error &&
    error.response !== undefined
  );
}

const environmentUrl = "/repos/{owner}/{repo}/environments/{environment}";

function bindingsUrl({ environment }: PlaceAddress): string {
  return environment === null ? "/repos/{owner}/{repo}/actions" : environmentUrl;
}

/** What a URL does not name would become a part of its query. */
function parametersOf(url: string, { owner, repo, environment }: PlaceAddress): Record<string, unknown> {
  return url.includes("{environment}") ? { owner, repo, environment } : { owner, repo };
}

const time = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
);

/** Whatever else GitHub sends is dropped, a variable's value above all. */
const bindingSchema = v.pipe(
  v.object({ name: v.string(), updated_at: time }),
  v.transform(({ name, updated_at }): SeenBinding => ({ name, updatedAt: updated_at })),
);

const nameSchema = v.pipe(
  v.object({ name: v.string() }),
  v.transform(({ name }) => name),
);

const environmentSchema = v.object({
  protection_rules: v.optional(
    v.array(v.object({ type: v.string(), reviewers: v.optional(v.array(v.unknown()), []) })),
    [],
  ),
  deployment_branch_policy: v.nullish(v.object({ custom_branch_policies: v.boolean() })),
});

const hookSchema = v.pipe(
  v.object({ id: v.number() }),
  v.transform(({ id }) => id),
);

const patternSchema = v.pipe(
  v.object({ id: v.number(), name: v.string(), type: v.optional(v.string()) }),
  v.transform(({ id, name, type }): Pattern => ({ id, name, kind: type === "tag" ? "tag" : "branch" })),
);

const deliverySchema = v.pipe(
  v.object({ guid: v.string(), delivered_at: time, status_code: v.number() }),
  v.transform(
    ({ guid, delivered_at, status_code }): SeenDelivery => ({ guid, deliveredAt: delivered_at, status: status_code }),
  ),
);
