/** The accounts that the sandbox pretends to: what exists at the vendors before the first `pulumi up`. */
export interface SandboxWorld {
  readonly github: GitHubWorld;
  readonly vercel: VercelWorld;
  readonly aws: AwsWorld;
}

export interface GitHubWorld {
  readonly owner: string;
  /** Name of the one repository. */
  readonly repository: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  /** Whether the owner is a person or an organisation: Vercel Hobby links only a person's repository. */
  readonly ownerType: "User" | "Organization";
  readonly plan: "free" | "pro" | "team" | "enterprise";
  readonly visibility: "public" | "private";
  readonly users: readonly { readonly login: string; readonly id: number }[];
  readonly teams: readonly { readonly slug: string; readonly id: number }[];
}

export interface VercelWorld {
  readonly plan: "hobby" | "pro" | "enterprise";
  /** Slug of the team, null for a personal account. */
  readonly team: string | null;
  readonly teamId: string;
}

export interface AwsWorld {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/** What stands where the caller says nothing. */
export const defaultWorld: SandboxWorld = {
  github: {
    owner: "jdoe",
    repository: "agent-ops",
    repositoryId: 845_120_377,
    ownerId: 1_583_201,
    ownerType: "User",
    plan: "free",
    visibility: "public",
    users: [{ login: "jdoe", id: 1_583_201 }],
    teams: [],
  },
  vercel: { plan: "hobby", team: null, teamId: "team_sandboxJdoe0000000000000" },
  aws: { accountId: "123456789012", region: "eu-central-1" },
};
