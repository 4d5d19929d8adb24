/** Lists whose order means nothing. */

/** Whatever the resource, these properties are sets. */
const NAMED_SETS: ReadonlySet<string> = new Set([
  "targets",
  "events",
  "topics",
  "securityGroupIds",
  "subnetIds",
  "users",
  "teams",
]);

/**
 * Sets by resource type, as paths without list indexes. From the schemas of the Terraform providers behind the Pulumi ones
 * (`schema.TypeSet` in hashicorp/terraform-provider-aws, `SetAttribute` in vercel/terraform-provider-vercel).
 */
const TYPE_SETS: Readonly<Record<string, readonly string[]>> = {
  "aws:budgets/budget:Budget": [
    "costFilters",
    "notifications",
    "notifications.subscriberEmailAddresses",
    "notifications.subscriberSnsTopicArns",
    "plannedLimits",
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["alarmActions", "insufficientDataActions", "metricQueries", "okActions"],
  "aws:dynamodb/table:Table": [
    "attributes",
    "globalSecondaryIndexes",
    "globalSecondaryIndexes.nonKeyAttributes",
    "localSecondaryIndexes",
    "replicas",
  ],
  "aws:ec2/instance:Instance": ["securityGroups", "vpcSecurityGroupIds"],
  "aws:ec2/securityGroup:SecurityGroup": ["egress", "egress.securityGroups", "ingress", "ingress.securityGroups"],
  "aws:ecs/service:Service": ["networkConfiguration.securityGroups", "networkConfiguration.subnets"],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ["clientIdLists"],
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns"],
  "aws:lambda/function:Function": ["replacementSecurityGroupIds"],
  "aws:lambda/functionUrl:FunctionUrl": [
    "cors.allowHeaders",
    "cors.allowMethods",
    "cors.allowOrigins",
    "cors.exposeHeaders",
  ],
  "aws:lb/loadBalancer:LoadBalancer": ["securityGroups", "subnets"],
  "aws:rds/cluster:Cluster": ["availabilityZones", "enabledCloudwatchLogsExports", "vpcSecurityGroupIds"],
  "aws:rds/instance:Instance": ["enabledCloudwatchLogsExports", "vpcSecurityGroupIds"],
  "aws:s3/bucket:Bucket": [
    "grants",
    "grants.permissions",
    "lifecycleRules.noncurrentVersionTransitions",
    "lifecycleRules.transitions",
    "replicationConfiguration.rules",
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    "rules.noncurrentVersionTransitions",
    "rules.transitions",
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["rules"],
  "vercel:index/project:Project": ["environments", "environments.targets"],
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": ["customEnvironmentIds"],
  "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables": [
    "variables",
    "variables.customEnvironmentIds",
  ],
  "vercel:index/sharedEnvironmentVariable:SharedEnvironmentVariable": ["projectIds"],
  "vercel:index/webhook:Webhook": ["projectIds"],
};

const setsOfType = new Map(Object.entries(TYPE_SETS).map(([type, paths]) => [type, new Set(paths)]));

/** `genericPath` is only asked for where the type has sets of its own. */
export function isSet(type: string, key: string | number, genericPath: () => string | null): boolean {
  if (NAMED_SETS.has(String(key))) return true;
  const paths = setsOfType.get(type);
  if (!paths) return false;
  const path = genericPath();
  return path !== null && paths.has(path);
}
