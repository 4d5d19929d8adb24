/** Types of the generated resources. */
export const TYPES = {
  table: "aws:dynamodb/table:Table",
  bucket: "aws:s3/bucket:Bucket",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  access: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  group: "aws:ec2/securityGroup:SecurityGroup",
  vpc: "aws:ec2/vpc:Vpc",
  lambda: "aws:lambda/function:Function",
  logs: "aws:cloudwatch/logGroup:LogGroup",
  queue: "aws:sqs/queue:Queue",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  project: "vercel:index/project:Project",
  vercelVariable: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  githubVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  githubSecret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
} as const;
