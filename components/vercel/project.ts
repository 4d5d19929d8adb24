import * as pulumi from "@pulumi/pulumi";
import { Project, type ProjectArgs } from "@pulumiverse/vercel/project.js";
import { ProjectDomain } from "@pulumiverse/vercel/projectDomain.js";

import type { GitHubConfig, VercelConfig, VercelProjectConfig } from "../../core/config/types.ts";
import { branchName, vercelProjectName } from "../../core/naming/names.ts";
import type { Binding } from "../bindings.ts";
import type { OutputEntry } from "../outputs.ts";
import { protectedInLastStage } from "../protection.ts";
import { vercelRegion } from "./regions.ts";
import { vercelVariable } from "./variable.ts";

export const VERCEL_PROJECT_TYPE = "stagekeeper:vercel:Project";

/** Written down, because Vercel's default depends on the day a project was made. `engines` in package.json overrides it. */
const NODE_VERSION = "22.x";

export interface VercelProjectArgs {
  readonly app: string;
  readonly stage: string;
  readonly isLast: boolean;
  readonly config: VercelProjectConfig;
  readonly vercel: VercelConfig;
  readonly github: GitHubConfig;
  /** AWS region that the functions should run beside. */
  readonly awsRegion: string;
}

/**
 * A Vercel project of one stage, for example `agent-ops-web-prod`, linked to the branch `stage/prod`.
 *
 * Each stage has a project of its own, so that a token, the environment variables and the OIDC subject belong to one stage.
 */
export class VercelProject extends pulumi.ComponentResource {
  readonly project: Project;
  /** Name of the project in the configuration, for example `web`. */
  readonly shortName: string;
  private readonly previews: boolean;

  constructor(name: string, args: VercelProjectArgs, opts: pulumi.ComponentResourceOptions) {
    super(VERCEL_PROJECT_TYPE, name, {}, opts);
    this.shortName = name;
    this.previews = args.config.previews;
    this.project = new Project(name, projectArgs(name, args), { parent: this, ...protectedInLastStage(args.isLast) });
    for (const domain of args.config.domains) this.addDomain(domain, args.stage);
    this.registerOutputs();
  }

  /** Apart from the constructor, because a binding's value may be an output of the project itself. */
  deliver(bindings: readonly Binding[]): void {
    for (const binding of bindings) {
      vercelVariable({ binding, projectId: this.project.id, previews: this.previews }, { parent: this });
    }
  }

  outputEntries(): readonly OutputEntry[] {
    return [
      [`vercel.${this.shortName}.id`, this.project.id],
      [`vercel.${this.shortName}.name`, this.project.name],
    ];
  }

  private addDomain(domain: string, stage: string): void {
    new ProjectDomain(domainName(domain, stage), { projectId: this.project.id, domain }, { parent: this });
  }
}

function projectArgs(name: string, args: VercelProjectArgs): ProjectArgs {
  const { app, stage, config, vercel, github, awsRegion } = args;
  const branch = branchName(stage);
  const region = vercelRegion(awsRegion);
  return {
    name: vercelProjectName(app, name, stage),
    ...(config.framework !== null && { framework: config.framework }),
    ...(config.rootDirectory !== null && { rootDirectory: config.rootDirectory }),
    nodeVersion: NODE_VERSION,
    gitRepository: { type: "github", repo: `${github.owner}/${github.repository}`, productionBranch: branch },
    previewDeploymentsDisabled: !config.previews,
    ignoreCommand: buildOnlyOwnStage(branch),
    automaticallyExposeSystemEnvironmentVariables: true,
    gitForkProtection: true,
    // Left out, the provider fails with "inconsistent result" once a root directory is set
    // (https://github.com/vercel/terraform-provider-vercel/issues/440).
    enableAffectedProjectsDeployments: false,
    vercelAuthentication: { deploymentType: "standard_protection_new" },
    oidcTokenConfig: { issuerMode: vercel.team === null ? "global" : "team" },
    ...(region !== null && { resourceConfig: { functionDefaultRegions: [region] } }),
  };
}

/** Where previews are on, Vercel would also build the other stages' branches. Exit code 1 builds, 0 skips. */
function buildOnlyOwnStage(branch: string): string {
  return `case "$VERCEL_GIT_COMMIT_REF" in ${branch}) exit 1 ;; stage/*) exit 0 ;; *) exit 1 ;; esac`;
}

/** `dev.example.com` is `<stage>.example.com` in every stage: logical names pair the stages, so they do not contain them. */
function domainName(domain: string, stage: string): string {
  return domain
    .split(/([.-])/)
    .map((part) => (part === stage ? "<stage>" : part))
    .join("");
}
