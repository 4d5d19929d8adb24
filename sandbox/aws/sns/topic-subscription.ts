import type { Created, PropertyModel, ResourceModel, Vendor } from "../../model.ts";
import { type Fields, flag, sameValue, text } from "../../values.ts";
import { accountId } from "../common/account.ts";
import { region, withRegion } from "../common/region.ts";
import { arn, jsonText, oneOf } from "../common/rules.ts";
import { normaliseJson, sameJson } from "../policy/json.ts";
import { invalidParameter, topicNotFound } from "./errors.ts";
import { subscriptionKind, topicKind } from "./kinds.ts";
import { deriveFilterScope, endpointProblem, filterNeeded, protocols, waitsForPerson } from "./subscription-rules.ts";

const json = (key: string): PropertyModel => ({ type: "string", rules: [jsonText(key)], same: sameJson });

/** terraform-provider-aws, internal/service/sns/topic_subscription.go. */
export const topicSubscription: ResourceModel = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  kind: subscriptionKind,
  bridge: "sdk",
  properties: {
    region,
    arn: { type: "string", outputOnly: true },
    confirmationTimeoutInMinutes: { type: "integer", default: 1 },
    confirmationWasAuthenticated: { type: "boolean", outputOnly: true },
    deliveryPolicy: json("delivery_policy"),
    endpoint: { type: "string", required: true, replace: true },
    endpointAutoConfirms: { type: "boolean", default: false },
    filterPolicy: json("filter_policy"),
    filterPolicyScope: {
      type: "string",
      computed: true,
      rules: [oneOf("filter_policy_scope", ["MessageAttributes", "MessageBody"])],
    },
    ownerId: { type: "string", outputOnly: true },
    pendingConfirmation: { type: "boolean", outputOnly: true, byHand: true },
    protocol: { type: "string", required: true, replace: true, rules: [oneOf("protocol", protocols)] },
    rawMessageDelivery: { type: "boolean", default: false },
    redrivePolicy: json("redrive_policy"),
    replayPolicy: json("replay_policy"),
    subscriptionRoleArn: { type: "string", rules: [arn("subscription_role_arn")] },
    topic: { type: "string", required: true, replace: true, rules: [arn("topic_arn")] },
  },
  planChecks: [filterNeeded],
  prepareInputs: withRegion,
  derive: deriveFilterScope,
  create: subscribe,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(subscriptionKind, id);
    return stored === null ? null : readSubscription(stored, state);
  },
  update: (vendor, id, planned) => {
    const doing = `setting SNS Topic Subscription (${id}) attribute (RawMessageDelivery)`;
    const before = vendor.store.get(subscriptionKind, id);
    if (before === null) throw topicNotFound(doing, "SetSubscriptionAttributes");
    refuseEndpoint(doing, "SetSubscriptionAttributes", planned);
    return putSubscription(vendor, id, planned, before);
  },
  // SNS keeps a pending one for some days; the provider is content when it may not unsubscribe it.
  delete: (vendor, id) => {
    const stored = vendor.store.get(subscriptionKind, id);
    if (stored !== null && !flag(stored, "pendingConfirmation")) vendor.store.remove(subscriptionKind, id);
  },
  deleteByHand: (vendor, id) => vendor.store.remove(subscriptionKind, id),
};

/** Subscribing again gives the same subscription (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html). */
function subscribe(vendor: Vendor, planned: Fields): Created {
  const doing = "creating SNS Topic Subscription";
  const topicArn = text(planned, "topic");
  if (vendor.store.get(topicKind, topicArn) === null) throw topicNotFound(doing, "Subscribe");
  refuseEndpoint(doing, "Subscribe", planned);
  const [existing] = vendor.store.list(subscriptionKind).filter(([, fields]) => isSame(fields, planned));
  if (existing !== undefined) return { id: existing[0], state: subscribeAgain(doing, existing[1], planned) };
  const id = `${topicArn}:${uuid(vendor, topicArn)}`;
  const isPending = waitsForPerson(planned);
  const fixed = {
    arn: id,
    ownerId: accountId(vendor),
    confirmationWasAuthenticated: !isPending,
    // The sandbox's person reads mail at once; nobody is at the other end of a web address.
    pendingConfirmation: isPending && !text(planned, "protocol").startsWith("email"),
  };
  return { id, state: { ...putSubscription(vendor, id, planned, fixed), pendingConfirmation: isPending } };
}

function isSame(left: Fields, right: Fields): boolean {
  return ["topic", "protocol", "endpoint"].every((name) => left[name] === right[name]);
}

const attributes = ["deliveryPolicy", "filterPolicy", "filterPolicyScope", "rawMessageDelivery", "redrivePolicy"];

/** The one that is there, as it is; what the program says about it must be so already. */
function subscribeAgain(doing: string, existing: Fields, planned: Fields): Fields {
  const different = attributes.some((name) => Boolean(planned[name]) && !sameValue(planned[name], existing[name]));
  if (!different) return readSubscription(existing, planned);
  throw invalidParameter(
    doing,
    "Subscribe",
    "Attributes Reason: Subscription already exists with different attributes",
  );
}

function refuseEndpoint(doing: string, operation: string, planned: Fields): void {
  const problem = endpointProblem(planned);
  if (problem !== null) throw invalidParameter(doing, operation, problem);
}

/** Version 4 in form. */
function uuid(vendor: Vendor, topicArn: string): string {
  const digits = vendor.newId(`aws/sns/subscription ${topicArn}`, "0123456789abcdef", 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}

function putSubscription(vendor: Vendor, id: string, planned: Fields, before: Fields): Fields {
  const { id: _id, pendingConfirmation: _pending, ...fields } = planned;
  const { arn: subscriptionArn, ownerId, confirmationWasAuthenticated, pendingConfirmation } = before;
  const stored: Fields = {
    ...fields,
    arn: subscriptionArn,
    ownerId,
    confirmationWasAuthenticated,
    pendingConfirmation,
    filterPolicyScope:
      text(planned, "filterPolicy") === "" ? "" : text(planned, "filterPolicyScope") || "MessageAttributes",
  };
  vendor.store.put(subscriptionKind, id, stored);
  return readSubscription(stored, planned);
}

/** What only the provider knows comes from the state. */
function readSubscription(stored: Fields, state: Fields | null): Fields {
  const policies = ["deliveryPolicy", "filterPolicy", "redrivePolicy", "replayPolicy"];
  return {
    ...stored,
    ...Object.fromEntries(policies.map((name) => [name, normaliseJson(text(stored, name))])),
    confirmationTimeoutInMinutes: state?.["confirmationTimeoutInMinutes"] ?? null,
    endpointAutoConfirms: state?.["endpointAutoConfirms"] ?? null,
    rawMessageDelivery: flag(stored, "rawMessageDelivery"),
  };
}
