import { getRepositoryOutput } from "@pulumi/github/getRepository.js";
import { getUserOutput } from "@pulumi/github/getUser.js";
import type * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig } from "../../core/config/types.ts";

/** What GitHub knows about the repository and the program needs: identities are pinned to numbers, names can be reused. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId: pulumi.Output<string>;
  readonly id: pulumi.Output<string>;
  readonly defaultBranch: pulumi.Output<string>;
}

export function lookUpRepository({ owner, repository }: GitHubConfig, opts: pulumi.InvokeOutputOptions): Repository {
  const found = getRepositoryOutput({ fullName: `${owner}/${repository}` }, opts);
  // `GET /users/{name}` also answers for organisations.
  const account = getUserOutput({ username: owner }, opts);
  return {
    owner,
    name: repository,
    ownerId: account.id,
    id: found.repoId.apply(String),
    defaultBranch: found.defaultBranch,
  };
}
