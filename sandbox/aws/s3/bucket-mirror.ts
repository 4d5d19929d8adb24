import type { PropertyModel, Vendor } from "../../model.ts";
import { type Fields, flag, isFields, list, number, object, text, type Value } from "../../values.ts";
import { readPolicy } from "../policy/property.ts";
import { encryptionRules } from "./bucket-encryption.ts";
import { encryption, findSetting, lifecycle, policy, versioning } from "./configuration.ts";

/**
 * The arguments that a bucket had before its settings became resources of their own. The provider still shows in them
 * what the bucket has, whoever set it; giving them is deprecated and not modelled.
 */
const mirrored: PropertyModel = { type: { map: "string" }, computed: true, notModelled: true };

export const mirrorProperties = {
  accelerationStatus: mirrored,
  acl: mirrored,
  corsRules: mirrored,
  grants: mirrored,
  lifecycleRules: mirrored,
  logging: mirrored,
  objectLockConfiguration: mirrored,
  policy: mirrored,
  replicationConfiguration: mirrored,
  requestPayer: mirrored,
  serverSideEncryptionConfiguration: mirrored,
  versioning: mirrored,
  website: mirrored,
} as const satisfies Readonly<Record<string, PropertyModel>>;

/** Canonical id of the account, which owns all of its buckets. */
const canonicalId = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

/** terraform-provider-aws, internal/service/s3/bucket.go, resourceBucketRead. */
export function mirrorSettings(vendor: Vendor, bucket: string, state: Fields | null): Fields {
  return {
    accelerationStatus: "",
    acl: null,
    corsRules: [],
    grants: [{ id: canonicalId, permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" }],
    lifecycleRules: mirrorLifecycle(findSetting(vendor, lifecycle, bucket)),
    policy: mirrorPolicy(findSetting(vendor, policy, bucket), state),
    requestPayer: "BucketOwner",
    serverSideEncryptionConfiguration: mirrorEncryption(findSetting(vendor, encryption, bucket)),
    versioning: mirrorVersioning(findSetting(vendor, versioning, bucket)),
  };
}

function mirrorVersioning(stored: Fields | null): Fields {
  const configuration = object(stored ?? {}, "versioningConfiguration") ?? {};
  return { enabled: configuration["status"] === "Enabled", mfaDelete: configuration["mfaDelete"] === "Enabled" };
}

function mirrorEncryption(stored: Fields | null): Fields {
  const [rule = {}] = encryptionRules(stored);
  const { applyServerSideEncryptionByDefault, bucketKeyEnabled } = rule;
  return { rule: { applyServerSideEncryptionByDefault, bucketKeyEnabled } };
}

function mirrorPolicy(stored: Fields | null, state: Fields | null): Value {
  return stored === null ? "" : readPolicy(stored, state, "policy");
}

function mirrorLifecycle(stored: Fields | null): readonly Fields[] {
  return list(stored ?? {}, "rules")
    .filter(isFields)
    .map((rule) => {
      const filter = object(rule, "filter") ?? {};
      const abort = object(rule, "abortIncompleteMultipartUpload") ?? {};
      const expiration = object(rule, "expiration");
      return {
        id: text(rule, "id"),
        enabled: rule["status"] === "Enabled",
        prefix: text(filter, "prefix") || text(rule, "prefix"),
        abortIncompleteMultipartUploadDays: number(abort, "daysAfterInitiation"),
        expiration: expiration === null ? null : mirrorExpiration(expiration),
      };
    });
}

function mirrorExpiration(expiration: Fields): Fields {
  return {
    date: text(expiration, "date"),
    days: number(expiration, "days"),
    expiredObjectDeleteMarker: flag(expiration, "expiredObjectDeleteMarker"),
  };
}
