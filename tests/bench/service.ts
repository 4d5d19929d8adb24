/** One invented service of sixteen resources, as a stage of a realistic product declares and deploys it. */

/** What is a stage's own. The neutral profile gives the tree that a normaliser would make of any stage. */
export interface Profile {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** A generated id of a resource; the same arguments give the same id. */
  readonly id: (prefix: string, name: string) => string;
  /** How a secret stands in the state. */
  readonly secret: (plaintext: string) => unknown;
}

export interface BenchResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** By input property: the resources of the same service that it was made from, as `type::name`. */
  readonly from: Readonly<Record<string, string>>;
}

export const RESOURCES_A_SERVICE = 16;

/** `number` makes names unique. */
export function serviceResources(number: number, stage: Profile): readonly BenchResource[] {
  const service = `svc${number}`;
  const physical = (what: string) => `shop-${stage.name}-${service}-${what}`;
  const arn = (rest: string) => `arn:aws:${rest}`;
  const regional = (vendor: string, rest: string) => arn(`${vendor}:${stage.region}:${stage.account}:${rest}`);
  const tags = { "cost-centre": `cc-${number % 40}`, owner: "platform", service, stage: stage.name };
  const named = (what: string) => `${service}-${what}`;
  const made = (type: string, what: string) => `${type}::${named(what)}`;

  const table = regional("dynamodb", `table/${physical("orders")}`);
  const bucket = `${physical("files")}-${stage.account}`;
  const role = arn(`iam::${stage.account}:role/${physical("worker")}`);
  const queue = regional("sqs", physical("jobs"));
  const topic = regional("sns", "alerts");
  const lambda = regional("lambda", `function:${physical("worker")}`);
  const vpc = stage.id("vpc", service);
  const group = stage.id("sg", service);
  const project = stage.id("prj", service);
  const url = `https://${service}.${stage.name}.shop.example.com`;
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Rows", Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:Query"], Resource: [table, `${table}/*`] },
      { Sid: "Files", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: arn(`s3:::${bucket}/*`) },
      { Sid: "Jobs", Effect: "Allow", Action: "sqs:*", Resource: queue },
    ],
  });
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });

  const resource = (
    type: string,
    what: string,
    id: string,
    inputs: BenchResource["inputs"],
    outputs: BenchResource["outputs"],
    from: BenchResource["from"] = {},
  ): BenchResource => ({ type, name: named(what), id, inputs, outputs: { ...inputs, id, ...outputs }, from });

  return [
    resource(
      TYPES.table,
      "orders",
      physical("orders"),
      {
        __defaults: ["streamEnabled"],
        attributes: [
          { name: "pk", type: "S" },
          { name: "sk", type: "S" },
          { name: "state", type: "S" },
        ],
        billingMode: "PROVISIONED",
        globalSecondaryIndexes: [
          {
            hashKey: "state",
            name: "by-state",
            projectionType: "ALL",
            rangeKey: "sk",
            readCapacity: 1,
            writeCapacity: 1,
          },
        ],
        hashKey: "pk",
        name: physical("orders"),
        pointInTimeRecovery: { enabled: true },
        rangeKey: "sk",
        readCapacity: 2,
        tags,
        ttl: { attributeName: "expiresAt", enabled: true },
        writeCapacity: 2,
      },
      { arn: table, replicas: [], streamArn: `${table}/stream/2026-03-01T10:00:00.000`, tagsAll: tags },
    ),
    resource(
      TYPES.bucket,
      "files",
      bucket,
      { __defaults: ["forceDestroy"], bucket, forceDestroy: false, tags },
      {
        arn: arn(`s3:::${bucket}`),
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${bucket}.s3.${stage.region}.amazonaws.com`,
        grants: [{ id: stage.id("canonical", service), permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" }],
        hostedZoneId: "Z21DNDUVLTQW6Q",
        region: stage.region,
        requestPayer: "BucketOwner",
        tagsAll: tags,
        versioning: { enabled: true, mfaDelete: false },
      },
    ),
    resource(
      TYPES.versioning,
      "files-versions",
      bucket,
      { __defaults: [], bucket, versioningConfiguration: { __defaults: [], status: "Enabled" } },
      { expectedBucketOwner: "", mfa: null },
      { bucket: made(TYPES.bucket, "files") },
    ),
    resource(
      TYPES.access,
      "files-access",
      bucket,
      {
        __defaults: [],
        blockPublicAcls: true,
        blockPublicPolicy: true,
        bucket,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      {},
      { bucket: made(TYPES.bucket, "files") },
    ),
    resource(
      TYPES.role,
      "worker-role",
      physical("worker"),
      {
        __defaults: ["maxSessionDuration", "path"],
        assumeRolePolicy: trust,
        maxSessionDuration: 3600,
        name: physical("worker"),
        path: "/",
        tags,
      },
      { arn: role, createDate: "2026-03-01T10:00:00Z", tagsAll: tags, uniqueId: stage.id("AROA", service) },
    ),
    resource(
      TYPES.rolePolicy,
      "worker-rights",
      `${physical("worker")}:rights`,
      { __defaults: [], name: "rights", policy, role: physical("worker") },
      {},
      { role: made(TYPES.role, "worker-role"), policy: made(TYPES.table, "orders") },
    ),
    resource(
      TYPES.group,
      "network",
      group,
      {
        __defaults: ["revokeRulesOnDelete"],
        description: `traffic of ${service}`,
        egress: [{ cidrBlocks: ["0.0.0.0/0"], fromPort: 0, protocol: "-1", self: false, toPort: 0 }],
        ingress: INGRESS,
        name: physical("network"),
        revokeRulesOnDelete: false,
        tags,
        vpcId: vpc,
      },
      { arn: regional("ec2", `security-group/${group}`), ownerId: stage.account, tagsAll: tags },
      { vpcId: made(TYPES.vpc, "vpc") },
    ),
    resource(
      TYPES.vpc,
      "vpc",
      vpc,
      {
        __defaults: ["enableDnsSupport", "instanceTenancy"],
        cidrBlock: `10.${number % 250}.0.0/16`,
        enableDnsSupport: true,
        instanceTenancy: "default",
        tags,
      },
      {
        arn: regional("ec2", `vpc/${vpc}`),
        mainRouteTableId: stage.id("rtb", service),
        ownerId: stage.account,
        tagsAll: tags,
      },
    ),
    resource(
      TYPES.lambda,
      "worker",
      physical("worker"),
      {
        __defaults: ["packageType", "publish"],
        architectures: ["arm64"],
        environment: {
          __defaults: [],
          variables: {
            ...SETTINGS,
            FILES_BUCKET: bucket,
            LOG_LEVEL: "info",
            ORDERS_TABLE: physical("orders"),
            PUBLIC_URL: url,
            REGION: stage.region,
          },
        },
        handler: "index.handler",
        memorySize: 512,
        name: physical("worker"),
        packageType: "Zip",
        publish: false,
        role,
        runtime: "nodejs20.x",
        s3Key: `releases/${service}/worker.zip`,
        tags,
        timeout: 30,
        vpcConfig: { __defaults: [], securityGroupIds: [group] },
      },
      {
        arn: lambda,
        invokeArn: arn(`apigateway:${stage.region}:lambda:path/2015-03-31/functions/${lambda}/invocations`),
        lastModified: "2026-03-01T10:00:00.000+0000",
        sourceCodeHash: "nYp3J4rQkM0m2m5h0tZ0cK9vF1xJxk7u1iQ0Vw3S2bE=",
        tagsAll: tags,
        tracingConfig: { mode: "PassThrough" },
      },
      {
        role: made(TYPES.role, "worker-role"),
        environment: made(TYPES.table, "orders"),
        vpcConfig: made(TYPES.group, "network"),
      },
    ),
    resource(
      TYPES.logs,
      "worker-logs",
      `/aws/lambda/${physical("worker")}`,
      {
        __defaults: ["skipDestroy"],
        name: `/aws/lambda/${physical("worker")}`,
        retentionInDays: 30,
        skipDestroy: false,
        tags,
      },
      { arn: regional("logs", `log-group:/aws/lambda/${physical("worker")}`), tagsAll: tags },
    ),
    resource(
      TYPES.queue,
      "jobs",
      `https://sqs.${stage.region}.amazonaws.com/${stage.account}/${physical("jobs")}`,
      {
        __defaults: ["delaySeconds", "maxMessageSize"],
        delaySeconds: 0,
        maxMessageSize: 262144,
        name: physical("jobs"),
        tags,
        visibilityTimeoutSeconds: 180,
      },
      {
        arn: queue,
        sqsManagedSseEnabled: true,
        tagsAll: tags,
        url: `https://sqs.${stage.region}.amazonaws.com/${stage.account}/${physical("jobs")}`,
      },
    ),
    resource(
      TYPES.alarm,
      "jobs-age",
      physical("jobs-age"),
      {
        __defaults: ["actionsEnabled", "treatMissingData"],
        actionsEnabled: true,
        alarmActions: [topic],
        comparisonOperator: "GreaterThanThreshold",
        dimensions: { QueueName: physical("jobs") },
        evaluationPeriods: 3,
        metricName: "ApproximateAgeOfOldestMessage",
        name: physical("jobs-age"),
        namespace: "AWS/SQS",
        period: 300,
        statistic: "Maximum",
        tags,
        threshold: 900,
        treatMissingData: "missing",
      },
      { arn: regional("cloudwatch", `alarm:${physical("jobs-age")}`), tagsAll: tags },
      { dimensions: made(TYPES.queue, "jobs") },
    ),
    resource(
      TYPES.project,
      "web",
      project,
      {
        __defaults: [],
        framework: "nextjs",
        gitRepository: { __defaults: [], productionBranch: `stage/${stage.name}`, repo: "acme/shop", type: "github" },
        name: `shop-${service}-${stage.name}`,
        resourceConfig: { __defaults: [], functionDefaultRegions: ["fra1"] },
      },
      { autoAssignCustomDomains: true, nodeVersion: "22.x", teamId: "team_4kbmy5KLWjvqNxGH" },
    ),
    resource(
      TYPES.vercelVariable,
      "web-api-url",
      stage.id("env", service),
      { __defaults: [], key: "API_URL", projectId: project, sensitive: false, targets: ["production"], value: url },
      { comment: "", customEnvironmentIds: [] },
      { projectId: made(TYPES.project, "web") },
    ),
    resource(
      TYPES.githubVariable,
      "ORDERS_TABLE",
      `shop:${stage.name}:${service}_ORDERS_TABLE`,
      {
        __defaults: [],
        environment: stage.name,
        repository: "shop",
        value: physical("orders"),
        variableName: `${service}_ORDERS_TABLE`.toUpperCase(),
      },
      { createdAt: "2026-03-01 10:00:00 +0000 UTC", updatedAt: "2026-03-01 10:00:00 +0000 UTC" },
      { value: made(TYPES.table, "orders") },
    ),
    resource(
      TYPES.githubSecret,
      "API_KEY",
      `shop:${stage.name}:${service}_API_KEY`,
      {
        __defaults: [],
        environment: stage.name,
        plaintextValue: stage.secret(stage.id("key", service)),
        repository: "shop",
        secretName: `${service}_API_KEY`.toUpperCase(),
      },
      { createdAt: "2026-03-01 10:00:00 +0000 UTC", updatedAt: "2026-03-01 10:00:00 +0000 UTC" },
    ),
  ];
}

/** What a service is told beside the names of its resources: the same in all stages. */
const SETTINGS = Object.fromEntries(
  [
    "BATCH_SIZE",
    "CACHE_SECONDS",
    "CURRENCY",
    "EVENT_BUS",
    "FEATURES",
    "LOCALE",
    "METRICS",
    "RETRIES",
    "TIMEZONE",
    "TRACING",
  ].map((name, index) => [name, `${name.toLowerCase()}-${index * 7}`]),
);

/** Traffic that a service lets in. */
const INGRESS = [22, 80, 443, 5432, 6379, 8080].map((port) => ({
  __defaults: ["self"],
  cidrBlocks: ["10.0.0.0/8"],
  description: `port ${port} from within`,
  fromPort: port,
  protocol: "tcp",
  self: false,
  toPort: port,
}));

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
