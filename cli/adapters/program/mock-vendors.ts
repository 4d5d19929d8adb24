import { createHash } from "node:crypto";

/** Accounts that the evaluated program sees. Nothing is called: the answers only have the right shape. */
export interface MockAccounts {
  readonly accountId: string;
  readonly region: string;
  readonly owner: string;
}

type Fields = Record<string, unknown>;

const partition = "aws";
const idDigits = 16;
/** IAM and Budgets have no region in their ARNs; S3 has neither region nor account. */
const globalServices = new Set(["budgets", "iam", "s3"]);

/** An id that no other resource of the stage has. */
export function mockId(urn: string): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, idDigits);
}

/** What the vendor would add to the inputs, as far as programs use it: names, ARNs and URLs. */
export function mockState(type: string, name: string, inputs: Fields, accounts: MockAccounts): Fields {
  const physical = inputs["name"] ?? inputs["bucket"] ?? name;
  if (!type.startsWith("aws:")) return { ...inputs, name: physical };
  return { name: physical, bucket: physical, ...awsState(type, String(physical), accounts), ...inputs };
}

function awsState(type: string, physical: string, accounts: MockAccounts): Fields {
  const service = type.slice("aws:".length).split("/")[0] ?? "";
  const urlId = mockId(`${type}::${physical}`);
  return {
    arn: arnOf(type, service, physical, accounts),
    url: `https://${service}.${accounts.region}.amazonaws.com/${accounts.accountId}/${physical}`,
    ...(type === "aws:lambda/functionUrl:FunctionUrl"
      ? { urlId, functionUrl: `https://${urlId}.lambda-url.${accounts.region}.on.aws/` }
      : {}),
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
function arnOf(type: string, service: string, physical: string, { accountId, region }: MockAccounts): string {
  const isLogs = type === "aws:cloudwatch/logGroup:LogGroup";
  const where = globalServices.has(service) ? "" : region;
  const account = service === "s3" ? "" : accountId;
  const resource = `${arnKind(type)}${type === "aws:ssm/parameter:Parameter" ? physical.replace(/^\//, "") : physical}`;
  return `arn:${partition}:${isLogs ? "logs" : service}:${where}:${account}:${resource}`;
}

function arnKind(type: string): string {
  const kinds: Readonly<Record<string, string>> = {
    "aws:budgets/budget:Budget": "budget/",
    "aws:cloudwatch/logGroup:LogGroup": "log-group:",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "alarm:",
    "aws:dynamodb/table:Table": "table/",
    "aws:iam/role:Role": "role/",
    "aws:iam/policy:Policy": "policy/",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "oidc-provider/",
    "aws:lambda/function:Function": "function:",
    "aws:ssm/parameter:Parameter": "parameter/",
  };
  return kinds[type] ?? "";
}

/** Answers of the data sources that stagekeeper's components call; any other returns its arguments. */
export function mockCall(token: string, inputs: Fields, { accountId, region, owner }: MockAccounts): Fields {
  const answers: Readonly<Record<string, Fields>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
      accountId,
      arn: `arn:${partition}:iam::${accountId}:root`,
      userId: accountId,
    },
    "aws:index/getRegion:getRegion": { name: region, region, id: region },
    "aws:index/getPartition:getPartition": { partition, dnsSuffix: "amazonaws.com" },
    "github:index/getRepository:getRepository": {
      repoId: 1,
      nodeId: "R_1",
      fullName: `${owner}/repository`,
      name: "repository",
    },
    "github:index/getUser:getUser": { id: "1", login: inputs["username"] },
    "github:index/getTeam:getTeam": { id: "1", slug: inputs["slug"] },
  };
  return { ...inputs, ...answers[token] };
}
