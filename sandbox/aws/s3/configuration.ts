import type { Vendor } from "../../model.ts";
import { type Fields, text } from "../../values.ts";
import { regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";

export const bucketKind = "aws/s3-bucket";
const objectKind = "aws/s3-object";

/** One of the settings of a bucket that are resources of their own; the id is the bucket's name. */
interface BucketSetting {
  readonly kind: string;
  /** As the provider's messages name it: `creating S3 Bucket (x) Versioning`. */
  readonly label: string;
  /** API operation that writes it. */
  readonly operation: string;
}

const settingKinds = {
  versioning: "aws/s3-bucket-versioning",
  encryption: "aws/s3-bucket-encryption",
  publicAccessBlock: "aws/s3-bucket-public-access-block",
  ownershipControls: "aws/s3-bucket-ownership-controls",
  lifecycle: "aws/s3-bucket-lifecycle",
  policy: "aws/s3-bucket-policy",
} as const;

export const versioning: BucketSetting = {
  kind: settingKinds.versioning,
  label: "Versioning",
  operation: "PutBucketVersioning",
};
export const encryption: BucketSetting = {
  kind: settingKinds.encryption,
  label: "Server-side Encryption Configuration",
  operation: "PutBucketEncryption",
};
export const publicAccessBlock: BucketSetting = {
  kind: settingKinds.publicAccessBlock,
  label: "Public Access Block",
  operation: "PutPublicAccessBlock",
};
export const ownershipControls: BucketSetting = {
  kind: settingKinds.ownershipControls,
  label: "Ownership Controls",
  operation: "PutBucketOwnershipControls",
};
export const lifecycle: BucketSetting = {
  kind: settingKinds.lifecycle,
  label: "Lifecycle Configuration",
  operation: "PutBucketLifecycleConfiguration",
};
export const policy: BucketSetting = { kind: settingKinds.policy, label: "Policy", operation: "PutBucketPolicy" };

/** The setting as the vendor has it; null where it was never made or its bucket is gone. */
export function findSetting(vendor: Vendor, { kind }: BucketSetting, bucket: string): Fields | null {
  return vendor.store.get(bucketKind, bucket) === null ? null : vendor.store.get(kind, bucket);
}

/** Writes a setting as S3 does: it takes the place of what was there. Returns what is stored. */
export function putSetting(vendor: Vendor, setting: BucketSetting, doing: string, fields: Fields): Fields {
  const bucket = text(fields, "bucket");
  requireBucket(vendor, setting, doing, bucket);
  const stored = { ...fields, region: regionOf(vendor, fields) };
  vendor.store.put(setting.kind, bucket, stored);
  return stored;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function requireBucket(vendor: Vendor, { operation }: BucketSetting, doing: string, bucket: string): void {
  if (vendor.store.get(bucketKind, bucket) !== null) return;
  throw apiError(doing, {
    service: "S3",
    operation,
    status: 404,
    code: "NoSuchBucket",
    message: "The specified bucket does not exist",
    undeclared: true,
  });
}

/** What belongs to a bucket besides its objects goes with it. */
export function forgetSettings(vendor: Vendor, bucket: string): void {
  for (const kind of Object.values(settingKinds)) {
    if (vendor.store.get(kind, bucket) !== null) vendor.store.remove(kind, bucket);
  }
}

export function objectsOf(vendor: Vendor, bucket: string): readonly string[] {
  return vendor.store
    .list(objectKind)
    .filter(([, fields]) => fields["bucket"] === bucket)
    .map(([key]) => key);
}

export function removeObjects(vendor: Vendor, bucket: string): void {
  for (const key of objectsOf(vendor, bucket)) vendor.store.remove(objectKind, key);
}
