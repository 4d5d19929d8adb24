import type { ResourceModel, Vendor } from "../../model.ts";
import { type Fields, flag, text } from "../../values.ts";
import { apiError } from "../common/errors.ts";
import { region, withRegion } from "../common/region.ts";
import { jsonText } from "../common/rules.ts";
import { samePolicy } from "../policy/equivalence.ts";
import { readPolicy, withPolicyText } from "../policy/property.ts";
import { statementsOf } from "../policy/statements.ts";
import { findSetting, policy, publicAccessBlock, putSetting } from "./configuration.ts";

/** terraform-provider-aws, internal/service/s3/bucket_policy.go. */
export const bucketPolicy: ResourceModel = {
  type: "aws:s3/bucketPolicy:BucketPolicy",
  kind: policy.kind,
  bridge: "sdk",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true },
    policy: { type: "string", required: true, rules: [jsonText("policy")], same: samePolicy },
  },
  prepareInputs: (inputs, vendor) => withRegion(withPolicyText(inputs, "policy"), vendor),
  create: (vendor, planned) => ({ id: text(planned, "bucket"), state: put(vendor, planned) }),
  read: (vendor, id, state) => {
    const stored = findSetting(vendor, policy, id);
    return stored === null ? null : { ...stored, policy: readPolicy(stored, state, "policy") };
  },
  update: (vendor, _id, planned) => put(vendor, planned),
  delete: (vendor, id) => {
    if (findSetting(vendor, policy, id) !== null) vendor.store.remove(policy.kind, id);
  },
};

function put(vendor: Vendor, planned: Fields): Fields {
  const bucket = text(planned, "bucket");
  const doing = `putting S3 Bucket (${bucket}) Policy`;
  const block = findSetting(vendor, publicAccessBlock, bucket);
  if (block !== null && flag(block, "blockPublicPolicy") && isPublic(text(planned, "policy")))
    throw apiError(doing, {
      service: "S3",
      operation: policy.operation,
      status: 403,
      code: "AccessDenied",
      message: `User: arn:aws:iam::${vendor.world.aws.accountId}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      undeclared: true,
    });
  const stored = putSetting(vendor, policy, doing, planned);
  return { ...stored, policy: readPolicy(stored, planned, "policy") };
}

/**
 * The plain case only: anybody is allowed something without a condition.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function isPublic(text: string): boolean {
  return statementsOf(text).some(
    ({ Effect, Principal, Condition }) => Effect === "Allow" && Condition === undefined && isAnybody(Principal),
  );
}

function isAnybody(principal: unknown): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null || !("AWS" in principal)) return false;
  return [principal.AWS].flat().includes("*");
}
