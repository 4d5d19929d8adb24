import { getRepositoryOutput } from "@pulumi/github/getRepository.js";
import { getUserOutput } from "@pulumi/github/getUser.js";
import type * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig } from "../../core/config/types.ts";
import { Stop } from "../stop.ts";

/** What GitHub knows about the repository and the program needs: identities are pinned to numbers, names can be reused. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId: pulumi.Output<string>;
  readonly id: pulumi.Output<string>;
  readonly defaultBranch: pulumi.Output<string>;
}

export function lookUpRepository({ owner, repository }: GitHubConfig, opts: pulumi.InvokeOutputOptions): Repository {
  const fullName = `${owner}/${repository}`;
  const found = getRepositoryOutput({ fullName }, opts);
  // `GET /users/{name}` also answers for organisations.
  const account = getUserOutput({ username: owner }, opts);
  return {
    owner,
    name: repository,
    ownerId: account.id,
    id: found.repoId.apply((id) => knownId(id, fullName)),
    defaultBranch: found.defaultBranch,
  };
}

/** For a repository that it does not find the provider gives an empty answer, which no role may trust. */
function knownId(id: number | undefined, fullName: string): string {
  if (id) return String(id);
  throw new Stop(
    `GitHub has no repository ${fullName}, or GITHUB_TOKEN may not read it. Correct github.repository or the token.`,
  );
}
