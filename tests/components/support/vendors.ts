import type { runtime } from "@pulumi/pulumi";

/** What the vendors answer in these tests. A type or function that is not here is refused, as a wrong token would be. */

export const ACCOUNT_ID = "123456789012";
export const OWNER_ID = "4711";
export const REPOSITORY_ID = 815;

export const RELAY_URL = "https://relay.lambda-url.eu-central-1.on.aws/";
const REGION = "eu-central-1";

type Properties = Record<string, unknown>;

const CREATED: Readonly<Record<string, (name: string, inputs: Properties) => Properties>> = {
  "aws:budgets/budget:Budget": nothing,
  "aws:cloudwatch/logGroup:LogGroup": (_, { name }) => ({
    arn: `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${name}`,
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": nothing,
  "aws:dynamodb/table:Table": (_, { name }) => ({
    arn: `arn:aws:dynamodb:eu-central-1:${ACCOUNT_ID}:table/${name}`,
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (_, { url }) => ({
    arn: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/${String(url).slice("https://".length)}`,
  }),
  "aws:iam/policy:Policy": (_, { name }) => ({ arn: `arn:aws:iam::${ACCOUNT_ID}:policy/${name}` }),
  "aws:iam/role:Role": (_, { name }) => ({ arn: `arn:aws:iam::${ACCOUNT_ID}:role/${name}` }),
  "aws:iam/rolePolicy:RolePolicy": nothing,
  "aws:lambda/function:Function": nothing,
  "aws:lambda/functionUrl:FunctionUrl": () => ({ functionUrl: RELAY_URL }),
  "aws:lambda/permission:Permission": nothing,
  "aws:s3/bucket:Bucket": (_, { bucket }) => ({ arn: `arn:aws:s3:::${bucket}` }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": nothing,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": nothing,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": nothing,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": nothing,
  "aws:s3/bucketVersioning:BucketVersioning": nothing,
  "aws:sns/topic:Topic": (_, { name }) => ({ arn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${name}` }),
  "aws:sns/topicPolicy:TopicPolicy": nothing,
  "aws:sns/topicSubscription:TopicSubscription": (_, { endpoint }) => ({
    pendingConfirmation: String(endpoint).startsWith("new-"),
  }),
  "aws:sqs/queue:Queue": (name) => ({ url: `https://sqs.eu-central-1.amazonaws.com/${ACCOUNT_ID}/${name}` }),
  "aws:ssm/parameter:Parameter": nothing,
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": nothing,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": nothing,
  "github:index/actionsSecret:ActionsSecret": nothing,
  "github:index/actionsVariable:ActionsVariable": nothing,
  "github:index/repositoryEnvironment:RepositoryEnvironment": nothing,
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": nothing,
  "github:index/repositoryWebhook:RepositoryWebhook": nothing,
  "pulumi:providers:aws": nothing,
  "pulumi:providers:github": nothing,
  "pulumi:providers:vercel": nothing,
  "vercel:index/project:Project": nothing,
  "vercel:index/projectDomain:ProjectDomain": nothing,
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": nothing,
};

const ANSWERS: Readonly<Record<string, (inputs: Properties) => Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: ACCOUNT_ID }),
  "github:index/getRepository:getRepository": () => ({ repoId: REPOSITORY_ID, defaultBranch: "main" }),
  "github:index/getTeam:getTeam": ({ slug }) => ({ id: slug === "platform" ? "77" : "0" }),
  "github:index/getUser:getUser": ({ username }) => ({ id: username === "jdoe" ? OWNER_ID : "4712" }),
};

export class Vendors implements runtime.Mocks {
  newResource({ type, name, custom, inputs }: runtime.MockResourceArgs): { id: string; state: Properties } {
    if (!custom && type.startsWith("stagekeeper:")) return { id: "", state: {} };
    const create = CREATED[type];
    if (create === undefined) throw new Error(`no vendor knows the type ${type} of ${name}`);
    return { id: `${name}-id`, state: { ...inputs, ...create(name, inputs) } };
  }

  call({ token, inputs }: runtime.MockCallArgs): Properties {
    const answer = ANSWERS[token];
    if (answer === undefined) throw new Error(`no vendor knows the function ${token}`);
    return answer(inputs);
  }
}

function nothing(): Properties {
  return {};
}
