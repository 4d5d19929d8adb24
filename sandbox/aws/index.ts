import type { FunctionModel, ResourceModel } from "../model.ts";
import { budget } from "./budgets/budget.ts";
import { logGroup } from "./cloudwatch/log-group.ts";
import { metricAlarm } from "./cloudwatch/metric-alarm.ts";
import { table } from "./dynamodb/table.ts";
import { getCallerIdentity, getPartition, getRegion } from "./functions/account.ts";
import { getPolicyDocument } from "./functions/policy-document.ts";
import { openIdConnectProvider } from "./iam/open-id-connect-provider.ts";
import { policy } from "./iam/policy.ts";
import { role } from "./iam/role.ts";
import { rolePolicy } from "./iam/role-policy.ts";
import { rolePolicyAttachment } from "./iam/role-policy-attachment.ts";
import { lambdaFunction } from "./lambda/function.ts";
import { functionUrl } from "./lambda/function-url.ts";
import { permission } from "./lambda/permission.ts";
import { bucket } from "./s3/bucket.ts";
import { bucketEncryption } from "./s3/bucket-encryption.ts";
import { bucketLifecycle } from "./s3/bucket-lifecycle.ts";
import { bucketOwnershipControls } from "./s3/bucket-ownership-controls.ts";
import { bucketPolicy } from "./s3/bucket-policy.ts";
import { bucketPublicAccessBlock } from "./s3/bucket-public-access-block.ts";
import { bucketVersioning } from "./s3/bucket-versioning.ts";
import { topic } from "./sns/topic.ts";
import { topicPolicy } from "./sns/topic-policy.ts";
import { topicSubscription } from "./sns/topic-subscription.ts";
import { queue } from "./sqs/queue.ts";
import { parameter } from "./ssm/parameter.ts";

export { awsProvider } from "./provider.ts";

export const awsResources: readonly ResourceModel[] = [
  table,
  bucket,
  bucketVersioning,
  bucketEncryption,
  bucketPublicAccessBlock,
  bucketOwnershipControls,
  bucketLifecycle,
  bucketPolicy,
  openIdConnectProvider,
  role,
  rolePolicy,
  policy,
  rolePolicyAttachment,
  queue,
  budget,
  topic,
  topicPolicy,
  topicSubscription,
  metricAlarm,
  logGroup,
  lambdaFunction,
  functionUrl,
  permission,
  parameter,
];

export const awsFunctions: readonly FunctionModel[] = [getCallerIdentity, getRegion, getPartition, getPolicyDocument];
