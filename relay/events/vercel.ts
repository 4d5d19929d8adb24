import { childOf, type Fields, textOf, wordsOf } from "../fields.ts";

/** Login of Vercel's GitHub App, which makes the deployments (https://vercel.com/docs/git/vercel-for-github). */
const login = "vercel[bot]";

export interface VercelDeployment {
  readonly project: string | null;
  /** A deployment of a branch that is not the project's production branch. */
  readonly isPreview: boolean;
}

/** Logins with brackets are given to apps only, so nobody else can have this one. */
export function isVercel(payload: Fields): boolean {
  return textOf(childOf(childOf(payload, "deployment"), "creator"), "login") === login;
}

/**
 * Vercel names the environment `Production` or `Preview`, with the project behind a dash where the repository has several.
 * Otherwise the project stands in the link to the deployment, `https://vercel.com/<team>/<project>/<id>`.
 * @param known projects of the stages
 */
export function readVercel(payload: Fields, environment: string, known: readonly string[]): VercelDeployment {
  const [, target, named] = /^(\w+)(?:\s+[–—-]\s+(.+))?$/.exec(environment) ?? [];
  const status = childOf(payload, "deployment_status");
  const links = ["target_url", "log_url", "environment_url"].map((key) => wordsOf(status, key));
  return {
    project: named ?? known.find((project) => links.some((link) => leadsTo(link, project))) ?? null,
    isPreview: target?.toLowerCase() === "preview",
  };
}

function leadsTo(link: string | null, project: string): boolean {
  return link !== null && /^https:\/\/vercel\.com\/[^/]+\/([^/?#]+)/.exec(link)?.[1] === project;
}
