import type { GitHubConfig } from "../../core/config/types.ts";
import { branchName } from "../../core/naming/names.ts";
import { policyDocument, type Statement } from "./policy.ts";

/** Who may take on a role: always one exact subject, never a pattern. */

export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Audience that aws-actions/configure-aws-credentials asks for. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** Repository and owner by name and by number, and the AWS account: all known only once the vendors have answered. */
export interface GitHubIdentity {
  readonly accountId: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/** What a workflow's job runs for, as its token says it. */
export type Claim =
  | { readonly kind: "environment"; readonly environment: string }
  | { readonly kind: "branch"; readonly branch: string };

/** Jobs of a stage name its environment; where the plan has no environments they run on the stage's branch. */
export function stageClaim(bindings: GitHubConfig["bindings"], stage: string): Claim {
  return bindings === "environment"
    ? { kind: "environment", environment: stage }
    : { kind: "branch", branch: branchName(stage) };
}

/**
 * Trust in GitHub Actions jobs with one of the claims.
 *
 * The subject has two forms: repositories created, renamed or transferred after 2026-07-15 have the immutable one with ids
 * (https://docs.github.com/actions/reference/security/oidc). The repository's id is checked beside it, because a deleted
 * repository's name can be taken by somebody else.
 */
export function githubTrust(identity: GitHubIdentity, claims: readonly Claim[]): string {
  return policyDocument(claims.map((claim, index) => githubStatement(`GitHub${index + 1}`, identity, claim)));
}

function githubStatement(sid: string, identity: GitHubIdentity, claim: Claim): Statement {
  const { owner, ownerId, repository, repositoryId } = identity;
  const job = claim.kind === "environment" ? `environment:${claim.environment}` : `ref:refs/heads/${claim.branch}`;
  return {
    sid,
    federated: oidcProviderArn(identity.accountId, GITHUB_ISSUER),
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: {
      StringEquals: {
        [`${GITHUB_ISSUER}:aud`]: [GITHUB_AUDIENCE],
        [`${GITHUB_ISSUER}:repository_id`]: [repositoryId],
        ...(claim.kind === "environment"
          ? { [`${GITHUB_ISSUER}:environment`]: [claim.environment] }
          : { [`${GITHUB_ISSUER}:ref`]: [`refs/heads/${claim.branch}`] }),
        [`${GITHUB_ISSUER}:sub`]: [
          `repo:${owner}/${repository}:${job}`,
          `repo:${owner}@${ownerId}/${repository}@${repositoryId}:${job}`,
        ],
      },
    },
  };
}

/**
 * Account that owns the Vercel projects, as the tokens name it.
 *
 * Tokens name accounts by slug only. For a personal account the slug is taken to be the GitHub user's name, which is what
 * Vercel proposes at sign-up; where it is another one (https://vercel.com/<slug>), it has to be set as `vercel.team`.
 */
export function vercelOwner(team: string | null, githubOwner: string): string {
  return team ?? githubOwner;
}

/** Teams have an issuer of their own; personal accounts use the global one (https://vercel.com/docs/oidc/reference). */
export function vercelIssuer(team: string | null): string {
  return team === null ? "oidc.vercel.com" : `oidc.vercel.com/${team}`;
}

export function vercelAudience(owner: string): string {
  return `https://vercel.com/${owner}`;
}

export interface VercelIdentity {
  readonly accountId: string;
  readonly issuer: string;
  readonly owner: string;
  /** Full names of the stage's projects: tokens carry no id that AWS can check. */
  readonly projects: readonly string[];
}

/** Trust in production deployments only: every branch's preview has the same subject. Without a project, in nobody. */
export function vercelTrust({ accountId, issuer, owner, projects }: VercelIdentity): string {
  const statement: Statement = {
    sid: "Vercel",
    federated: oidcProviderArn(accountId, issuer),
    actions: ["sts:AssumeRoleWithWebIdentity"],
  };
  if (projects.length === 0) return policyDocument([{ ...statement, effect: "Deny" }]);
  const subjects = projects.map((project) => `owner:${owner}:project:${project}:environment:production`);
  const conditions = { StringEquals: { [`${issuer}:aud`]: [vercelAudience(owner)], [`${issuer}:sub`]: subjects } };
  return policyDocument([{ ...statement, conditions }]);
}

/** Computed, so that a stage can be previewed while the account stack is not there yet. */
function oidcProviderArn(accountId: string, issuer: string): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
}
