import { policyDocument } from "../aws/policy.ts";

export interface TopicPublishers {
  readonly topicArn: string;
  readonly accountId: string;
  readonly region: string;
  /** Role of the relay; null where there is none. */
  readonly relayRoleArn: string | null;
}

/**
 * Who may publish: budgets and alarms of this account, and the relay. A service publishes for everybody who uses it, so each
 * is held to this account, and to its own kind of thing there
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html). Without any statement for `*`, which a topic's
 * default policy has, nobody subscribes through it either.
 */
export function topicPolicy({ topicArn, accountId, region, relayRoleArn }: TopicPublishers): string {
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  const onlyFor = (sourceArn: string) => ({
    StringEquals: { "aws:SourceAccount": [accountId] },
    ArnLike: { "aws:SourceArn": [sourceArn] },
  });
  return policyDocument([
    {
      sid: "Budgets",
      service: "budgets.amazonaws.com",
      ...publish,
      conditions: onlyFor(`arn:aws:budgets::${accountId}:*`),
    },
    {
      sid: "Alarms",
      service: "cloudwatch.amazonaws.com",
      ...publish,
      conditions: onlyFor(`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`),
    },
    ...(relayRoleArn === null ? [] : [{ sid: "Relay", role: relayRoleArn, ...publish }]),
  ]);
}
