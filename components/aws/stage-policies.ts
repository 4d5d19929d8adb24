import { alertsTopicArn } from "../../core/naming/names.ts";
import {
  CHANGE_ALARMS,
  CHANGE_BOUNDED_ROLES,
  CHANGE_BUCKETS,
  CHANGE_BUDGETS,
  CHANGE_ROLES,
  CHANGE_TABLES,
  FIND_ALARMS,
  PUT_ALARMS,
  READ_ALARMS,
  READ_BUCKETS,
  READ_BUDGETS,
  READ_POLICIES,
  READ_ROLES,
  READ_TABLES,
} from "./actions.ts";
import { publishAlerts } from "./alert-access.ts";
import { policyDocument, type Statement } from "./policy.ts";
import {
  accountRoleArns,
  alarmArn,
  boundaryArn,
  bucketArn,
  budgetArn,
  objectArn,
  roleArn,
  type StageScope,
  tableArn,
} from "./stage-scope.ts";

import { stateAccess } from "./state-access.ts";

/** The policies that the account stack holds for a stage: a ceiling, and what `deploy` and `inspect` may do below it. */

/** The role of the deploy workflow: changes the stage's resources, and reads no data. */
export function deployPolicy(scope: StageScope): string {
  return policyDocument([...manage(scope), ...stateAccess(scope, "write")]);
}

/** The role of the drift workflow: reads settings, neither data nor anything of other stages. */
export function inspectPolicy(scope: StageScope): string {
  return policyDocument([
    { sid: "ReadTables", actions: READ_TABLES, resources: tables(scope) },
    { sid: "ReadBuckets", actions: READ_BUCKETS, resources: [bucketArn(scope)] },
    { sid: "ReadRoles", actions: READ_ROLES, resources: [roleArn(scope, "*")] },
    readBoundary(scope),
    findAlarms(scope),
    { sid: "ReadAlarms", actions: READ_ALARMS, resources: [alarmArn(scope, "*")] },
    { sid: "ReadBudget", actions: READ_BUDGETS, resources: [budgetArn(scope)] },
    ...stateAccess(scope, "read"),
  ]);
}

/**
 * The ceiling of `deploy`: whatever policies it is given later, it reaches this stage's tables, buckets and roles and nothing
 * else (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
 */
export function deployBoundaryPolicy(scope: StageScope): string {
  return policyDocument([
    { sid: "Tables", actions: ["dynamodb:*"], resources: tables(scope) },
    { sid: "Buckets", actions: ["s3:*"], resources: [bucketArn(scope), objectArn(scope)] },
    ...manageRoles(scope),
    ...manageMonitoring(scope),
    {
      sid: "KeepTheCeiling",
      effect: "Deny",
      actions: [...CHANGE_ROLES, ...CHANGE_BOUNDED_ROLES, "iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      resources: accountRoleArns(scope),
    },
    ...stateAccess(scope, "write"),
  ]);
}

function manage(scope: StageScope): readonly Statement[] {
  return [
    { sid: "Tables", actions: [...READ_TABLES, ...CHANGE_TABLES], resources: tables(scope) },
    { sid: "Buckets", actions: [...READ_BUCKETS, ...CHANGE_BUCKETS], resources: [bucketArn(scope)] },
    ...manageRoles(scope),
    ...manageMonitoring(scope),
  ];
}

/** Alarms that tell the account's topic and do nothing else: an alarm's action could also stop a machine. */
function manageMonitoring(scope: StageScope): readonly Statement[] {
  const alarms = [alarmArn(scope, "*")];
  return [
    findAlarms(scope),
    { sid: "Alarms", actions: [...READ_ALARMS, ...CHANGE_ALARMS], resources: alarms },
    {
      sid: "AlarmsThatOnlyTell",
      actions: PUT_ALARMS,
      resources: alarms,
      conditions: { "ForAllValues:StringEquals": { "cloudwatch:AlarmActions": [alertsTopicArn(scope)] } },
    },
    { sid: "Budget", actions: [...READ_BUDGETS, ...CHANGE_BUDGETS], resources: [budgetArn(scope)] },
    ...(scope.publishesAlerts ? [publishAlerts(scope)] : []),
  ];
}

function findAlarms({ region, accountId }: StageScope): Statement {
  return { sid: "FindAlarms", actions: FIND_ALARMS, resources: [`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`] };
}

function manageRoles(scope: StageScope): readonly Statement[] {
  const roles = [roleArn(scope, "*")];
  return [
    { sid: "Roles", actions: [...READ_ROLES, ...CHANGE_ROLES], resources: roles },
    {
      sid: "RolesUnderTheCeiling",
      actions: CHANGE_BOUNDED_ROLES,
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": [boundaryArn(scope)] } },
    },
    readBoundary(scope),
  ];
}

/** A person changes it, with credentials of their own. */
function readBoundary(scope: StageScope): Statement {
  return { sid: "ReadBoundary", actions: READ_POLICIES, resources: [boundaryArn(scope)] };
}

function tables(scope: StageScope): readonly string[] {
  return [tableArn(scope), `${tableArn(scope)}/index/*`];
}
