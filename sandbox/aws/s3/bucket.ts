import { AutoName, type Created, type ResourceModel, type Vendor, VendorError } from "../../model.ts";
import { type Fields, flag, object, optionalText, text } from "../../values.ts";
import { accountId, partitionOf, regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";
import { prefixed } from "../common/names.ts";
import { region, withRegion } from "../common/region.ts";
import { eitherOf, lengthBetween } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { mirrorProperties, mirrorSettings } from "./bucket-mirror.ts";
import { bucketNameProblem } from "./bucket-name.ts";
import { bucketKind, findSetting, forgetSettings, objectsOf, removeObjects, versioning } from "./configuration.ts";
import { websiteZone } from "./website-zones.ts";

const directoryBucket =
  "must not be in the format [bucket_name]--[azid]--x-s3. Use the aws_s3_directory_bucket resource to manage S3 Express buckets";

/** terraform-provider-aws, internal/service/s3/bucket.go. */
export const bucket: ResourceModel = {
  type: "aws:s3/bucket:Bucket",
  kind: bucketKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    ...mirrorProperties,
    region,
    arn: { type: "string", outputOnly: true },
    bucket: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({ maxLength: 63, lowerCase: true, unless: "bucketPrefix" }),
      rules: [
        lengthBetween("bucket", 0, 63),
        (name) => (/--[a-z\d-]+--x-s3$/.test(String(name)) ? `invalid value for bucket (${directoryBucket})` : null),
      ],
    },
    bucketPrefix: { type: "string", computed: true, replace: true, rules: [lengthBetween("bucket_prefix", 0, 37)] },
    bucketDomainName: { type: "string", outputOnly: true },
    bucketNamespace: { type: "string", notModelled: true },
    bucketRegion: { type: "string", outputOnly: true },
    bucketRegionalDomainName: { type: "string", outputOnly: true },
    forceDestroy: { type: "boolean", default: false },
    hostedZoneId: { type: "string", outputOnly: true },
    objectLockEnabled: { type: "boolean", computed: true, replace: true },
    websiteDomain: { type: "string", outputOnly: true },
    websiteEndpoint: { type: "string", outputOnly: true },
  },
  checks: eitherOf("bucket", "bucketPrefix"),
  prepareInputs: withRegion,
  derive: deriveTagsAll,
  create: createBucket,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(bucketKind, id);
    return stored === null || isForeign(stored, vendor) ? null : readBucket(vendor, id, stored, state);
  },
  update: (vendor, id, planned) => {
    const stored = { ...vendor.store.get(bucketKind, id), tags: allTags(planned, vendor) };
    vendor.store.put(bucketKind, id, stored);
    return readBucket(vendor, id, stored, planned);
  },
  delete: deleteBucket,
};

function createBucket(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "bucket") || prefixed(vendor, text(planned, "bucketPrefix"));
  const regionName = regionOf(vendor, planned);
  const problem = bucketNameProblem(name, regionName);
  if (problem !== null) throw new VendorError(`validating S3 Bucket (${name}) name: ${problem}`);
  refuseTakenName(vendor, name, regionName);
  // What the name had before it was given up does not come back.
  forgetSettings(vendor, name);
  const stored: Fields = {
    bucket: name,
    bucketPrefix: text(planned, "bucketPrefix"),
    region: regionName,
    objectLockEnabled: flag(planned, "objectLockEnabled"),
    tags: allTags(planned, vendor),
  };
  vendor.store.put(bucketKind, name, stored);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html: locks work on versions.
  if (flag(planned, "objectLockEnabled"))
    vendor.store.put(versioning.kind, name, { bucket: name, versioningConfiguration: { status: "Enabled" } });
  return { id: name, state: readBucket(vendor, name, stored, planned) };
}

/** Names are unique among all accounts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function refuseTakenName(vendor: Vendor, name: string, regionName: string): void {
  const taken = vendor.store.get(bucketKind, name);
  if (taken === null) return;
  const doing = `creating S3 Bucket (${name})`;
  // There the API would answer "success" for an own bucket, so the provider looks first.
  if (regionName === "us-east-1") throw new VendorError(`${doing}: BucketAlreadyExists`);
  const code = isForeign(taken, vendor) ? "BucketAlreadyExists" : "BucketAlreadyOwnedByYou";
  throw apiError(doing, { service: "S3", operation: "CreateBucket", status: 409, code, message: "" });
}

/** A bucket that was put into the store with another `owner` stands for somebody else's. */
function isForeign(stored: Fields, vendor: Vendor): boolean {
  const owner = optionalText(stored, "owner");
  return owner !== null && owner !== accountId(vendor);
}

function readBucket(vendor: Vendor, name: string, stored: Fields, state: Fields | null): Fields {
  const regionName = text(stored, "region");
  return {
    ...mirrorSettings(vendor, name, state),
    ...readTags(stored, state, vendor),
    arn: `arn:${partitionOf(regionName)}:s3:::${name}`,
    bucket: name,
    bucketPrefix: text(stored, "bucketPrefix"),
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegion: regionName,
    bucketRegionalDomainName: `${name}.s3.${regionName}.amazonaws.com`,
    forceDestroy: flag(state ?? {}, "forceDestroy"),
    hostedZoneId: websiteZone(regionName),
    objectLockEnabled: flag(stored, "objectLockEnabled"),
    region: regionName,
  };
}

function deleteBucket(vendor: Vendor, id: string, state: Fields): void {
  if (vendor.store.get(bucketKind, id) === null) return;
  if (objectsOf(vendor, id).length > 0 && !flag(state, "forceDestroy")) throw notEmpty(vendor, id);
  removeObjects(vendor, id);
  forgetSettings(vendor, id);
  vendor.store.remove(bucketKind, id);
}

function notEmpty(vendor: Vendor, id: string): VendorError {
  const configuration = object(findSetting(vendor, versioning, id) ?? {}, "versioningConfiguration") ?? {};
  const hasVersions = ["Enabled", "Suspended"].includes(text(configuration, "status"));
  return apiError(`deleting S3 Bucket (${id})`, {
    service: "S3",
    operation: "DeleteBucket",
    status: 409,
    code: "BucketNotEmpty",
    message: `The bucket you tried to delete is not empty${hasVersions ? ". You must delete all versions in the bucket." : ""}`,
    undeclared: true,
  });
}
