import type { ResourceModel, Vendor } from "../../model.ts";
import { type Fields, flag, isFields, isUnset, list, object, optionalText, text } from "../../values.ts";
import { region, withRegion } from "../common/region.ts";
import { each, lengthBetween, oneOf } from "../common/rules.ts";
import { bucketKind, encryption, findSetting, putSetting } from "./configuration.ts";

const algorithms = ["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"];

/** terraform-provider-aws, internal/service/s3/bucket_server_side_encryption_configuration.go; without expectedBucketOwner. */
export const bucketEncryption: ResourceModel = {
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  kind: encryption.kind,
  bridge: "sdk",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true, rules: [lengthBetween("bucket", 1, 63)] },
    expectedBucketOwner: { type: "string", notModelled: true },
    rules: {
      type: {
        set: {
          object: {
            applyServerSideEncryptionByDefault: {
              type: {
                object: {
                  sseAlgorithm: { type: "string", required: true, rules: [oneOf("sse_algorithm", algorithms)] },
                  kmsMasterKeyId: { type: "string", computed: true },
                },
              },
            },
            bucketKeyEnabled: { type: "boolean", computed: true },
            blockedEncryptionTypes: {
              type: { list: "string" },
              computed: true,
              rules: [each("blocked_encryption_types", () => oneOf("blocked_encryption_types", ["NONE", "SSE-C"]))],
            },
          },
        },
      },
      required: true,
    },
  },
  prepareInputs: withRegion,
  create: (vendor, planned) => {
    const bucket = text(planned, "bucket");
    const doing = `creating S3 Bucket (${bucket}) ${encryption.label}`;
    return { id: bucket, state: readEncryption(vendor, bucket, putSetting(vendor, encryption, doing, planned)) };
  },
  read: (vendor, id) => {
    if (vendor.store.get(bucketKind, id) === null) return null;
    return readEncryption(vendor, id, findSetting(vendor, encryption, id));
  },
  update: (vendor, id, planned) => {
    const doing = `updating S3 Bucket ${encryption.label} (${id})`;
    return readEncryption(vendor, id, putSetting(vendor, encryption, doing, planned));
  },
  // DeleteBucketEncryption: the bucket falls back to keys that S3 manages.
  delete: (vendor, id) => {
    if (vendor.store.get(encryption.kind, id) !== null) vendor.store.remove(encryption.kind, id);
  },
};

function readEncryption(vendor: Vendor, bucket: string, stored: Fields | null): Fields {
  const home = vendor.store.get(bucketKind, bucket) ?? {};
  return {
    bucket,
    region: optionalText(stored ?? home, "region"),
    rules: encryptionRules(stored),
  };
}

/**
 * Every bucket is encrypted (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html), and new
 * ones refuse keys that the caller brings, SSE-C, since April 2026.
 */
export function encryptionRules(stored: Fields | null): readonly Fields[] {
  const rules = list(stored ?? {}, "rules").filter(isFields);
  return rules.length === 0 ? [completeRule({})] : rules.map(completeRule);
}

function completeRule(rule: Fields): Fields {
  const byDefault = object(rule, "applyServerSideEncryptionByDefault") ?? {};
  return {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm: text(byDefault, "sseAlgorithm") || "AES256",
      kmsMasterKeyId: text(byDefault, "kmsMasterKeyId"),
    },
    bucketKeyEnabled: flag(rule, "bucketKeyEnabled"),
    blockedEncryptionTypes: isUnset(rule["blockedEncryptionTypes"]) ? ["SSE-C"] : list(rule, "blockedEncryptionTypes"),
  };
}
