import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";

import type { AccountConfig } from "../../core/config/types.ts";
import { relaySettings } from "../../core/monitoring/relay-settings-of.ts";
import { accountBudgetName, alertsTopicName } from "../../core/naming/names.ts";
import type { Repository } from "../github/repository.ts";
import type { Tags } from "../tags.ts";
import { monthlyBudget } from "./budget.ts";
import { Relay } from "./relay.ts";
import { topicPolicy } from "./topic-policy.ts";

export const ACCOUNT_MONITORING_TYPE = "stagekeeper:monitoring:Account";

export interface AccountMonitoringArgs {
  readonly config: AccountConfig;
  readonly accountId: pulumi.Input<string>;
  readonly repository: Repository;
  /** Incoming webhook of a chat; null for none. */
  readonly chatUrl: pulumi.Input<string> | null;
  /** Text of the relay's one module; asked for only where there is a relay. */
  readonly relayCode: () => string;
  /** A text that nobody can guess. */
  readonly newSecret: () => string;
  readonly tags: Tags;
}

/**
 * What tells people that something is wrong, once per account: the topic that everything is published to, who is mailed, a
 * limit of the bill, and the relay. All of it is protected: whoever loses an alert does not notice.
 */
export class AccountMonitoring extends pulumi.ComponentResource {
  readonly topic: Topic;

  /** @param opts with the providers of AWS and GitHub */
  constructor(name: string, args: AccountMonitoringArgs, opts: pulumi.ComponentResourceOptions) {
    super(ACCOUNT_MONITORING_TYPE, name, {}, opts);
    const { config, tags } = args;
    const kept = { parent: this, protect: true };
    this.topic = new Topic("alerts", { name: alertsTopicName(config.app), tags }, kept);
    for (const email of config.monitoring.emails) this.subscribe(email, kept);
    const relay = config.monitoring.relay === "lambda" ? this.createRelay(args) : null;
    const open = this.letPublish(args, relay, kept);
    this.createBudget(args, { ...kept, dependsOn: open });
    this.registerOutputs();
  }

  /** AWS mails the address a link; until somebody follows it, nothing arrives there, and nobody would know. */
  private subscribe(email: string, opts: pulumi.CustomResourceOptions): void {
    const args = { topic: this.topic.arn, protocol: "email", endpoint: email };
    const subscription = new TopicSubscription(email, args, opts);
    subscription.pendingConfirmation.apply(async (isPending) => {
      if (isPending) await pulumi.log.warn(unconfirmed(email), subscription);
    });
  }

  private createRelay(args: AccountMonitoringArgs): Relay {
    const { config, accountId, repository, chatUrl, newSecret, tags } = args;
    const topicArn = this.topic.arn;
    const settings = pulumi
      .all([repository.id, topicArn])
      .apply(([id, topic]) => relaySettings(config, { repositoryId: Number(id), topicArn: topic }));
    return new Relay(
      "relay",
      {
        app: config.app,
        accountId,
        region: config.aws.region,
        repository: repository.name,
        topicArn,
        settings,
        webhookSecretGeneration: config.monitoring.webhookSecretGeneration,
        chatUrl,
        code: args.relayCode(),
        newSecret,
        tags,
      },
      { parent: this },
    );
  }

  private letPublish(
    { config, accountId }: AccountMonitoringArgs,
    relay: Relay | null,
    opts: pulumi.CustomResourceOptions,
  ): TopicPolicy {
    const policy = pulumi
      .all([this.topic.arn, accountId, relay === null ? null : relay.role.arn])
      .apply(([topicArn, account, relayRoleArn]) =>
        topicPolicy({ topicArn, accountId: account, region: config.aws.region, relayRoleArn }),
      );
    // After the whole relay: SNS refuses a role that IAM has made a second ago and not yet told it of.
    const dependsOn = relay === null ? [] : [relay];
    return new TopicPolicy("alerts", { arn: this.topic.arn, policy }, { ...opts, dependsOn });
  }

  private createBudget({ config, tags }: AccountMonitoringArgs, opts: pulumi.CustomResourceOptions): void {
    const { budget } = config.monitoring;
    if (budget === null) return;
    monthlyBudget({ name: accountBudgetName(config.app), config: budget, topicArn: this.topic.arn, tags }, opts);
  }
}

function unconfirmed(email: string): string {
  return `${email} gets no alerts yet: AWS has sent a mail there, and somebody has to follow its link within two days.`;
}
