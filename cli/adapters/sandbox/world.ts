import type { StageConfig } from "../../../core/config/types.ts";

/** The accounts that the sandbox pretends to, taken from the configuration; what is left out, the sandbox chooses itself. */
export interface SandboxWorldSettings {
  readonly github?:
    | { readonly anyRepository: true }
    | {
        readonly owner: string;
        readonly repository: string;
        readonly plan: string;
        readonly visibility: string;
        readonly ownerType: "User" | "Organization";
        readonly users: readonly string[];
        readonly teams: readonly string[];
      };
  readonly vercel?: { readonly plan: string; readonly team: string | null };
  readonly aws?: { readonly accountId?: string; readonly region: string };
}

const teamPrefix = "team:";
/** Plans that only organisations have. */
const organisationPlans = new Set(["team", "enterprise"]);

export function worldOf(stages: readonly StageConfig[]): SandboxWorldSettings {
  const [first] = stages;
  // Nobody has said which repositories a program without stagekeeper's configuration has.
  if (!first) return { github: { anyRepository: true } };
  const reviewers = [...new Set(stages.flatMap(({ github }) => github.reviewers))];
  const { owner, repository, plan, visibility } = first.github;
  return {
    github: {
      owner,
      repository,
      plan,
      visibility,
      ownerType: organisationPlans.has(plan) ? "Organization" : "User",
      users: [...new Set([owner, ...reviewers.filter((name) => !name.startsWith(teamPrefix))])],
      teams: reviewers.filter((name) => name.startsWith(teamPrefix)).map((name) => name.slice(teamPrefix.length)),
    },
    vercel: { plan: first.vercel.plan, team: first.vercel.team },
    aws: { region: first.aws.region, ...(first.aws.accountId === null ? {} : { accountId: first.aws.accountId }) },
  };
}
