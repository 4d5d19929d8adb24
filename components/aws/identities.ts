import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig, VercelConfig } from "../../core/config/types.ts";
import { physicalName, vercelProjectName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import { protectedInLastStage } from "../protection.ts";
import type { Tags } from "../tags.ts";
import { publishAlerts, reportSuccess } from "./alert-access.ts";
import { type Access, dataArns, dataStatements } from "./data-access.ts";
import { policyDocument, type Statement } from "./policy.ts";
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
  /** What pipelines say of themselves: the same in every stage, so that the stages' roles are alike. */
  readonly reports: {
    /** Their successes, to CloudWatch. */
    readonly success: boolean;
    /** Their failures, to the alerts topic, where there is no relay. */
    readonly failure: boolean;
  };
  readonly tags: Tags;
}

/**
 * The roles that the stage's code takes on, without a long-lived key:
 * - `pipeline`, in the stage's GitHub Actions jobs, reads and writes all layers, and reports how its run ended;
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
    this.allowReports(args);
    this.registerOutputs();
  }

  /** All data of the stage, its reports and nothing else, whatever policies the roles are given later. */
  private createBoundary(args: IdentitiesArgs): Policy {
    const { app, stage, region, isLast, tags } = args;
    const policy = pulumi.output(args.accountId).apply((accountId) => {
      const scope = { app, stage, accountId, region };
      const data = dataStatements("write", { tables: [tableArn(scope)], buckets: [bucketArn(scope)] });
      return policyDocument([...data, ...reportStatements(args, accountId)]);
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
    const policy = pulumi.output(arns).apply((known) => policyDocument(dataStatements(access, known)));
    new RolePolicy(
      name,
      { name: "warehouse", role: role.name, policy },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }

  private allowReports(args: IdentitiesArgs): void {
    if (!args.reports.success && !args.reports.failure) return;
    const policy = pulumi.output(args.accountId).apply((id) => policyDocument(reportStatements(args, id)));
    new RolePolicy(
      "pipeline-reports",
      { name: "reports", role: this.pipeline.name, policy },
      { parent: this, ...protectedInLastStage(args.isLast) },
    );
  }
}

function reportStatements({ app, region, reports }: IdentitiesArgs, accountId: string): readonly Statement[] {
  return [
    ...(reports.success ? [reportSuccess({ app })] : []),
    ...(reports.failure ? [publishAlerts({ app, region, accountId })] : []),
  ];
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
