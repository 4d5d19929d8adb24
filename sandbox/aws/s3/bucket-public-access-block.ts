import type { ResourceModel } from "../../model.ts";
import { type Fields, flag, text } from "../../values.ts";
import { region, withRegion } from "../common/region.ts";
import { findSetting, publicAccessBlock, putSetting } from "./configuration.ts";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;
const offByDefault = { type: "boolean", default: false } as const;

/** terraform-provider-aws, internal/service/s3/bucket_public_access_block.go. */
export const bucketPublicAccessBlock: ResourceModel = {
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  kind: publicAccessBlock.kind,
  bridge: "sdk",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true },
    blockPublicAcls: offByDefault,
    blockPublicPolicy: offByDefault,
    ignorePublicAcls: offByDefault,
    restrictPublicBuckets: offByDefault,
    skipDestroy: { type: "boolean" },
  },
  prepareInputs: withRegion,
  create: (vendor, planned) => {
    const bucket = text(planned, "bucket");
    const doing = `creating S3 Bucket (${bucket}) ${publicAccessBlock.label}`;
    return { id: bucket, state: readSwitches(putSetting(vendor, publicAccessBlock, doing, planned), planned) };
  },
  read: (vendor, id, state) => {
    const stored = findSetting(vendor, publicAccessBlock, id);
    return stored === null ? null : readSwitches(stored, state ?? {});
  },
  update: (vendor, id, planned) => {
    const doing = `updating S3 Bucket ${publicAccessBlock.label} (${id})`;
    return readSwitches(putSetting(vendor, publicAccessBlock, doing, planned), planned);
  },
  delete: (vendor, id, state) => {
    if (flag(state, "skipDestroy") || findSetting(vendor, publicAccessBlock, id) === null) return;
    vendor.store.remove(publicAccessBlock.kind, id);
  },
};

/** skipDestroy is between the program and the provider: the vendor has never heard of it. */
function readSwitches(stored: Fields, { skipDestroy }: Fields): Fields {
  const { bucket, region: regionName } = stored;
  const shown = Object.fromEntries(switches.map((name) => [name, flag(stored, name)]));
  return { bucket, region: regionName, ...shown, skipDestroy: skipDestroy ?? null };
}
