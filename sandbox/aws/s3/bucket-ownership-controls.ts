import type { ResourceModel } from "../../model.ts";
import { text } from "../../values.ts";
import { region, withRegion } from "../common/region.ts";
import { oneOf } from "../common/rules.ts";
import { findSetting, ownershipControls, putSetting } from "./configuration.ts";

const ownerships = ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"];

/** terraform-provider-aws, internal/service/s3/bucket_ownership_controls.go. */
export const bucketOwnershipControls: ResourceModel = {
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  kind: ownershipControls.kind,
  bridge: "sdk",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true },
    rule: {
      type: {
        object: {
          objectOwnership: { type: "string", required: true, rules: [oneOf("object_ownership", ownerships)] },
        },
      },
      required: true,
    },
  },
  prepareInputs: withRegion,
  create: (vendor, planned) => {
    const bucket = text(planned, "bucket");
    const doing = `creating S3 Bucket (${bucket}) ${ownershipControls.label}`;
    return { id: bucket, state: putSetting(vendor, ownershipControls, doing, planned) };
  },
  read: (vendor, id) => findSetting(vendor, ownershipControls, id),
  update: (vendor, id, planned) =>
    putSetting(vendor, ownershipControls, `updating S3 Bucket ${ownershipControls.label} (${id})`, planned),
  delete: (vendor, id) => {
    if (findSetting(vendor, ownershipControls, id) !== null) vendor.store.remove(ownershipControls.kind, id);
  },
};
