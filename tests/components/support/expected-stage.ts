import { expectedAlarms } from "./expected-alarms.ts";
import { ACCOUNT_ID, OWNER_ID, REPOSITORY_ID } from "./vendors.ts";

/** What the example's stage is: every resource by address, with all its inputs. Written by hand, not taken from a run. */

export interface ExpectedStage {
  readonly stage: string;
  readonly logLevel: string;
  readonly previews: boolean;
  /** Where GitHub keeps the bindings. */
  readonly bindings: "environment" | "repository";
}

type Inputs = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Inputs>>;

export function expectedStage(expected: ExpectedStage): Resources {
  return {
    ...providers(),
    ...components(),
    ...table("raw", expected),
    ...bucket("landing", { versioned: false, expireDays: 7 }, expected),
    ...table("checked", expected),
    ...bucket("staged", { versioned: false }, expected),
    ...table("facts", expected, "sk"),
    ...bucket("published", { versioned: true }, expected),
    ...roles(expected),
    ...(expected.stage === "prod" ? expectedAlarms(expected.stage) : {}),
    ...vercel(expected),
    ...(expected.bindings === "environment" ? githubEnvironment(expected) : githubRepository(expected)),
  };
}

function providers(): Resources {
  const aws = { region: "eu-central-1", skipCredentialsValidation: "false", skipRegionValidation: "true" };
  return {
    "pulumi:providers:aws::preflight": aws,
    "pulumi:providers:aws::aws": aws,
    "pulumi:providers:github::github": { baseUrl: "https://api.github.com/", owner: "jdoe" },
    "pulumi:providers:vercel::vercel": {},
  };
}

