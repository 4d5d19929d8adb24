import type { ResourceModel } from "../../model.ts";
import { type Fields, flag, isFields, isUnset, list, number, object, text } from "../../values.ts";
import { region, withRegion } from "../common/region.ts";
import { findSetting, lifecycle, putSetting } from "./configuration.ts";
import { isEmptyFilter, lifecycleRule, oneOfEnum, someRules, transitionTimes } from "./lifecycle-rules.ts";

const minimumSizes = ["all_storage_classes_128K", "varies_by_storage_class"];

/** terraform-provider-aws, internal/service/s3/bucket_lifecycle_configuration.go; a bucket has one, the last one wins. */
export const bucketLifecycle: ResourceModel = {
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  kind: lifecycle.kind,
  bridge: "framework",
  properties: {
    region,
    bucket: { type: "string", required: true, replace: true },
    expectedBucketOwner: { type: "string", computed: true, notModelled: true },
    rules: { type: { list: { object: lifecycleRule } } },
    timeouts: { type: { map: "string" }, notModelled: true },
    transitionDefaultMinimumObjectSize: {
      type: "string",
      default: "all_storage_classes_128K",
      rules: [oneOfEnum(...minimumSizes)],
    },
  },
  checks: [someRules, transitionTimes],
  prepareInputs: withRegion,
  create: (vendor, planned) => {
    const bucket = text(planned, "bucket");
    const doing = `creating S3 Bucket (${bucket}) ${lifecycle.label}`;
    return { id: bucket, state: readRules(putSetting(vendor, lifecycle, doing, planned)) };
  },
  read: (vendor, id) => {
    const stored = findSetting(vendor, lifecycle, id);
    return stored === null ? null : readRules(stored);
  },
  update: (vendor, id, planned) =>
    readRules(putSetting(vendor, lifecycle, `updating S3 Bucket ${lifecycle.label} (${id})`, planned)),
  delete: (vendor, id) => {
    if (findSetting(vendor, lifecycle, id) !== null) vendor.store.remove(lifecycle.kind, id);
  },
};

function readRules(stored: Fields): Fields {
  return { ...stored, expectedBucketOwner: "", rules: list(stored, "rules").filter(isFields).map(readRule) };
}

function readRule(rule: Fields): Fields {
  const expiration = object(rule, "expiration");
  const transitions = list(rule, "transitions").filter(isFields);
  return {
    ...rule,
    expiration: expiration === null ? null : readExpiration(expiration),
    filter: isEmptyFilter(rule["filter"] ?? null) ? { prefix: "" } : (rule["filter"] ?? null),
    prefix: text(rule, "prefix"),
    transitions: transitions.map((transition) =>
      isUnset(transition["date"]) ? { ...transition, days: number(transition, "days") } : transition,
    ),
  };
}

function readExpiration(expiration: Fields): Fields {
  return {
    ...expiration,
    days: number(expiration, "days"),
    expiredObjectDeleteMarker: flag(expiration, "expiredObjectDeleteMarker"),
  };
}
