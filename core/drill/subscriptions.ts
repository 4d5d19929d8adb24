/** A subscription of the topic that exists. */
export interface Subscription {
  readonly endpoint: string;
  /** True until somebody has followed the link in AWS's mail; nothing reaches it before. */
  readonly isPending: boolean;
}

/** As SNS lists it: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export interface ListedSubscription {
  readonly Endpoint?: string | undefined;
  /** An ARN, `PendingConfirmation` or, for some days after somebody unsubscribed, `Deleted`. */
  readonly SubscriptionArn?: string | undefined;
}

/** What was unsubscribed is still listed for a while (https://github.com/ansible/ansible/pull/20086), and is no subscription. */
export function existingSubscriptions(listed: readonly ListedSubscription[]): readonly Subscription[] {
  return listed
    .filter(({ SubscriptionArn }) => SubscriptionArn !== "Deleted")
    .map(({ Endpoint = "", SubscriptionArn = "" }) => ({
      endpoint: Endpoint,
      isPending: !SubscriptionArn.startsWith("arn:"),
    }));
}
