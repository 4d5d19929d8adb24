import type { ResourceModel, Vendor } from "../../model.ts";
import { type Fields, object, optionalText, text } from "../../values.ts";
import { region, withRegion } from "../common/region.ts";
import { lengthBetween, oneOf } from "../common/rules.ts";
import { bucketKind, findSetting, putSetting, versioning } from "./configuration.ts";

const statuses = ["Enabled", "Suspended", "Disabled"];

/** terraform-provider-aws, internal/service/s3/bucket_versioning.go. Not modelled: expectedBucketOwner (deprecated), mfa. */
export const bucketVersioning: ResourceModel = {
  type: "aws:s3/bucketVersioning:BucketVersioning",
  kind: versioning.kind,
  bridge: "sdk",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true, rules: [lengthBetween("bucket", 1, 63)] },
    expectedBucketOwner: { type: "string", notModelled: true },
    mfa: { type: "string", notModelled: true },
    versioningConfiguration: {
      type: {
        object: {
          status: { type: "string", required: true, rules: [oneOf("versioning_configuration.0.status", statuses)] },
          mfaDelete: { type: "string", computed: true, rules: [oneOf("mfa_delete", ["Enabled", "Disabled"])] },
        },
      },
      required: true,
    },
  },
  planChecks: [backToDisabled],
  prepareInputs: withRegion,
  create: (vendor, planned) => {
    const bucket = text(planned, "bucket");
    const stored = putSetting(vendor, versioning, `creating S3 Bucket (${bucket}) Versioning`, planned);
    return { id: bucket, state: readVersioning(vendor, bucket, stored) };
  },
  read: (vendor, id) => {
    if (vendor.store.get(bucketKind, id) === null) return null;
    return readVersioning(vendor, id, findSetting(vendor, versioning, id) ?? { bucket: id });
  },
  update: (vendor, id, planned) =>
    readVersioning(vendor, id, putSetting(vendor, versioning, `updating S3 Bucket Versioning (${id})`, planned)),
  delete: suspend,
};

/** S3 says nothing about a bucket that never had versions; the provider shows that as Disabled. */
function readVersioning(vendor: Vendor, bucket: string, stored: Fields): Fields {
  const configuration = object(stored, "versioningConfiguration") ?? {};
  return {
    bucket,
    region: optionalText(stored, "region") ?? optionalText(vendor.store.get(bucketKind, bucket) ?? {}, "region"),
    versioningConfiguration: {
      status: text(configuration, "status") || "Disabled",
      mfaDelete: text(configuration, "mfaDelete"),
    },
  };
}

/** A bucket that had versions can be suspended, never be as before. */
function backToDisabled(planned: Fields, prior: Fields | null): string | null {
  const before = text(object(prior ?? {}, "versioningConfiguration") ?? {}, "status");
  const after = text(object(planned, "versioningConfiguration") ?? {}, "status");
  const sameBucket = prior?.["bucket"] === planned["bucket"];
  return sameBucket && ["Enabled", "Suspended"].includes(before) && after === "Disabled"
    ? `versioning_configuration.status cannot be updated from '${before}' to '${after}'`
    : null;
}

function suspend(vendor: Vendor, id: string, state: Fields): void {
  const stored = findSetting(vendor, versioning, id);
  if (stored === null || text(object(state, "versioningConfiguration") ?? {}, "status") === "Disabled") return;
  vendor.store.put(versioning.kind, id, { ...stored, versioningConfiguration: { status: "Suspended" } });
}
