import type { Vendor, VendorError } from "../../model.ts";
import { text } from "../../values.ts";
import { accountId } from "../common/account.ts";
import { toJson } from "../policy/json.ts";
import { type Statement, statementsOf } from "../policy/statements.ts";
import { invalidParameter } from "./errors.ts";
import { topicKind, topicPolicyKind } from "./kinds.ts";

/**
 * The policy in force, as JSON text. A topic has one, which two resources can write: what is set at the topic itself counts,
 * then the TopicPolicy's, then the default.
 */
export function policyOfTopic(vendor: Vendor, topicArn: string): string {
  const atTopic = text(vendor.store.get(topicKind, topicArn) ?? {}, "policy");
  const ofResource = text(vendor.store.get(topicPolicyKind, topicArn) ?? {}, "policy");
  return atTopic || ofResource || newTopicPolicy(vendor, topicArn);
}

const ownersActions = [
  "SNS:GetTopicAttributes",
  "SNS:SetTopicAttributes",
  "SNS:AddPermission",
  "SNS:RemovePermission",
  "SNS:DeleteTopic",
  "SNS:Subscribe",
  "SNS:ListSubscriptionsByTopic",
  "SNS:Publish",
];

/** What SNS gives a new topic: its owner may do everything. */
function newTopicPolicy(vendor: Vendor, topicArn: string): string {
  return ownersPolicy(vendor, topicArn, ownersActions);
}

/** What the provider puts back (internal/service/sns/topic_policy.go, defaultTopicPolicy): one action more than SNS's own. */
export function restoredPolicy(vendor: Vendor, topicArn: string): string {
  return ownersPolicy(vendor, topicArn, [...ownersActions, "SNS:Receive"]);
}

function ownersPolicy(vendor: Vendor, topicArn: string, actions: readonly string[]): string {
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

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html: what a topic's policy may name. */
const policyActions = new Set(
  [
    ...ownersActions,
    "SNS:Receive",
    "SNS:GetDataProtectionPolicy",
    "SNS:PutDataProtectionPolicy",
    "SNS:ListTagsForResource",
  ].map((action) => action.toLowerCase()),
);

/** SNS's refusal of a policy, or null. */
export function refusePolicy(topicArn: string, policy: string): VendorError | null {
  const problem = statementsOf(policy)
    .map(statementProblem)
    .find((each) => each !== null);
  const doing = `setting SNS Topic (${topicArn}) attribute (Policy)`;
  return problem === undefined || problem === null ? null : invalidParameter(doing, "SetTopicAttributes", problem);
}

/** A wildcard like `sns:*` takes in what topics do not have, and is refused. */
function statementProblem({ Action, Resource }: Statement): string | null {
  const actions = Action === undefined ? [] : [Action].flat();
  if (actions.some((action) => !policyActions.has(String(action).toLowerCase())))
    return "Policy statement action out of service scope!";
  return [Resource].flat().length > 1 ? "Policy statement must apply to a single resource!" : null;
}
