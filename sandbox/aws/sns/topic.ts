import type { Created, ResourceModel, Vendor } from "../../model.ts";
import { type Fields, flag, isUnset, object, sameValue, text } from "../../values.ts";
import { accountId, regionalArn, regionOf } from "../common/account.ts";
import { prefixed } from "../common/names.ts";
import { withRegion } from "../common/region.ts";
import { eitherOf } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags } from "../common/tags.ts";
import { readPolicy } from "../policy/property.ts";
import { invalidParameter, topicNotFound } from "./errors.ts";
import { subscriptionKind, topicKind, topicPolicyKind } from "./kinds.ts";
import { policyOfTopic, refusePolicy } from "./policy.ts";
import { fifoOnly, topicName, topicProperties } from "./topic-properties.ts";

/** terraform-provider-aws, internal/service/sns/topic.go. */
export const topic: ResourceModel = {
  type: "aws:sns/topic:Topic",
  kind: topicKind,
  bridge: "sdk",
  properties: topicProperties,
  checks: eitherOf("name", "namePrefix"),
  planChecks: [topicName, fifoOnly],
  prepareInputs: withRegion,
  derive: deriveTagsAll,
  create: createTopic,
  read: (vendor, arn, state) => {
    const stored = vendor.store.get(topicKind, arn);
    return stored === null ? null : readTopic(vendor, arn, stored, state);
  },
  update: (vendor, arn, planned, prior) => {
    const before = vendor.store.get(topicKind, arn);
    const doing = `setting SNS Topic (${arn}) attribute (DisplayName)`;
    if (before === null) throw topicNotFound(doing, "SetTopicAttributes");
    const changesPolicy = !isUnset(planned["policy"]) && !sameValue(planned["policy"], prior["policy"]);
    const policy = changesPolicy ? text(planned, "policy") : before["policy"];
    return putTopic(vendor, arn, { ...before, ...planned, policy });
  },
  delete: deleteTopic,
};

/**
 * A topic of that name is taken for the one asked for, unless it lacks a tag.
 * https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
function createTopic(vendor: Vendor, planned: Fields): Created {
  const ending = flag(planned, "fifoTopic") ? ".fifo" : "";
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix")) + ending;
  const regionName = regionOf(vendor, planned);
  const arn = regionalArn(vendor, "sns", regionName, name);
  const existing = vendor.store.get(topicKind, arn);
  const tags = object(existing ?? {}, "tags") ?? {};
  const wanted = Object.entries(allTags(planned, vendor));
  if (existing !== null && wanted.some(([key, value]) => tags[key] !== value)) {
    const reason = "Tags Reason: Topic already exists with different tags";
    throw invalidParameter(`creating SNS Topic (${name})`, "CreateTopic", reason);
  }
  const fixed = {
    name,
    arn,
    region: regionName,
    namePrefix: text(planned, "namePrefix"),
    owner: accountId(vendor),
    policy: planned["policy"] ?? existing?.["policy"],
  };
  return { id: arn, state: putTopic(vendor, arn, { ...planned, ...fixed }, tags) };
}

/** @param kept tags of a topic that was there before the program */
function putTopic(vendor: Vendor, arn: string, planned: Fields, kept: Fields = {}): Fields {
  const refusal = refusePolicy(arn, text(planned, "policy"));
  if (refusal !== null) throw refusal;
  const { tagsAll: _tagsAll, id: _id, ...fields } = planned;
  const stored: Fields = { ...fields, tags: { ...kept, ...allTags(planned, vendor) } };
  vendor.store.put(topicKind, arn, stored);
  return readTopic(vendor, arn, stored, planned);
}

function readTopic(vendor: Vendor, arn: string, stored: Fields, state: Fields | null): Fields {
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    beginningArchiveTime: "",
    fifoThroughputScope: flag(stored, "fifoTopic") ? text(stored, "fifoThroughputScope") || "Topic" : "",
    policy: readPolicy({ policy: policyOfTopic(vendor, arn) }, state, "policy"),
    signatureVersion: stored["signatureVersion"] ?? 0,
    tracingConfig: text(stored, "tracingConfig"),
  };
}

/** A topic takes its subscriptions along (https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html). */
function deleteTopic(vendor: Vendor, arn: string): void {
  if (vendor.store.get(topicKind, arn) === null) return;
  const subscriptions = vendor.store.list(subscriptionKind).filter(([, fields]) => text(fields, "topic") === arn);
  vendor.store.commit([
    { kind: topicKind, key: arn, fields: null },
    { kind: topicPolicyKind, key: arn, fields: null },
    ...subscriptions.map(([key]) => ({ kind: subscriptionKind, key, fields: null })),
  ]);
}
