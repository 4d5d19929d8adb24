import type { ResourceModel, Vendor } from "../../model.ts";
import { type Fields, text } from "../../values.ts";
import { accountId, regionOf } from "../common/account.ts";
import { region, withRegion } from "../common/region.ts";
import { arn, jsonText } from "../common/rules.ts";
import { samePolicy } from "../policy/equivalence.ts";
import { readPolicy, withPolicyText } from "../policy/property.ts";
import { topicNotFound } from "./errors.ts";
import { topicKind, topicPolicyKind } from "./kinds.ts";
import { policyOfTopic, refusePolicy, restoredPolicy } from "./policy.ts";

/** terraform-provider-aws, internal/service/sns/topic_policy.go. Every topic has a policy: this one is gone only with its topic. */
export const topicPolicy: ResourceModel = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  kind: topicPolicyKind,
  bridge: "sdk",
  properties: {
    region,
    arn: { type: "string", required: true, replace: true, rules: [arn("arn")] },
    owner: { type: "string", outputOnly: true },
    policy: { type: "string", required: true, rules: [jsonText("policy")], same: samePolicy },
  },
  prepareInputs: (inputs, vendor) => withRegion(withPolicyText(inputs, "policy"), vendor),
  create: (vendor, planned) => ({ id: text(planned, "arn"), state: putPolicy(vendor, planned) }),
  read: (vendor, id, state) => {
    const topic = vendor.store.get(topicKind, id);
    return topic === null ? null : readTopicPolicy(vendor, id, text(topic, "region"), state);
  },
  update: (vendor, _id, planned) => putPolicy(vendor, planned),
  // "It is impossible to delete a policy", says the provider, and puts the default one back.
  delete: (vendor, id) => {
    const topic = vendor.store.get(topicKind, id);
    const put =
      topic === null ? [] : [{ kind: topicKind, key: id, fields: { ...topic, policy: restoredPolicy(vendor, id) } }];
    vendor.store.commit([...put, { kind: topicPolicyKind, key: id, fields: null }]);
  },
};

function putPolicy(vendor: Vendor, planned: Fields): Fields {
  const topicArn = text(planned, "arn");
  const policy = text(planned, "policy");
  const topic = vendor.store.get(topicKind, topicArn);
  const doing = `setting SNS Topic (${topicArn}) attribute (Policy)`;
  if (topic === null) throw topicNotFound(doing, "SetTopicAttributes");
  const refusal = refusePolicy(topicArn, policy);
  if (refusal !== null) throw refusal;
  const regionName = regionOf(vendor, planned);
  vendor.store.commit([
    { kind: topicKind, key: topicArn, fields: { ...topic, policy: null } },
    { kind: topicPolicyKind, key: topicArn, fields: { arn: topicArn, policy, region: regionName } },
  ]);
  return readTopicPolicy(vendor, topicArn, regionName, planned);
}

function readTopicPolicy(vendor: Vendor, topicArn: string, regionName: string, state: Fields | null): Fields {
  return {
    arn: topicArn,
    owner: accountId(vendor),
    policy: readPolicy({ policy: policyOfTopic(vendor, topicArn) }, state, "policy"),
    region: regionName,
  };
}
