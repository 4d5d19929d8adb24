import { AutoName, type PlanRule, type PropertyModel } from "../../model.ts";
import { flag, hasUnknown, text } from "../../values.ts";
import { region } from "../common/region.ts";
import { arn, between, jsonText, oneOf } from "../common/rules.ts";
import { tagProperties } from "../common/tags.ts";
import { samePolicy } from "../policy/equivalence.ts";
import { sameJson } from "../policy/json.ts";

const json = (key: string): PropertyModel => ({ type: "string", rules: [jsonText(key)], same: sameJson });

/** Delivery status logs of one protocol. */
function feedback<const Protocol extends string>(protocol: Protocol) {
  const role = (outcome: string): PropertyModel => ({
    type: "string",
    rules: [arn(`${protocol}_${outcome}_feedback_role_arn`)],
  });
  const rate: PropertyModel = {
    type: "integer",
    rules: [between(`${protocol}_success_feedback_sample_rate`, 0, 100)],
  };
  return {
    [`${protocol}FailureFeedbackRoleArn`]: role("failure"),
    [`${protocol}SuccessFeedbackRoleArn`]: role("success"),
    [`${protocol}SuccessFeedbackSampleRate`]: rate,
  };
}

/** terraform-provider-aws, internal/service/sns/topic.go, topicSchema. */
export const topicProperties: Readonly<Record<string, PropertyModel>> = {
  ...tagProperties,
  region,
  ...feedback("application"),
  ...feedback("firehose"),
  ...feedback("http"),
  ...feedback("lambda"),
  ...feedback("sqs"),
  archivePolicy: json("archive_policy"),
  arn: { type: "string", outputOnly: true },
  beginningArchiveTime: { type: "string", outputOnly: true },
  contentBasedDeduplication: { type: "boolean", default: false },
  deliveryPolicy: json("delivery_policy"),
  displayName: { type: "string" },
  fifoThroughputScope: {
    type: "string",
    computed: true,
    rules: [oneOf("fifo_throughput_scope", ["Topic", "MessageGroup"])],
  },
  fifoTopic: { type: "boolean", default: false, replace: true },
  kmsMasterKeyId: { type: "string" },
  name: {
    type: "string",
    computed: true,
    replace: true,
    default: new AutoName({
      maxLength: 80,
      unless: "namePrefix",
      suffix: (inputs) => (flag(inputs, "fifoTopic") ? ".fifo" : ""),
    }),
  },
  namePrefix: { type: "string", computed: true, replace: true },
  owner: { type: "string", outputOnly: true },
  policy: { type: "string", computed: true, rules: [jsonText("policy")], same: samePolicy },
  signatureVersion: { type: "integer", computed: true, rules: [between("signature_version", 1, 2)] },
  tracingConfig: { type: "string", computed: true, rules: [oneOf("tracing_config", ["Active", "PassThrough"])] },
};

/** internal/service/sns/topic.go, resourceTopicCustomizeDiff. */
export const topicName: PlanRule = (planned, prior) => {
  const name = text(planned, "name");
  if (prior !== null || hasUnknown(planned["name"]) || name === "") return null;
  const pattern = flag(planned, "fifoTopic") ? /^[0-9A-Za-z_-]{1,251}\.fifo$/ : /^[0-9A-Za-z_-]{1,256}$/;
  return pattern.test(name) ? null : `invalid topic name: ${name}`;
};

/** The same function: what only topics with an order can have. */
export const fifoOnly: PlanRule = (planned) => {
  if (flag(planned, "fifoTopic") || hasUnknown(planned["fifoTopic"])) return null;
  if (text(planned, "archivePolicy") !== "") return "message archive policy can only be set for FIFO topics";
  if (text(planned, "fifoThroughputScope") !== "") return "FIFO throughput scope can only be set for FIFO topics";
  return flag(planned, "contentBasedDeduplication")
    ? "content-based deduplication can only be set for FIFO topics"
    : null;
};
