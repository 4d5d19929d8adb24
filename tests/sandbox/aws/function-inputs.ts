import { Asset, type Fields } from "../../../sandbox/values.ts";
import type { TestAccount } from "./account.ts";

export const functionType = "aws:lambda/function:Function";

/** An archive of one file, with a hash that names it. */
export function textArchive(text: string): Asset {
  return new Asset(`hash of ${text}`, { assets: { "index.mjs": { text } } });
}

export const functionInputs = {
  name: "app-relay",
  code: textArchive("export const handler = 1;"),
  handler: "index.handler",
  role: "arn:aws:iam::123456789012:role/app-relay-role",
  runtime: "nodejs22.x",
} as const satisfies Fields;

/** A role that Lambda may take, and one that it may not. */
export function createRole(account: TestAccount): void {
  const trust = (service: string): Fields => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
  const type = "aws:iam/role:Role";
  account.create(type, "role", { name: "app-relay-role", assumeRolePolicy: trust("lambda.amazonaws.com") });
  account.create(type, "other", { name: "app-other", assumeRolePolicy: trust("ec2.amazonaws.com") });
}
