import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig } from "../../core/config/types.ts";
import { accountInspectRoleName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import { accountTags } from "../tags.ts";
import { type AccountScope, accountInspectPolicy } from "./account-policy.ts";
import { githubTrust } from "./trust.ts";

export interface AccountInspectArgs {
  readonly app: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly github: GitHubConfig;
  readonly repository: Repository;
}

/**
 * The role that looks for drift of the account stack, in jobs on the default branch: nobody deploys this stack from GitHub,
 * so no environment belongs to it.
 */
export function accountInspectRole(args: AccountInspectArgs, opts: pulumi.CustomResourceOptions): Role {
  const { app, region, repository } = args;
  const scope = pulumi.output(args.accountId).apply((accountId): AccountScope => {
    return { app, region, accountId, project: pulumi.getProject(), stack: pulumi.getStack() };
  });
  const trust = pulumi
    .all([args.accountId, repository.ownerId, repository.id, repository.defaultBranch])
    .apply(([accountId, ownerId, repositoryId, branch]) =>
      githubTrust({ accountId, owner: repository.owner, ownerId, repository: repository.name, repositoryId }, [
        { kind: "branch", branch },
      ]),
    );
  const role = new Role(
    "inspect",
    { name: accountInspectRoleName(app), assumeRolePolicy: trust, tags: accountTags(app) },
    opts,
  );
  new RolePolicy("inspect", { name: "inspect", role: role.name, policy: scope.apply(accountInspectPolicy) }, opts);
  return role;
}
