/** Actions of AWS, by what is done to what (https://docs.aws.amazon.com/service-authorization/latest/reference/). */

export const READ_TABLES = [
  "dynamodb:DescribeContinuousBackups",
  "dynamodb:DescribeKinesisStreamingDestination",
  "dynamodb:DescribeTable",
  "dynamodb:DescribeTimeToLive",
  "dynamodb:ListTagsOfResource",
];
export const CHANGE_TABLES = [
  "dynamodb:CreateTable",
  "dynamodb:DeleteTable",
  "dynamodb:TagResource",
  "dynamodb:UntagResource",
  "dynamodb:UpdateContinuousBackups",
  "dynamodb:UpdateTable",
  "dynamodb:UpdateTimeToLive",
];
/** All that the provider reads of a bucket; none of it is an object. */
export const READ_BUCKETS = [
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
export const CHANGE_BUCKETS = [
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
export const READ_ROLES = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "iam:ListRoleTags",
];
export const READ_POLICIES = ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyTags", "iam:ListPolicyVersions"];
/** These can be made to depend on the role's boundary, so a role without it can neither be made nor be given anything. */
export const CHANGE_BOUNDED_ROLES = [
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];
export const CHANGE_ROLES = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];
/** The whole account's, because a request for one alarm is still judged as one for all. */
export const FIND_ALARMS = ["cloudwatch:DescribeAlarms"];
export const READ_ALARMS = ["cloudwatch:ListTagsForResource"];
export const CHANGE_ALARMS = ["cloudwatch:DeleteAlarms", "cloudwatch:TagResource", "cloudwatch:UntagResource"];
/** Apart from the others, because it can be held to the alarm's actions. */
export const PUT_ALARMS = ["cloudwatch:PutMetricAlarm"];
/** Each of the two stands for all requests about a budget and its notifications. */
export const READ_BUDGETS = ["budgets:ListTagsForResource", "budgets:ViewBudget"];
export const CHANGE_BUDGETS = ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"];
