import type { Vendor } from "../../model.ts";
import { type Fields, flag, text } from "../../values.ts";
import type { MessageAttributes } from "../runtime/filter-policy.ts";
import { publish } from "../runtime/publish.ts";
import { subscriptionKind, topicKind } from "../sns/kinds.ts";
import { policyOfTopic } from "../sns/policy.ts";
import { type ApiInput, type ApiService, isObject, listMember, onlyMembers, textMember } from "./call.ts";
import { ApiError, notModelled } from "./error.ts";

/** https://docs.aws.amazon.com/sns/latest/api/: Publish, and what tells who hears it. One page holds everything. */
export const sns: ApiService = {
  target: null,
  version: "2010-03-31",
  actions: "sns",
  namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
  // Publishing weighs the caller's policies together with the topic's.
  resourcesOf: (_vendor, input) => (isPublish(input) ? [] : [textMember(input, "TopicArn") || "*"]),
  operations: {
    Publish: ({ vendor, caller }, input) => {
      onlyMembers("Publish", input, ["TopicArn", "TargetArn", "Message", "Subject", "MessageAttributes"]);
      const publication = {
        topicArn: textMember(input, "TopicArn") || textMember(input, "TargetArn"),
        subject: input["Subject"] === undefined ? null : textMember(input, "Subject"),
        message: textMember(input, "Message"),
        attributes: attributesOf(input),
      };
      return { MessageId: publish(vendor, publication, caller) };
    },
    ListTopics: ({ vendor }) => ({ Topics: vendor.store.list(topicKind).map(([TopicArn]) => ({ TopicArn })) }),
    GetTopicAttributes: ({ vendor }, input) => {
      const arn = textMember(input, "TopicArn");
      requireTopic(vendor, arn);
      const pending = subscriptionsOf(vendor, arn).filter(([, fields]) => flag(fields, "pendingConfirmation")).length;
      return {
        Attributes: new Map([
          ["TopicArn", arn],
          ["Owner", vendor.world.aws.accountId],
          ["Policy", policyOfTopic(vendor, arn)],
          ["SubscriptionsPending", String(pending)],
          ["SubscriptionsConfirmed", String(subscriptionsOf(vendor, arn).length - pending)],
        ]),
      };
    },
    ListSubscriptionsByTopic: ({ vendor }, input) => {
      const arn = textMember(input, "TopicArn");
      requireTopic(vendor, arn);
      return {
        Subscriptions: subscriptionsOf(vendor, arn).map(([key, fields]) => subscriptionOf(vendor, key, fields)),
      };
    },
    GetSubscriptionAttributes: ({ vendor }, input) => {
      const arn = textMember(input, "SubscriptionArn");
      const found = vendor.store.get(subscriptionKind, arn);
      if (found === null) throw new ApiError("NotFound", "Subscription does not exist", 404);
      return { Attributes: subscriptionAttributes(vendor, arn, found) };
    },
  },
};

function isPublish(input: ApiInput): boolean {
  return input["Message"] !== undefined;
}

/** Texts and lists of texts only; binary attributes and numbers have no use in an alert. */
function attributesOf(input: ApiInput): MessageAttributes {
  const entries = listMember(input, "MessageAttributes").map((entry): [string, string | readonly string[]] => {
    const value = isObject(entry) && isObject(entry["Value"]) ? entry["Value"] : {};
    const name = String(isObject(entry) ? entry["Name"] : "");
    const written = textMember(value, "StringValue");
    if (value["DataType"] === "String") return [name, written];
    if (value["DataType"] === "String.Array") return [name, textsOf(name, written)];
    throw notModelled("message attributes of other types than String and String.Array");
  });
  return new Map(entries);
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html: a JSON array; numbers and booleans are not modelled in it. */
function textsOf(name: string, written: string): readonly string[] {
  let list: unknown;
  try {
    list = JSON.parse(written);
  } catch {
    throw new ApiError("InvalidParameter", `Invalid parameter: the message attribute '${name}' is no JSON array`);
  }
  if (Array.isArray(list) && list.every((each): each is string => typeof each === "string")) return list;
  throw notModelled("message attributes that are lists of anything but texts");
}

function requireTopic(vendor: Vendor, arn: string): void {
  if (vendor.store.get(topicKind, arn) === null) throw new ApiError("NotFound", "Topic does not exist", 404);
}

function subscriptionsOf(vendor: Vendor, topicArn: string) {
  return vendor.store.list(subscriptionKind).filter(([, fields]) => text(fields, "topic") === topicArn);
}

/** A pending subscription has no ARN that could be shown. */
function subscriptionOf(vendor: Vendor, key: string, fields: Fields): object {
  return {
    SubscriptionArn: flag(fields, "pendingConfirmation") ? "PendingConfirmation" : key,
    Owner: vendor.world.aws.accountId,
    Protocol: text(fields, "protocol"),
    Endpoint: text(fields, "endpoint"),
    TopicArn: text(fields, "topic"),
  };
}

function subscriptionAttributes(vendor: Vendor, key: string, fields: Fields): ReadonlyMap<string, string> {
  const policy = text(fields, "filterPolicy");
  return new Map([
    ["SubscriptionArn", key],
    ["TopicArn", text(fields, "topic")],
    ["Owner", vendor.world.aws.accountId],
    ["Protocol", text(fields, "protocol")],
    ["Endpoint", text(fields, "endpoint")],
    ["PendingConfirmation", String(flag(fields, "pendingConfirmation"))],
    ["RawMessageDelivery", String(flag(fields, "rawMessageDelivery"))],
    ...(policy === "" ? [] : ([["FilterPolicy", policy]] as const)),
  ]);
}
