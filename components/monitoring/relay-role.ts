import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import { relayName } from "../../core/naming/names.ts";
import { policyDocument } from "../aws/policy.ts";
import type { Tags } from "../tags.ts";

/** What the relay touches, as ARNs. */
export interface RelayReach {
  readonly logGroupArn: string;
  readonly tableArn: string;
  readonly topicArn: string;
  readonly parameterArns: readonly string[];
}

export interface RelayRoleArgs {
  readonly app: string;
  readonly reach: pulumi.Input<RelayReach>;
  readonly tags: Tags;
}

/** The role of the relay's function, and what it may do; the function has to wait for both. */
export function relayRole(
  { app, reach, tags }: RelayRoleArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly role: Role; readonly policy: RolePolicy } {
  const role = new Role("relay", { name: relayName(app), assumeRolePolicy: lambdaTrust(), tags }, opts);
  const policy = new RolePolicy(
    "relay",
    { name: "relay", role: role.name, policy: pulumi.output(reach).apply(relayPolicy) },
    opts,
  );
  return { role, policy };
}

function lambdaTrust(): string {
  return policyDocument([{ sid: "Lambda", service: "lambda.amazonaws.com", actions: ["sts:AssumeRole"] }]);
}

/**
 * No right to use a key: parameters are encrypted with the account's own key for SSM, which is open to whoever may read the
 * parameter (https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html). No right to make the log
 * group: it is there before, with an end to its entries.
 */
function relayPolicy({ logGroupArn, tableArn, topicArn, parameterArns }: RelayReach): string {
  return policyDocument([
    { sid: "Log", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
    {
      sid: "Deliveries",
      actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
      resources: [tableArn],
    },
    { sid: "Publish", actions: ["sns:Publish"], resources: [topicArn] },
    { sid: "Parameters", actions: ["ssm:GetParameters"], resources: parameterArns },
  ]);
}
