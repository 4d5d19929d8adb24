import { alertsTopicArn, relayLogGroupName, relayName } from "../../core/naming/names.ts";
import { FIND_ALARMS, READ_ALARMS, READ_BUDGETS, READ_POLICIES, READ_ROLES, READ_TABLES } from "./actions.ts";
import { policyDocument, type Statement } from "./policy.ts";
import type { StateScope } from "./stage-scope.ts";
import { stateAccess } from "./state-access.ts";

/** The account stack, as policies name what it holds. */
export interface AccountScope extends StateScope {
  readonly region: string;
}

const READ_OIDC_PROVIDERS = ["iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviderTags"];
const READ_TOPICS = ["sns:GetTopicAttributes", "sns:ListTagsForResource"];
const READ_FUNCTIONS = [
  "lambda:GetFunction",
  "lambda:GetFunctionCodeSigningConfig",
  "lambda:GetFunctionUrlConfig",
  "lambda:GetPolicy",
  "lambda:ListTags",
  "lambda:ListVersionsByFunction",
];
const READ_PARAMETERS = ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"];

/**
 * Reads everything that the account stack holds, and changes nothing. The provider reads parameters with their values, so
 * this includes the secrets of the relay's webhook and the URL of the chat, to whoever runs a job on the default branch. Without the
 * values a refresh of the account stack fails. Nothing else that it reads is secret.
 */
export function accountInspectPolicy(scope: AccountScope): string {
  const { app, region, accountId } = scope;
  const inRegion = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const global = (service: string, resource: string) => `arn:aws:${service}::${accountId}:${resource}`;
  const logGroup = inRegion("logs", `log-group:${relayLogGroupName(app)}`);
  const statements: readonly Statement[] = [
    { sid: "ReadRoles", actions: READ_ROLES, resources: [global("iam", `role/${app}-*`)] },
    { sid: "ReadPolicies", actions: READ_POLICIES, resources: [global("iam", `policy/${app}-*`)] },
    { sid: "ReadIssuers", actions: READ_OIDC_PROVIDERS, resources: [global("iam", "oidc-provider/*")] },
    { sid: "ReadTopic", actions: READ_TOPICS, resources: [alertsTopicArn(scope)] },
    // Neither of these two can be held to one thing.
    { sid: "ReadSubscriptions", actions: ["sns:GetSubscriptionAttributes"], resources: ["*"] },
    { sid: "FindParameters", actions: ["ssm:DescribeParameters"], resources: ["*"] },
    { sid: "ReadParameters", actions: READ_PARAMETERS, resources: [inRegion("ssm", `parameter/${app}/relay/*`)] },
    { sid: "ReadBudget", actions: READ_BUDGETS, resources: [global("budgets", `budget/${app}-*`)] },
    { sid: "ReadTable", actions: READ_TABLES, resources: [inRegion("dynamodb", `table/${relayName(app)}`)] },
    { sid: "ReadFunction", actions: READ_FUNCTIONS, resources: [inRegion("lambda", `function:${relayName(app)}`)] },
    { sid: "FindLogGroups", actions: ["logs:DescribeLogGroups"], resources: [inRegion("logs", "log-group:*")] },
    { sid: "ReadLogGroup", actions: ["logs:ListTagsForResource"], resources: [logGroup, `${logGroup}:*`] },
    { sid: "FindAlarms", actions: FIND_ALARMS, resources: [inRegion("cloudwatch", "alarm:*")] },
    { sid: "ReadAlarms", actions: READ_ALARMS, resources: [inRegion("cloudwatch", `alarm:${app}-*`)] },
  ];
  return policyDocument([...statements, ...stateAccess(scope, "read")]);
}
