import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import { shortStackName } from "../../core/config/stack-name.ts";
import type { GitHubConfig, StageEntry } from "../../core/config/types.ts";
import { physicalName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import type { Tags } from "../tags.ts";
import { deployBoundaryPolicy, deployPolicy, inspectPolicy } from "./stage-policies.ts";
import { deployBoundaryName, type StageScope } from "./stage-scope.ts";
import { type Claim, type GitHubIdentity, githubTrust, stageClaim } from "./trust.ts";

export const ACCOUNT_ROLES_TYPE = "stagekeeper:aws:AccountRoles";

export interface AccountRolesArgs {
  readonly app: string;
  readonly stage: StageEntry;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly github: GitHubConfig;
  readonly repository: Repository;
  /** True where workflows tell the topic themselves: `monitoring.relay` is `workflow`. */
  readonly publishesAlerts: boolean;
  readonly tags: Tags;
}

/**
 * How GitHub Actions reaches one stage in AWS:
 * - `deploy` changes the stage's resources, in jobs of the stage's environment; their roles only under a boundary that it cannot
 *   change, so it can give nobody more than the stage's own data;
 * - `inspect` reads their settings, also on the default branch, where scheduled drift checks run without waiting for reviewers;
 * - a boundary is the ceiling of `deploy`; the roles that `deploy` makes have one in the stage's own stack.
 */
export class AccountRoles extends pulumi.ComponentResource {
  readonly deploy: Role;
  readonly inspect: Role;

  /** @param name Name of the stage: within the account stack it tells the roles apart. */
  constructor(name: string, args: AccountRolesArgs, opts: pulumi.ComponentResourceOptions) {
    super(ACCOUNT_ROLES_TYPE, name, {}, opts);
    const { github, stage, repository } = args;
    const ownJobs = stageClaim(github.bindings, stage.name);
    const scheduledJobs = repository.defaultBranch.apply((branch): Claim => ({ kind: "branch", branch }));
    const boundary = this.createBoundary(args);
    this.deploy = this.createRole("deploy", [ownJobs], deployPolicy, args, boundary.arn);
    this.inspect = this.createRole("inspect", [ownJobs, scheduledJobs], inspectPolicy, args);
    this.registerOutputs();
  }

  private createBoundary(args: AccountRolesArgs): Policy {
    const { app, stage, tags } = args;
    return new Policy(
      `${stage.name}-deploy-boundary`,
      { name: deployBoundaryName(app, stage.name), policy: scopeOf(args).apply(deployBoundaryPolicy), tags },
      { parent: this, protect: true },
    );
  }

  private createRole(
    name: "deploy" | "inspect",
    claims: pulumi.Input<Claim>[],
    policy: (scope: StageScope) => string,
    args: AccountRolesArgs,
    permissionsBoundary?: pulumi.Output<string>,
  ): Role {
    const { app, stage, tags } = args;
    const logicalName = `${stage.name}-${name}`;
    const role = new Role(
      logicalName,
      {
        name: physicalName(app, stage.name, name),
        assumeRolePolicy: pulumi
          .all([identityOf(args), pulumi.all(claims)])
          .apply(([identity, trusted]) => githubTrust(identity, trusted)),
        ...(permissionsBoundary !== undefined && { permissionsBoundary }),
        tags,
      },
      { parent: this, protect: true },
    );
    new RolePolicy(
      logicalName,
      { name, role: role.name, policy: scopeOf(args).apply(policy) },
      { parent: this, protect: true },
    );
    return role;
  }
}

function scopeOf(args: AccountRolesArgs): pulumi.Output<StageScope> {
  const { app, stage, region, publishesAlerts } = args;
  const project = pulumi.getProject();
  const known = { app, stage: stage.name, region, project, stack: shortStackName(stage.stack), publishesAlerts };
  return pulumi.output(args.accountId).apply((accountId) => ({ ...known, accountId }));
}

function identityOf({ accountId, repository }: AccountRolesArgs): pulumi.Output<GitHubIdentity> {
  return pulumi.all([accountId, repository.ownerId, repository.id]).apply(([account, ownerId, repositoryId]) => ({
    accountId: account,
    owner: repository.owner,
    ownerId,
    repository: repository.name,
    repositoryId,
  }));
}
