import { AutoName, type Created, type PropertyModel, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, flag, isUnset, number, sameValue, text, Unknown } from "../../values.ts";
import { accountId, regionalArn, regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";
import { prefixed } from "../common/names.ts";
import { region, withRegion } from "../common/region.ts";
import { between, eitherOf, jsonText, oneOf } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { samePolicy } from "../policy/equivalence.ts";
import { normaliseJson, sameJson } from "../policy/json.ts";
import { readPolicy } from "../policy/property.ts";
import { contentBasedDeduplication, queueName } from "./checks.ts";

const kind = "aws/sqs-queue";
const defaultKeyReuseSeconds = 300;

/** Texts that the provider compares and stores with their white space taken out. */
function json(key: string): PropertyModel {
  return { type: "string", computed: true, rules: [jsonText(key)], same: sameJson };
}

/** terraform-provider-aws, internal/service/sqs/queue.go. */
export const queue: ResourceModel = {
  type: "aws:sqs/queue:Queue",
  kind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    region,
    arn: { type: "string", outputOnly: true },
    contentBasedDeduplication: { type: "boolean", default: false },
    deduplicationScope: {
      type: "string",
      computed: true,
      rules: [oneOf("deduplication_scope", ["messageGroup", "queue"])],
    },
    delaySeconds: { type: "integer", default: 0, rules: [between("delay_seconds", 0, 900)] },
    fifoQueue: { type: "boolean", default: false, replace: true },
    fifoThroughputLimit: {
      type: "string",
      computed: true,
      rules: [oneOf("fifo_throughput_limit", ["perQueue", "perMessageGroupId"])],
    },
    kmsDataKeyReusePeriodSeconds: {
      type: "integer",
      computed: true,
      rules: [between("kms_data_key_reuse_period_seconds", 60, 86_400)],
    },
    kmsMasterKeyId: { type: "string" },
    maxMessageSize: { type: "integer", default: 262_144, rules: [between("max_message_size", 1_024, 1_048_576)] },
    messageRetentionSeconds: {
      type: "integer",
      default: 345_600,
      rules: [between("message_retention_seconds", 60, 1_209_600)],
    },
    name: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({
        maxLength: 80,
        unless: "namePrefix",
        suffix: (inputs) => (flag(inputs, "fifoQueue") ? ".fifo" : ""),
      }),
    },
    namePrefix: { type: "string", computed: true, replace: true },
    policy: { type: "string", computed: true, rules: [jsonText("policy")], same: samePolicy },
    receiveWaitTimeSeconds: { type: "integer", default: 0 },
    redriveAllowPolicy: json("redrive_allow_policy"),
    redrivePolicy: json("redrive_policy"),
    sqsManagedSseEnabled: { type: "boolean", computed: true },
    url: { type: "string", outputOnly: true },
    visibilityTimeoutSeconds: {
      type: "integer",
      default: 30,
      rules: [between("visibility_timeout_seconds", 0, 43_200)],
    },
  },
  checks: [...eitherOf("name", "namePrefix"), ...eitherOf("kmsMasterKeyId", "sqsManagedSseEnabled")],
  planChecks: [queueName, contentBasedDeduplication],
  prepareInputs: withRegion,
  derive: (planned, prior, vendor) => keepUnusedKeyReuse(deriveTagsAll(planned, prior, vendor), prior),
  create: createQueue,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(kind, id);
    return stored === null ? null : readQueue(stored, state, vendor);
  },
  update: (vendor, id, planned) => {
    const doing = `updating SQS Queue (${id}) attributes`;
    const before = vendor.store.get(kind, id);
    if (before === null) throw noSuchQueue(doing);
    refuseWaitTime(doing, "SetQueueAttributes", planned);
    return storeQueue(vendor, id, planned, before);
  },
  delete: (vendor, id) => {
    if (vendor.store.get(kind, id) !== null) vendor.store.remove(kind, id);
  },
};

/** Without a key nothing is made of the period for its reuse. */
function keepUnusedKeyReuse(planned: Fields, prior: Fields | null): Fields {
  if (prior === null || planned["kmsMasterKeyId"] instanceof Unknown || text(planned, "kmsMasterKeyId") !== "")
    return planned;
  return { ...planned, kmsDataKeyReusePeriodSeconds: prior["kmsDataKeyReusePeriodSeconds"] };
}

