import { account, region, type TestVendors, topicArn } from "./vendors.ts";

/** Address of the function. */
export const url = `https://abc.lambda-url.${region}.on.aws/`;
const role = `arn:aws:iam::${account}:role/agent-ops-relay`;

/** Puts a function with its URL, both permissions and a role that may publish. */
export function deploy(vendors: TestVendors, code: string, more: Record<string, unknown> = {}): void {
  vendors.put("aws/lambda-function", "relay", {
    name: "relay",
    arn: `arn:aws:lambda:${region}:${account}:function:relay`,
    role,
    runtime: "nodejs22.x",
    handler: "index.handler",
    timeout: 5,
    memorySize: 128,
    region,
    codeFiles: { "index.mjs": Buffer.from(code).toString("base64") },
    ...more,
  });
  vendors.put("aws/lambda-function-url", "relay", {
    functionName: "relay",
    functionUrl: url,
    urlId: "abc",
    authorizationType: "NONE",
  });
  const statement = { function: "relay", principal: "*" };
  vendors.put("aws/lambda-permission", "relay/url", {
    ...statement,
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  });
  vendors.put("aws/lambda-permission", "relay/invoke", {
    ...statement,
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  });
  vendors.put("aws/iam-role", "agent-ops-relay", { name: "agent-ops-relay", arn: role });
  const policy = { Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: topicArn }] };
  vendors.put("aws/iam-role-policy", "agent-ops-relay:own", {
    role: "agent-ops-relay",
    policy: JSON.stringify(policy),
  });
}
