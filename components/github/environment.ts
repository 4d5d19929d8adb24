import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret.js";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { ActionsSecret } from "@pulumi/github/actionsSecret.js";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { GitHubConfig } from "../../core/config/types.ts";
import { bindingName, branchName } from "../../core/naming/names.ts";
import type { Binding } from "../bindings.ts";
import { protectedInLastStage } from "../protection.ts";
import type { Repository } from "./repository.ts";
import { lookUpReviewers } from "./reviewers.ts";

export const GITHUB_ENVIRONMENT_TYPE = "stagekeeper:github:Environment";

export interface GitHubEnvironmentArgs {
  /** Name of the stage, which is also the environment's. */
  readonly stage: string;
  readonly isLast: boolean;
  readonly config: GitHubConfig;
  readonly repository: Repository;
  readonly bindings: readonly Binding[];
}

/**
 * The stage at GitHub: its environment with protection rules, secrets and variables.
 *
 * Private repositories on the free plan have no environments
 * (https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments). There the bindings stand
 * in the repository, as `PROD_LOG_LEVEL`, and nothing else is declared.
 */
export class GitHubEnvironment extends pulumi.ComponentResource {
  constructor(name: string, args: GitHubEnvironmentArgs, opts: pulumi.ComponentResourceOptions) {
    super(GITHUB_ENVIRONMENT_TYPE, name, {}, opts);
    if (args.config.bindings === "environment") {
      const environment = this.createEnvironment(args);
      this.allowBranches(args, environment);
      for (const binding of args.bindings) this.bindToEnvironment(binding, environment);
    } else {
      for (const binding of args.bindings) this.bindToRepository(binding, args);
    }
    this.registerOutputs();
  }

  private createEnvironment({ stage, isLast, config }: GitHubEnvironmentArgs): RepositoryEnvironment {
    const reviewers = lookUpReviewers(config.reviewers, { parent: this });
    return new RepositoryEnvironment(
      "environment",
      {
        repository: config.repository,
        environment: stage,
        // The rules hold for everybody; whoever may change them can still do so, and drift shows it.
        canAdminsBypass: false,
        waitTimer: config.waitMinutes,
        ...(reviewers !== null && { reviewers: [reviewers] }),
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
      },
      { parent: this, ...protectedInLastStage(isLast) },
    );
  }

  /** The stage's own branch, and the default branch: GitHub starts scheduled workflows from nowhere else. */
  private allowBranches({ stage, repository }: GitHubEnvironmentArgs, environment: RepositoryEnvironment): void {
    const allow = (name: string, branchPattern: pulumi.Input<string>) =>
      new RepositoryEnvironmentDeploymentPolicy(
        name,
        { repository: environment.repository, environment: environment.environment, branchPattern },
        { parent: this },
      );
    allow("stage-branch", branchName(stage));
    allow("default-branch", repository.defaultBranch);
  }

  private bindToEnvironment({ name, logicalName, kind, value }: Binding, environment: RepositoryEnvironment): void {
    // The environment has to be there first: naming it by its own output makes the engine wait for it.
    const place = { repository: environment.repository, environment: environment.environment };
    if (kind === "secret") {
      new ActionsEnvironmentSecret(logicalName, { ...place, secretName: name, value }, { parent: this });
    } else {
      new ActionsEnvironmentVariable(logicalName, { ...place, variableName: name, value }, { parent: this });
    }
  }

  private bindToRepository(
    { name, logicalName, kind, value }: Binding,
    { stage, config }: GitHubEnvironmentArgs,
  ): void {
    const repository = config.repository;
    const prefixed = bindingName("repository", stage, name);
    if (kind === "secret") {
      new ActionsSecret(logicalName, { repository, secretName: prefixed, value }, { parent: this });
    } else {
      new ActionsVariable(logicalName, { repository, variableName: prefixed, value }, { parent: this });
    }
  }
}
