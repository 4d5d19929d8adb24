import type { Vendor } from "../../model.ts";
import { text } from "../../values.ts";
import { accountId } from "../common/account.ts";
import { toJson } from "../policy/json.ts";
import { topicKind, topicPolicyKind } from "./kinds.ts";

/**
 * The policy in force, as JSON text. A topic has one, which two resources can write: what is set at the topic itself counts,
 * then the TopicPolicy's, then the default.
 */
export function policyOfTopic(vendor: Vendor, topicArn: string): string {
  const atTopic = text(vendor.store.get(topicKind, topicArn) ?? {}, "policy");
  const ofResource = text(vendor.store.get(topicPolicyKind, topicArn) ?? {}, "policy");
  return atTopic || ofResource || defaultPolicy(vendor, topicArn);
}

/** terraform-provider-aws, internal/service/sns/topic_policy.go, defaultTopicPolicy. */
export function defaultPolicy(vendor: Vendor, topicArn: string): string {
  const actions = [
    "SNS:GetTopicAttributes",
    "SNS:SetTopicAttributes",
    "SNS:AddPermission",
    "SNS:RemovePermission",
    "SNS:DeleteTopic",
    "SNS:Subscribe",
    "SNS:ListSubscriptionsByTopic",
    "SNS:Publish",
  ];
  return toJson({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: actions,
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": accountId(vendor) } },
      },
    ],
  });
}
