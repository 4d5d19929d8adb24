import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig, VercelConfig } from "../../core/config/types.ts";
import { physicalName, vercelProjectName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import { protectedInLastStage } from "../protection.ts";
import type { Tags } from "../tags.ts";
import { type Access, dataArns, dataPolicy } from "./data-access.ts";
import { boundaryArn } from "./stage-scope.ts";
import { githubTrust, stageClaim, vercelIssuer, vercelOwner, vercelTrust } from "./trust.ts";
import type { Warehouse } from "./warehouse.ts";

export const IDENTITIES_TYPE = "stagekeeper:aws:Identities";

export interface IdentitiesArgs {
  readonly app: string;
  readonly stage: string;
  readonly isLast: boolean;
  readonly accountId: pulumi.Input<string>;
  readonly github: GitHubConfig;
  readonly repository: Repository;
  readonly vercel: VercelConfig;
  readonly warehouse: Warehouse;
  readonly tags: Tags;
}

/**
 * The roles that the stage's code takes on, without a long-lived key:
 * - `pipeline`, in the stage's GitHub Actions jobs, reads and writes all layers;
 * - `runtime`, in the production deployments of its Vercel projects, reads the last layer only.
 *
 * Both stay under the boundary that the account stack holds: whoever may deploy a stage cannot give more than that.
 */
export class Identities extends pulumi.ComponentResource {
  readonly pipeline: Role;
  readonly runtime: Role;

  constructor(name: string, args: IdentitiesArgs, opts: pulumi.ComponentResourceOptions) {
    super(IDENTITIES_TYPE, name, {}, opts);
    const layers = [...args.warehouse.layers.values()];
    this.pipeline = this.createRole("pipeline", pipelineTrust(args), args);
    this.allowData("pipeline", this.pipeline, "write", layers, args.isLast);
    this.runtime = this.createRole("runtime", runtimeTrust(args), args);
    this.allowData("runtime", this.runtime, "read", layers.slice(-1), args.isLast);
    this.registerOutputs();
  }

  private createRole(name: string, assumeRolePolicy: pulumi.Output<string>, args: IdentitiesArgs): Role {
    const { app, stage, accountId, isLast, tags } = args;
    return new Role(
      name,
      {
        name: physicalName(app, stage, name),
        assumeRolePolicy,
        permissionsBoundary: pulumi.output(accountId).apply((id) => boundaryArn(id, app, stage)),
        tags,
      },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }

  private allowData(name: string, role: Role, access: Access, layers: Parameters<typeof dataArns>[0], isLast: boolean) {
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
