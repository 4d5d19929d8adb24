/** Key: the topic's ARN. Fields: `name`, `arn`, `region`, and the rest as `aws.sns.Topic` names it; for its policy see `policyOfTopic`. */
export const topicKind = "aws/sns-topic";

/** Key: the topic's ARN. Fields: `arn` (of the topic), `policy` (JSON text). */
export const topicPolicyKind = "aws/sns-topic-policy";

/** Key: the subscription's ARN. Fields: `topic` (ARN), `protocol`, `endpoint`, `pendingConfirmation`, `filterPolicy`, ... */
export const subscriptionKind = "aws/sns-topic-subscription";
