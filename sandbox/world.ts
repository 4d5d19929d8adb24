import { createHash } from "node:crypto";

/** The accounts that the sandbox pretends to: what exists at the vendors before the first `pulumi up`. */
export interface SandboxWorld {
  readonly github: GitHubWorld;
  readonly vercel: VercelWorld;
  readonly aws: AwsWorld;
}

interface GitHubWorld {
  readonly owner: string;
  /** Name of the one repository. */
  readonly repository: string;
  /** True where every repository exists, for a program whose accounts nobody has described. */
  readonly anyRepository: boolean;
  readonly repositoryId: number;
  readonly ownerId: number;
  /** Whether the owner is a person or an organisation: Vercel Hobby links only a person's repository. */
  readonly ownerType: "User" | "Organization";
  readonly plan: "free" | "pro" | "team" | "enterprise";
  readonly visibility: "public" | "private";
  readonly users: readonly { readonly login: string; readonly id: number }[];
  readonly teams: readonly { readonly slug: string; readonly id: number }[];
}

interface VercelWorld {
  readonly plan: "hobby" | "pro" | "enterprise";
  /** Slug of the team, null for a personal account. */
  readonly team: string | null;
  readonly teamId: string;
}

interface AwsWorld {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/** What a caller may say about the world; what it leaves out, the sandbox chooses. */
export interface WorldSettings {
  readonly github?: Partial<Omit<GitHubWorld, "users" | "teams">> & {
    readonly users?: readonly string[];
    readonly teams?: readonly string[];
  };
  readonly vercel?: Partial<Omit<VercelWorld, "teamId">>;
  readonly aws?: Partial<AwsWorld>;
}

/** Fills in what is missing; ids depend on names only, so the same settings give the same world. */
export function createWorld({ github = {}, vercel = {}, aws = {} }: WorldSettings): SandboxWorld {
  const owner = github.owner ?? "jdoe";
  const repository = github.repository ?? "agent-ops";
  const team = vercel.team ?? null;
  return {
    github: {
      owner,
      repository,
      anyRepository: github.anyRepository ?? false,
      ownerId: github.ownerId ?? idOf(`owner ${owner}`),
      repositoryId: github.repositoryId ?? repositoryIdOf(owner, repository),
      ownerType: github.ownerType ?? "User",
      plan: github.plan ?? "free",
      visibility: github.visibility ?? "public",
      users: (github.users ?? [owner]).map((login) => ({ login, id: idOf(`owner ${login}`) })),
      teams: (github.teams ?? []).map((slug) => ({ slug, id: idOf(`team ${owner}/${slug}`) })),
    },
    vercel: {
      plan: vercel.plan ?? "hobby",
      team,
      teamId: `team_${createHash("sha256")
        .update(team ?? owner)
        .digest("hex")
        .slice(0, 24)}`,
    },
    aws: { accountId: aws.accountId ?? "123456789012", region: aws.region ?? "eu-central-1" },
  };
}

/** Id of a repository that the world does not give another one. */
export function repositoryIdOf(owner: string, repository: string): number {
  return idOf(`repository ${owner}/${repository}`);
}

/** A number of the size that GitHub gives today. */
function idOf(name: string): number {
  return 100_000_000 + (createHash("sha256").update(name).digest().readUInt32BE(0) % 900_000_000);
}