function components(): Resources {
  const names = [
    "stagekeeper:index:Stage::agent-ops",
    "stagekeeper:aws:Warehouse::warehouse",
    ...["raw", "checked", "facts"].map((name) => `stagekeeper:aws:Table::${name}`),
    ...["landing", "staged", "published"].map((name) => `stagekeeper:aws:Bucket::${name}`),
    "stagekeeper:aws:Identities::identities",
    "stagekeeper:monitoring:Stage::monitoring",
    "stagekeeper:vercel:Project::web",
    "stagekeeper:github:Environment::github",
  ];
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function table(name: string, { stage }: ExpectedStage, rangeKey?: string): Resources {
  const keys = ["pk", ...(rangeKey === undefined ? [] : [rangeKey])];
  return {
    [`aws:dynamodb/table:Table::${name}`]: {
      name: `agent-ops-${stage}-${name}`,
      hashKey: "pk",
      ...(rangeKey !== undefined && { rangeKey }),
      attributes: keys.map((key) => ({ name: key, type: "S" })),
      billingMode: "PROVISIONED",
      readCapacity: 1,
      writeCapacity: 1,
      pointInTimeRecovery: { enabled: false },
      tags: { app: "agent-ops", stage },
    },
  };
}

interface ExpectedBucket {
  readonly versioned: boolean;
  readonly expireDays?: number;
}

function bucket(name: string, { versioned, expireDays }: ExpectedBucket, { stage }: ExpectedStage): Resources {
  const physical = `agent-ops-${stage}-${name}-${ACCOUNT_ID}`;
  const rule = (id: string, action: Inputs) => ({ id, status: "Enabled", filter: {}, ...action });
  return {
    [`aws:s3/bucket:Bucket::${name}`]: { bucket: physical, tags: { app: "agent-ops", stage } },
    [`aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::${name}`]: {
      bucket: physical,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    [`aws:s3/bucketOwnershipControls:BucketOwnershipControls::${name}`]: {
      bucket: physical,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    },
    [`aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::${name}`]: {
      bucket: physical,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] }],
    },
    [`aws:s3/bucketVersioning:BucketVersioning::${name}`]: {
      bucket: physical,
      versioningConfiguration: { status: versioned ? "Enabled" : "Suspended" },
    },
    [`aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::${name}`]: {
      bucket: physical,
      rules: [
        rule("abandoned-uploads", { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
        ...(expireDays === undefined ? [] : [rule("expire", { expiration: { days: expireDays } })]),
        ...(versioned ? [rule("old-versions", { noncurrentVersionExpiration: { noncurrentDays: 30 } })] : []),
      ],
    },
  };
}

function roles({ stage, bindings }: ExpectedStage): Resources {
  const role = (name: string, statement: Inputs) => ({
    name: `agent-ops-${stage}-${name}`,
    permissionsBoundary: `arn:aws:iam::${ACCOUNT_ID}:policy/agent-ops-${stage}-boundary`,
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["sts:AssumeRoleWithWebIdentity"], ...statement }],
    },
    tags: { app: "agent-ops", stage },
  });
  const github = "token.actions.githubusercontent.com";
  const job = bindings === "environment" ? `environment:${stage}` : `ref:refs/heads/stage/${stage}`;
  return {
    "aws:iam/role:Role::pipeline": role("pipeline", {
      Sid: "GitHub1",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/${github}` },
      Condition: {
        StringEquals: {
          [`${github}:aud`]: "sts.amazonaws.com",
          [`${github}:repository_id`]: String(REPOSITORY_ID),
          ...(bindings === "environment"
            ? { [`${github}:environment`]: stage }
            : { [`${github}:ref`]: `refs/heads/stage/${stage}` }),
          [`${github}:sub`]: [`repo:jdoe/agent-ops:${job}`, `repo:jdoe@${OWNER_ID}/agent-ops@${REPOSITORY_ID}:${job}`],
        },
      },
    }),
    "aws:iam/role:Role::runtime": role("runtime", {
      Sid: "Vercel",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/oidc.vercel.com` },
      Condition: {
        StringEquals: {
          "oidc.vercel.com:aud": "https://vercel.com/jdoe",
          "oidc.vercel.com:sub": `owner:jdoe:project:agent-ops-web-${stage}:environment:production`,
        },
      },
    }),
    "aws:iam/policy:Policy::boundary": {
      name: `agent-ops-${stage}-boundary`,
      policy: withStatements(dataPolicy(stage, ["*"], ["*"], WRITES), [HEARTBEAT]),
      tags: { app: "agent-ops", stage },
    },
    "aws:iam/rolePolicy:RolePolicy::pipeline": {
      name: "warehouse",
      role: `agent-ops-${stage}-pipeline`,
      policy: dataPolicy(stage, ["checked", "facts", "raw"], ["landing", "published", "staged"], WRITES),
    },
    "aws:iam/rolePolicy:RolePolicy::pipeline-reports": {
      name: "reports",
      role: `agent-ops-${stage}-pipeline`,
      policy: { Version: "2012-10-17", Statement: [HEARTBEAT] },
    },
    "aws:iam/rolePolicy:RolePolicy::runtime": {
      name: "warehouse",
      role: `agent-ops-${stage}-runtime`,
      policy: dataPolicy(stage, ["facts"], ["published"], { items: [], objects: [] }),
    },
  };
}

interface Writes {
  readonly items: readonly string[];
  readonly objects: readonly string[];
}

const WRITES: Writes = {
  items: ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"],
  objects: ["AbortMultipartUpload", "DeleteObject", "PutObject"],
};

const HEARTBEAT = {
  Sid: "Heartbeat",
  Effect: "Allow",
  Action: ["cloudwatch:PutMetricData"],
  Resource: ["*"],
  Condition: { StringEquals: { "cloudwatch:namespace": "stagekeeper/agent-ops" } },
};

function withStatements(policy: PolicyJson, more: readonly object[]): PolicyJson {
  return { ...policy, Statement: [...policy.Statement, ...more] };
}

interface PolicyJson {
  readonly Version: string;
  readonly Statement: readonly object[];
}

