import type { PresentIssue } from "../../../core/issue/plan.ts";
import { type IssueKey, isAbout, readMarker } from "../../../core/issue/record.ts";
import { UserError } from "../../../core/user-error.ts";
import type { IssueChange, IssueCommentEntry, IssueTracker } from "../../commands/living-issue.ts";
import type { GitHub } from "../drift/github/client.ts";

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Living issues are listed by it. Only who may sort issues can set it, so that nobody else can pass an issue off as ours. */
const LABEL = "drift";
const LABEL_LOOK = { color: "d93f0b", description: "What runs is not what was deployed" } as const;
/** What `github.token` of a workflow is called, which may not ask who it is. */
const ACTIONS_LOGIN = "github-actions[bot]";
const PAGE = 100;

type Listed = Awaited<ReturnType<GitHub["rest"]["issues"]["listForRepo"]>>["data"][number];

/** The issues of a repository at GitHub. Whatever GitHub refuses becomes a {@link UserError} that says what is missing. */
export function githubIssues(client: GitHub, repository: Repository): IssueTracker {
  const place = `${repository.owner}/${repository.repo}`;
  const ask = <T>(what: string, request: () => Promise<T>): Promise<T> => asking(what, place, request);
  const list = (filter: { labels?: string; creator?: string }): Promise<Listed[]> =>
    ask("list issues", () =>
      client.paginate(client.rest.issues.listForRepo, { ...repository, ...filter, state: "all", per_page: PAGE }),
    );
  let login: Promise<string> | null = null;
  const ownLogin = (): Promise<string> => {
    login ??= loginOf(client);
    return login;
  };

  return {
    async isPublic() {
      try {
        const { data } = await client.rest.repos.get({ ...repository });
        return !data.private;
      } catch {
        return true;
      }
    },

    async find(key) {
      const labelled = issuesAbout(key, await list({ labels: LABEL }));
      if (labelled.length > 0) return labelled;
      // Somebody took the label away, or the token may not set any.
      return issuesAbout(key, await list({ creator: await ownLogin() }));
    },

    async open({ title, body }) {
      await ensureLabel(client, repository);
      const { data } = await ask("open an issue", () =>
        client.rest.issues.create({ ...repository, title, body, labels: [LABEL] }),
      );
      return data.number;
    },

    async rewrite(number, { title, body, state, reason }: IssueChange) {
      await ask(`update issue #${number}`, () =>
        client.rest.issues.update({
          ...repository,
          issue_number: number,
          ...(title === undefined ? {} : { title }),
          body,
          state,
          ...(reason === undefined ? {} : { state_reason: reason }),
        }),
      );
    },

    async label(number) {
      await ensureLabel(client, repository);
      await unlessRefused(client.rest.issues.addLabels({ ...repository, issue_number: number, labels: [LABEL] }));
    },

    async comment(number, body) {
      const { data } = await ask(`comment on issue #${number}`, () =>
        client.rest.issues.createComment({ ...repository, issue_number: number, body }),
      );
      return commentEntry(data);
    },

    async comments(number) {
      const all = await ask(`read the comments of issue #${number}`, () =>
        client.paginate(client.rest.issues.listComments, { ...repository, issue_number: number, per_page: PAGE }),
      );
      return all.map(commentEntry);
    },

    async removeComment(id) {
      await unlessRefused(client.rest.issues.deleteComment({ ...repository, comment_id: id }));
    },
  };
}

/** Pull requests are listed among the issues. */
function issuesAbout(key: IssueKey, listed: readonly Listed[]): readonly PresentIssue[] {
  return listed.flatMap((issue): PresentIssue[] => {
    const body = issue.body ?? "";
    const record = issue.pull_request === undefined ? readMarker(body) : null;
    if (record === null || !isAbout(record, key)) return [];
    const isLabelled = issue.labels.some((label) => (typeof label === "string" ? label : label.name) === LABEL);
    return [{ number: issue.number, isOpen: issue.state === "open", isLabelled, title: issue.title, body, record }];
  });
}

async function loginOf(client: GitHub): Promise<string> {
  try {
    return (await client.rest.users.getAuthenticated()).data.login;
  } catch {
    return ACTIONS_LOGIN;
  }
}

/** Made once, with a colour and a description; another run may be faster, and a token may not be allowed to. */
async function ensureLabel(client: GitHub, repository: Repository): Promise<void> {
  try {
    await client.rest.issues.getLabel({ ...repository, name: LABEL });
  } catch {
    await unlessRefused(client.rest.issues.createLabel({ ...repository, name: LABEL, ...LABEL_LOOK }));
  }
}

/** For what is of use, and no condition: a label, a second comment. */
async function unlessRefused(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isRequestError(error)) throw error;
  }
}

function commentEntry(comment: {
  id: number;
  body?: string | null;
  user: { login: string } | null;
}): IssueCommentEntry {
  return { id: comment.id, author: comment.user?.login ?? "", body: comment.body ?? "" };
}

async function asking<T>(what: string, place: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const status = statusOf(error);
    const answer = status === null ? `could not be reached (${reasonOf(error)})` : `answered ${status}`;
    throw new UserError(`GitHub ${answer} when asked to ${what} of ${place}`, nextStep(status));
  }
}

function nextStep(status: number | null): string {
  if (status === 401) return "GITHUB_TOKEN is not valid, or has expired.";
  if (status === 403 || status === 404) {
    return "Give the token the right to write issues (in a workflow: permissions: issues: write), and check github.repository.";
  }
  if (status === 410) return "Issues are switched off in this repository: switch them on in its settings.";
  return "Run it again; if it stays so, see https://www.githubstatus.com.";
}

/** Null where there was no answer: then the client says 500 without a response. */
function statusOf(error: unknown): number | null {
  return isRequestError(error) && error.response !== undefined ? error.status : null;
}

function isRequestError(error: unknown): error is { readonly status: number; readonly response?: unknown } {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
