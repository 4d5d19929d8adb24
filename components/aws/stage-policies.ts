import { policyDocument, type Statement } from "./policy.ts";
import {
  accountRoleArns,
  boundaryArn,
  bucketArn,
  objectArn,
  roleArn,
  type StageScope,
  stateBucketArn,
  stateObjectArns,
  tableArn,
} from "./stage-scope.ts";

/** The policies that the account stack holds for a stage: a ceiling, and what `deploy` and `inspect` may do below it. */

const READ_TABLES = [
  "dynamodb:DescribeContinuousBackups",
  "dynamodb:DescribeKinesisStreamingDestination",
  "dynamodb:DescribeTable",
  "dynamodb:DescribeTimeToLive",
  "dynamodb:ListTagsOfResource",
];
const CHANGE_TABLES = [
  "dynamodb:CreateTable",
  "dynamodb:DeleteTable",
  "dynamodb:TagResource",
  "dynamodb:UntagResource",
  "dynamodb:UpdateContinuousBackups",
  "dynamodb:UpdateTable",
  "dynamodb:UpdateTimeToLive",
];
/** All that the provider reads of a bucket; none of it is an object. */
const READ_BUCKETS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
  "s3:ListTagsForResource",
];
const CHANGE_BUCKETS = [
  "s3:CreateBucket",
  "s3:DeleteBucket",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
];
const READ_ROLES = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
];
const READ_POLICIES = ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags", "iam:ListPolicyVersions"];
/** These can be made to depend on the role's boundary, so a role without it can neither be made nor be given anything. */
const CHANGE_BOUNDED_ROLES = [
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];
const CHANGE_ROLES = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

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
  ];
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

/** Only the stage's own files: the state of other stages holds their settings and their encrypted secrets. */
function stateAccess(scope: StageScope, access: "read" | "write"): readonly Statement[] {
  const bucket = stateBucketArn(scope);
  const write = ["s3:DeleteObject", "s3:PutObject"];
  return [
    { sid: "StateBucket", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
    { sid: "StateFormat", actions: ["s3:GetObject"], resources: [`${bucket}/.pulumi/meta.yaml`] },
    {
      sid: "State",
      actions: ["s3:GetObject", ...(access === "write" ? write : [])],
      resources: stateObjectArns(scope),
    },
  ];
}
