import type { FunctionModel } from "../../model.ts";
import { text } from "../../values.ts";
import { accountId, iamArn, partitionOf, providerRegion } from "../common/account.ts";

/** terraform-provider-aws, internal/service/sts/caller_identity_data_source.go. */
export const getCallerIdentity: FunctionModel = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  inputs: { id: { type: "string" } },
  invoke: (vendor) => ({
    id: accountId(vendor),
    accountId: accountId(vendor),
    arn: iamArn(vendor, "user/sandbox"),
    userId: "AIDASANDBOXSANDBOX000",
  }),
};

/** terraform-provider-aws, internal/service/meta/partition_data_source.go. */
export const getPartition: FunctionModel = {
  token: "aws:index/getPartition:getPartition",
  inputs: { id: { type: "string" } },
  invoke: (vendor) => {
    const partition = partitionOf(providerRegion(vendor));
    const dnsSuffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return { id: partition, partition, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
  },
};

const descriptions: Readonly<Record<string, string>> = {
  "eu-central-1": "Europe (Frankfurt)",
  "eu-north-1": "Europe (Stockholm)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London)",
  "eu-west-3": "Europe (Paris)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
};

/** terraform-provider-aws, internal/service/meta/region_data_source.go. */
export const getRegion: FunctionModel = {
  token: "aws:index/getRegion:getRegion",
  inputs: {
    id: { type: "string" },
    name: { type: "string" },
    region: { type: "string" },
  },
  invoke: (vendor, inputs) => {
    const region = text(inputs, "region") || text(inputs, "name") || providerRegion(vendor);
    return {
      id: region,
      name: region,
      region,
      description: descriptions[region] ?? region,
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },
};