function dataPolicy(stage: string, tables: readonly string[], buckets: readonly string[], writes: Writes): PolicyJson {
  const tableArns = tables.map(
    (name) => `arn:aws:dynamodb:eu-central-1:${ACCOUNT_ID}:table/agent-ops-${stage}-${name}`,
  );
  const bucketArns = buckets.map((name) => `arn:aws:s3:::agent-ops-${stage}-${name}-${ACCOUNT_ID}`);
  const reads = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"];
  const actions = (service: string, names: readonly string[]) => names.map((name) => `${service}:${name}`).sort();
  const allow = { Effect: "Allow" };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Items",
        ...allow,
        Action: actions("dynamodb", [...reads, ...writes.items]),
        Resource: tableArns.flatMap((arn) => [arn, `${arn}/index/*`]),
      },
      { Sid: "Buckets", ...allow, Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: bucketArns },
      {
        Sid: "Objects",
        ...allow,
        Action: actions("s3", ["GetObject", ...writes.objects]),
        Resource: bucketArns.map((arn) => `${arn}/*`),
      },
    ],
  };
}

function vercel({ stage, logLevel, previews }: ExpectedStage): Resources {
  const variable = (key: string, value: unknown, sensitive: boolean) => ({
    [`vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable::${key}`]: {
      projectId: "web-id",
      key,
      value,
      sensitive,
      targets: previews ? ["preview", "production"] : ["production"],
    },
  });
  return {
    "vercel:index/project:Project::web": {
      name: `agent-ops-web-${stage}`,
      framework: "nextjs",
      nodeVersion: "22.x",
      gitRepository: { type: "github", repo: "jdoe/agent-ops", productionBranch: `stage/${stage}` },
      previewDeploymentsDisabled: !previews,
      ignoreCommand: `case "$VERCEL_GIT_COMMIT_REF" in stage/${stage}) exit 1 ;; stage/*) exit 0 ;; *) exit 1 ;; esac`,
      automaticallyExposeSystemEnvironmentVariables: true,
      gitForkProtection: true,
      enableAffectedProjectsDeployments: false,
      vercelAuthentication: { deploymentType: "standard_protection_new" },
      oidcTokenConfig: { issuerMode: "global" },
      resourceConfig: { functionDefaultRegions: ["fra1"] },
    },
    ...variable("OPENAI_API_KEY", { secret: "canary-openai" }, true),
    ...variable("DATABASE_URL", { secret: "canary-database" }, true),
    ...variable("LOG_LEVEL", logLevel, false),
    ...variable("FACTS_TABLE", `agent-ops-${stage}-facts`, false),
  };
}

function githubEnvironment({ stage, logLevel }: ExpectedStage): Resources {
  const place = { repository: "agent-ops", environment: stage };
  const secret = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
  const variable = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
  const policy = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
  return {
    "github:index/repositoryEnvironment:RepositoryEnvironment::environment": {
      ...place,
      canAdminsBypass: false,
      waitTimer: 0,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
    [`${policy}::stage-branch`]: { ...place, branchPattern: `stage/${stage}` },
    [`${policy}::default-branch`]: { ...place, branchPattern: "main" },
    [`${secret}::OPENAI_API_KEY`]: { ...place, secretName: "OPENAI_API_KEY", value: { secret: "canary-openai" } },
    [`${variable}::LOG_LEVEL`]: { ...place, variableName: "LOG_LEVEL", value: logLevel },
    [`${variable}::FACTS_TABLE`]: { ...place, variableName: "FACTS_TABLE", value: `agent-ops-${stage}-facts` },
  };
}

function githubRepository({ stage, logLevel }: ExpectedStage): Resources {
  const repository = "agent-ops";
  const prefix = stage.toUpperCase();
  const secret = "github:index/actionsSecret:ActionsSecret";
  const variable = "github:index/actionsVariable:ActionsVariable";
  const value = `agent-ops-${stage}-facts`;
  return {
    [`${secret}::OPENAI_API_KEY`]: {
      repository,
      secretName: `${prefix}_OPENAI_API_KEY`,
      value: { secret: "canary-openai" },
    },
    [`${variable}::LOG_LEVEL`]: { repository, variableName: `${prefix}_LOG_LEVEL`, value: logLevel },
    [`${variable}::FACTS_TABLE`]: { repository, variableName: `${prefix}_FACTS_TABLE`, value },
  };
}
