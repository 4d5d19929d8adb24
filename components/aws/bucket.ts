import { Bucket as S3Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import * as pulumi from "@pulumi/pulumi";

import type { BucketConfig } from "../../core/config/types.ts";
import { keptInLastStage } from "../protection.ts";
import type { Tags } from "../tags.ts";

export const BUCKET_TYPE = "stagekeeper:aws:Bucket";

/** After this, what an interrupted upload left behind is only a cost. */
const ABANDONED_UPLOAD_DAYS = 7;
/** How long an overwritten or deleted object of a versioned bucket can be brought back. */
const OLD_VERSION_DAYS = 30;

export interface BucketArgs {
  /** Name in AWS, unique worldwide: `agent-ops-prod-landing-123456789012`. */
  readonly physicalName: pulumi.Input<string>;
  readonly config: BucketConfig;
  readonly isLast: boolean;
  readonly tags: Tags;
}

/**
 * A private, encrypted S3 bucket. Its settings are resources of their own, created one after another: S3 refuses changes to
 * one bucket at the same time with OperationAborted. They are kept like the bucket itself, which they keep closed.
 */
export class Bucket extends pulumi.ComponentResource {
  readonly bucket: S3Bucket;

  constructor(name: string, args: BucketArgs, opts: pulumi.ComponentResourceOptions) {
    super(BUCKET_TYPE, name, {}, opts);
    const kept = { parent: this, ...keptInLastStage(args.isLast) };
    this.bucket = new S3Bucket(name, { bucket: args.physicalName, tags: args.tags }, kept);
    const bucket = this.bucket.bucket;
    const closed = new BucketPublicAccessBlock(
      name,
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      kept,
    );
    const owned = new BucketOwnershipControls(
      name,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { ...kept, dependsOn: closed },
    );
    const encrypted = new BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [ENCRYPTION] },
      { ...kept, dependsOn: owned },
    );
    const versioned = new BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: args.config.versioned ? "Enabled" : "Suspended" } },
      { ...kept, dependsOn: encrypted },
    );
    new BucketLifecycleConfiguration(
      name,
      { bucket, rules: lifecycleRules(args.config) },
      { ...kept, dependsOn: versioned },
    );
    this.registerOutputs();
  }
}

/** AWS blocks SSE-C on new buckets by itself since April 2026; not saying so would differ on every run. */
const ENCRYPTION = {
  applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
  blockedEncryptionTypes: ["SSE-C"],
};

/** Every rule has an empty filter: without one the provider reads another form back. */
function lifecycleRules({ expireDays, versioned }: BucketConfig) {
  const rule = (id: string, action: object) => ({ id, status: "Enabled", filter: {}, ...action });
  return [
    rule("abandoned-uploads", { abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS } }),
    ...(expireDays === null ? [] : [rule("expire", { expiration: { days: expireDays } })]),
    ...(versioned ? [rule("old-versions", { noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS } })] : []),
  ];
}
