import * as pulumi from "@pulumi/pulumi";

import type { AccountConfig } from "../core/config/types.ts";
import { CHAT_URL_SECRET } from "../core/naming/names.ts";
import { accountInspectRole } from "./aws/account-inspect.ts";
import { AccountRoles } from "./aws/account-roles.ts";
import { githubOidcProvider, vercelOidcProvider } from "./aws/oidc.ts";
import { type SecretValues, secretValue } from "./bindings.ts";
import { currentEnvironment } from "./environment.ts";
import { lookUpRepository } from "./github/repository.ts";
import { AccountMonitoring } from "./monitoring/account.ts";
import { gatedBy, preflight } from "./preflight.ts";
import { awsProvider, githubProvider } from "./providers.ts";
import { accountTags, stageTags } from "./tags.ts";

export const ACCOUNT_TYPE = "stagekeeper:index:Account";

export interface AccountArgs {
  /** The parsed configuration; {@link accountFromConfig} reads it from Pulumi's. */
  readonly config: AccountConfig;
  /**
   * Values of the account's own secrets, by name: `ALERTS_CHAT_URL` where `monitoring.chat` is true.
   * @default {}
   */
  readonly secrets?: SecretValues;
}

/** What an account can say about itself, by path: `roles.prod.deploy.arn`, `oidc.github.arn`, `alerts.topic.arn`. */
export type AccountOutputs = Readonly<Record<string, pulumi.Output<string>>>;

/**
 * What exists once per AWS account, applied by a person before the first stage: trust in GitHub and Vercel, and for each
 * stage the roles that deploy and inspect it; and whoever hears of what goes wrong. All of it is protected, but for what the
 * rotation of a secret deletes.
 */
export class Account extends pulumi.ComponentResource {
  readonly outputs: AccountOutputs;

  constructor(name: string, { config, secrets = {} }: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    const { app, stages, github, vercel, aws, monitoring } = config;
    const environment = currentEnvironment();
    const passed = preflight({ vendors: ["github", "aws"], aws, environment });
    super(ACCOUNT_TYPE, name, {}, gatedBy(passed, opts));
    const { accountId } = pulumi.output(passed);
    const child = { parent: this };
    const provider = awsProvider(aws, child);
    const gitHub = githubProvider(github.owner, child);
    const repository = lookUpRepository(github, { ...child, provider: gitHub });

    const publishesAlerts = monitoring.relay === "workflow";
    const kept = { ...child, provider, protect: true };
    const gitHubOidc = githubOidcProvider(accountTags(app), kept);
    const vercelOidc = vercelOidcProvider(vercel.team, github.owner, accountTags(app), kept);
    const roles = stages.map((stage): [string, AccountRoles] => {
      const tags = stageTags(app, stage.name);
      const shared = { app, region: aws.region, accountId, github, repository, publishesAlerts };
      const args = { ...shared, stage, tags };
      return [stage.name, new AccountRoles(stage.name, args, { ...child, providers: [provider] })];
    });
    const inspect = accountInspectRole({ app, region: aws.region, accountId, github, repository }, kept);
    const alerts = new AccountMonitoring(
      "monitoring",
      {
        config,
        accountId,
        repository,
        chatUrl: monitoring.chat ? secretValue(CHAT_URL_SECRET, secrets, "account") : null,
        relayCode: environment.relayCode,
        newSecret: environment.newSecret,
        tags: accountTags(app),
      },
      { ...child, providers: [provider, gitHub] },
    );

    this.outputs = Object.fromEntries([
      ["aws.accountId", accountId],
      ["oidc.github.arn", gitHubOidc.arn],
      ["oidc.vercel.arn", vercelOidc.arn],
      ["roles.inspect.arn", inspect.arn],
      ["alerts.topic.arn", alerts.topic.arn],
      ...roles.flatMap(([stage, { deploy, inspect }]) => [
        [`roles.${stage}.deploy.arn`, deploy.arn],
        [`roles.${stage}.inspect.arn`, inspect.arn],
      ]),
    ]);
    this.registerOutputs();
  }
}
