import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig, VercelConfig } from "../../core/config/types.ts";
import { physicalName, vercelProjectName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import { protectedInLastStage } from "../protection.ts";
import type { Tags } from "../tags.ts";
import { type Access, dataArns, dataPolicy } from "./data-access.ts";
import { boundaryName, bucketArn, tableArn } from "./stage-scope.ts";
import { githubTrust, stageClaim, vercelIssuer, vercelOwner, vercelTrust } from "./trust.ts";
import type { Layer, Warehouse } from "./warehouse.ts";

export const IDENTITIES_TYPE = "stagekeeper:aws:Identities";

export interface IdentitiesArgs {
  readonly app: string;
  readonly stage: string;
  readonly isLast: boolean;
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  readonly github: GitHubConfig;
  readonly repository: Repository;
  readonly vercel: VercelConfig;
  readonly warehouse: Warehouse;
  readonly tags: Tags;
}

/**
 * The roles that the stage's code takes on, without a long-lived key:
 * - `pipeline`, in the stage's GitHub Actions jobs, reads and writes all layers;
 * - `runtime`, in the production deployments of its Vercel projects, reads the layers with `runtimeReads`: unless the
 *   configuration says otherwise, the one named production.
 *
 * Both stay under a boundary. A person's first `up` creates it; the `deploy` role of the account stack may neither change it
 * nor make a role without it, so a deploy workflow gives nobody more than the stage's own data.
 */
export class Identities extends pulumi.ComponentResource {
  readonly pipeline: Role;
  readonly runtime: Role;

  constructor(name: string, args: IdentitiesArgs, opts: pulumi.ComponentResourceOptions) {
    super(IDENTITIES_TYPE, name, {}, opts);
    const layers = [...args.warehouse.layers.values()];
    const open = layers.filter(({ runtimeReads }) => runtimeReads);
    const boundary = this.createBoundary(args);
    this.pipeline = this.createRole("pipeline", pipelineTrust(args), boundary, args);
    this.runtime = this.createRole("runtime", runtimeTrust(args), boundary, args);
    this.allowData("pipeline", { role: this.pipeline, access: "write", layers, isLast: args.isLast });
    this.allowData("runtime", { role: this.runtime, access: "read", layers: open, isLast: args.isLast });
    this.registerOutputs();
  }

  /** All data of the stage and nothing else, whatever policies the roles are given later. */
  private createBoundary({ app, stage, accountId, region, isLast, tags }: IdentitiesArgs): Policy {
    const policy = pulumi.output(accountId).apply((id) => {
      const scope = { app, stage, accountId: id, region };
      return dataPolicy("write", { tables: [tableArn(scope)], buckets: [bucketArn(scope)] });
    });
    return new Policy(
      "boundary",
      { name: boundaryName(app, stage), policy, tags },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }

  private createRole(name: string, trust: pulumi.Output<string>, boundary: Policy, args: IdentitiesArgs): Role {
    const { app, stage, isLast, tags } = args;
    return new Role(
      name,
      {
        name: physicalName(app, stage, name),
        assumeRolePolicy: trust,
        permissionsBoundary: boundary.arn,
        tags,
      },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }

  private allowData(name: string, { role, access, layers, isLast }: DataGrant): void {
    const arns = dataArns(layers);
    // IAM takes no policy without statements.
    if (arns.tables.length + arns.buckets.length === 0) return;
    new RolePolicy(
      name,
      { name: "warehouse", role: role.name, policy: pulumi.output(arns).apply((known) => dataPolicy(access, known)) },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }
}

interface DataGrant {
  readonly role: Role;
  readonly access: Access;
  readonly layers: readonly Layer[];
  readonly isLast: boolean;
}

function pipelineTrust({ accountId, github, repository, stage }: IdentitiesArgs): pulumi.Output<string> {
  return pulumi
    .all([accountId, repository.ownerId, repository.id])
    .apply(([account, ownerId, repositoryId]) =>
      githubTrust({ accountId: account, owner: repository.owner, ownerId, repository: repository.name, repositoryId }, [
        stageClaim(github.bindings, stage),
      ]),
    );
}

function runtimeTrust({ accountId, app, stage, github, vercel }: IdentitiesArgs): pulumi.Output<string> {
  return pulumi.output(accountId).apply((account) =>
    vercelTrust({
      accountId: account,
      issuer: vercelIssuer(vercel.team),
      owner: vercelOwner(vercel.team, github.owner),
      projects: Object.keys(vercel.projects).map((project) => vercelProjectName(app, project, stage)),
    }),
  );
}
