import * as pulumi from "@pulumi/pulumi";

import type { AccountConfig } from "../core/config/types.ts";
import { AccountRoles } from "./aws/account-roles.ts";
import { githubOidcProvider, vercelOidcProvider } from "./aws/oidc.ts";
import { currentEnvironment } from "./environment.ts";
import { lookUpRepository } from "./github/repository.ts";
import { gatedBy, preflight } from "./preflight.ts";
import { awsProvider, githubProvider } from "./providers.ts";
import { accountTags, stageTags } from "./tags.ts";

export const ACCOUNT_TYPE = "stagekeeper:index:Account";

export interface AccountArgs {
  /** The parsed configuration; {@link accountFromConfig} reads it from Pulumi's. */
  readonly config: AccountConfig;
}

/** What an account can say about itself, by path: `roles.prod.deploy.arn`, `oidc.github.arn`. */
export type AccountOutputs = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * What exists once per AWS account, applied by a person before the first stage: trust in GitHub and Vercel, and for each
 * stage the roles that deploy and inspect it. All of it is protected.
 */
export class Account extends pulumi.ComponentResource {
  readonly outputs: AccountOutputs;

  constructor(name: string, { config }: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    const { app, stages, github, vercel, aws } = config;
    const passed = preflight({ vendors: ["github", "aws"], aws, environment: currentEnvironment() });
    super(ACCOUNT_TYPE, name, {}, gatedBy(passed, opts));
    const { accountId } = pulumi.output(passed);
    const child = { parent: this };
    const provider = awsProvider(aws, child);
    const repository = lookUpRepository(github, { ...child, provider: githubProvider(github.owner, child) });

    const kept = { ...child, provider, protect: true };
    const gitHubOidc = githubOidcProvider(accountTags(app), kept);
    const vercelOidc = vercelOidcProvider(vercel.team, github.owner, accountTags(app), kept);
    const roles = stages.map((stage): [string, AccountRoles] => {
      const tags = stageTags(app, stage.name);
      const args = { app, stage, region: aws.region, accountId, github, repository, tags };
      return [stage.name, new AccountRoles(stage.name, args, { ...child, providers: [provider] })];
    });

    this.outputs = Object.fromEntries([
      ["aws.accountId", accountId],
      ["oidc.github.arn", gitHubOidc.arn],
      ["oidc.vercel.arn", vercelOidc.arn],
      ...roles.flatMap(([stage, { deploy, inspect }]) => [
        [`roles.${stage}.deploy.arn`, deploy.arn],
        [`roles.${stage}.inspect.arn`, inspect.arn],
      ]),
    ]);
    this.registerOutputs();
  }
}