function createQueue(vendor: Vendor, planned: Fields): Created {
  const ending = flag(planned, "fifoQueue") ? ".fifo" : "";
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix")) + ending;
  const regionName = regionOf(vendor, planned);
  const url = `https://sqs.${regionName}.amazonaws.com/${accountId(vendor)}/${name}`;
  const doing = `creating SQS Queue (${name})`;
  refuseOtherQueue(doing, planned, vendor.store.get(kind, url));
  refuseWaitTime(doing, "CreateQueue", planned);
  const fixed = {
    name,
    url,
    region: regionName,
    arn: regionalArn(vendor, "sqs", regionName, name),
    namePrefix: text(planned, "namePrefix"),
  };
  return { id: url, state: storeQueue(vendor, url, { ...planned, ...fixed }, {}) };
}

/**
 * A queue that is the same in every attribute is taken for the one asked for.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
function refuseOtherQueue(doing: string, planned: Fields, existing: Fields | null): void {
  if (existing === null) return;
  const different = Object.entries(attributeNames).find(
    ([name]) => !isUnset(planned[name]) && !sameValue(planned[name], existing[name]),
  );
  if (different === undefined) return;
  throw apiError(doing, {
    service: "SQS",
    operation: "CreateQueue",
    status: 400,
    code: "QueueNameExists",
    message: `A queue already exists with the same name and a different value for attribute ${different[1]}`,
  });
}

const attributeNames: Readonly<Record<string, string>> = {
  contentBasedDeduplication: "ContentBasedDeduplication",
  delaySeconds: "DelaySeconds",
  kmsMasterKeyId: "KmsMasterKeyId",
  maxMessageSize: "MaximumMessageSize",
  messageRetentionSeconds: "MessageRetentionPeriod",
  policy: "Policy",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  redriveAllowPolicy: "RedriveAllowPolicy",
  redrivePolicy: "RedrivePolicy",
  visibilityTimeoutSeconds: "VisibilityTimeout",
};

function noSuchQueue(doing: string) {
  return apiError(doing, {
    service: "SQS",
    operation: "SetQueueAttributes",
    status: 400,
    code: "QueueDoesNotExist",
    message: "The specified queue does not exist.",
  });
}

/** The provider leaves this one to the API. */
function refuseWaitTime(doing: string, operation: string, planned: Fields): void {
  const seconds = number(planned, "receiveWaitTimeSeconds");
  if (seconds >= 0 && seconds <= 20) return;
  throw apiError(doing, {
    service: "SQS",
    operation,
    status: 400,
    code: "InvalidAttributeValue",
    message: "Invalid value for the parameter ReceiveMessageWaitTimeSeconds.",
  });
}

function storeQueue(vendor: Vendor, url: string, planned: Fields, before: Fields): Fields {
  const { tagsAll: _tagsAll, id: _id, ...fields } = planned;
  const stored: Fields = {
    ...before,
    ...fields,
    kmsMasterKeyId: text(planned, "kmsMasterKeyId"),
    tags: allTags(planned, vendor),
  };
  vendor.store.put(kind, url, stored);
  return readQueue(stored, planned, vendor);
}

/** Queues are encrypted by SQS itself unless a key is named. */
function readQueue(stored: Fields, state: Fields | null, vendor: Vendor): Fields {
  const isFifo = flag(stored, "fifoQueue");
  const hasKey = text(stored, "kmsMasterKeyId") !== "";
  const keyReuse = number(stored, "kmsDataKeyReusePeriodSeconds");
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    deduplicationScope: isFifo ? text(stored, "deduplicationScope") || "queue" : "",
    fifoThroughputLimit: isFifo ? text(stored, "fifoThroughputLimit") || "perQueue" : "",
    kmsDataKeyReusePeriodSeconds: (hasKey ? keyReuse : 0) || defaultKeyReuseSeconds,
    policy: isUnset(stored["policy"]) ? "" : readPolicy(stored, state, "policy"),
    redriveAllowPolicy: normaliseJson(text(stored, "redriveAllowPolicy")),
    redrivePolicy: normaliseJson(text(stored, "redrivePolicy")),
    sqsManagedSseEnabled: !hasKey && (isUnset(stored["sqsManagedSseEnabled"]) || flag(stored, "sqsManagedSseEnabled")),
  };
}
