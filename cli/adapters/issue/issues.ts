import { UserError } from "../../../core/user-error.ts";
import type { IssueRun, IssueTracker } from "../../commands/living-issue.ts";
import { createGitHub, githubAccess } from "../drift/github/client.ts";
import { githubIssues, type Repository } from "./tracker.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The issues of a repository, reached with `GITHUB_TOKEN` at `GITHUB_API_URL`.
 * @param configured `owner/name` of the configuration; null where it names none, and `GITHUB_REPOSITORY` has to
 * @throws UserError without a token or a repository: before anything else is done
 */
export function openIssues(env: Env, configured: string | null): IssueTracker {
  const access = githubAccess(env);
  if (access === null) {
    throw new UserError(
      "--issue needs a token for GitHub, and GITHUB_TOKEN is not set",
      "In a workflow, give the step github.token as GITHUB_TOKEN; elsewhere, a fine-grained token that may write issues.",
    );
  }
  const repository = repositoryOf(configured ?? env["GITHUB_REPOSITORY"] ?? "");
  return githubIssues(createGitHub({ ...access, pausesBetweenWrites: !isLocal(access.baseUrl) }), repository);
}

/** Which run of GitHub Actions this is; elsewhere a run is told apart by its process. */
export function runOf(env: Env, processId: number): Pick<IssueRun, "run" | "runUrl"> {
  const { GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt = "1" } = env;
  if (id === undefined || !/^\d+$/.test(id) || !/^\d+$/.test(attempt)) return { run: `0.${processId}`, runUrl: null };
  return { run: `${id}.${attempt}`, runUrl: runUrl(env, id, attempt) };
}

function repositoryOf(name: string): Repository {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new UserError(
    name === "" ? "--issue does not know the repository" : `--issue cannot use the repository ${name}`,
    "Set github.repository in the configuration, or GITHUB_REPOSITORY to OWNER/NAME.",
  );
}

/** Null where the variables make no address; a parenthesis would end a link in Markdown. */
function runUrl(env: Env, id: string, attempt: string): string | null {
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const url = parseUrl(`${server}/${repository}/actions/runs/${id}/attempts/${attempt}`);
  if (url === null || !/^https?:$/.test(url.protocol) || repository === "") return null;
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}

/** The sandbox, or a server in a test: nobody there asks for pauses. */
function isLocal(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(parseUrl(url)?.hostname ?? "");
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
