import type { Vendor } from "../../model.ts";
import { type MessageSource, send } from "../../runtime/outbox.ts";
import { type Fields, flag, text } from "../../values.ts";
import { ApiError } from "../api/error.ts";
import { accountId } from "../common/account.ts";
import { subscriptionKind, topicKind } from "../sns/kinds.ts";
import { policyOfTopic } from "../sns/policy.ts";
import type { Caller } from "./caller.ts";
import { roleAnswer } from "./caller.ts";
import { type MessageAttributes, passesFilter } from "./filter-policy.ts";
import { evaluatePolicy } from "./policy.ts";

/** Who publishes: a caller of the API, or a service that names the ARN it acts for. */
export type Publisher = Caller | { readonly kind: "service"; readonly service: string; readonly sourceArn: string };

export interface Publication {
  readonly topicArn: string;
  readonly subject: string | null;
  readonly message: string;
  readonly attributes: MessageAttributes;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: the subject is ASCII, at most 100 characters, no control characters. */
const subjectPattern = /^[\x20-\x7e]{1,100}$/;
const largestMessage = 262_144;
/** What an e-mail without a subject has. */
const defaultSubject = "AWS Notification Message";

/** Sends a message to everybody who subscribed and confirmed; returns its id. Throws {@link ApiError} where SNS refuses it. */
export function publish(vendor: Vendor, publication: Publication, publisher: Publisher): string {
  if (vendor.store.get(topicKind, publication.topicArn) === null)
    throw new ApiError("NotFound", "Topic does not exist", 404);
  refuseInvalid(publication);
  if (!mayPublish(vendor, publication.topicArn, publisher)) {
    throw new ApiError(
      "AuthorizationError",
      `${principalOf(vendor, publisher)} is not authorized to perform: SNS:Publish on resource: ${publication.topicArn}`,
      403,
    );
  }
  const messageId = newMessageId(vendor);
  for (const [, subscription] of vendor.store.list(subscriptionKind)) {
    if (text(subscription, "topic") !== publication.topicArn || flag(subscription, "pendingConfirmation")) continue;
    if (passesFilter(subscription, publication.attributes))
      deliver(vendor, subscription, publication, publisher, messageId);
  }
  return messageId;
}

function refuseInvalid({ subject, message }: Publication): void {
  if (message === "") throw new ApiError("InvalidParameter", "Invalid parameter: Empty message");
  if (Buffer.byteLength(message) > largestMessage) {
    throw new ApiError("InvalidParameter", "Invalid parameter: Message too long");
  }
  if (subject !== null && !subjectPattern.test(subject))
    throw new ApiError("InvalidParameter", "Invalid parameter: Subject");
}

/** Within one account either the caller's own policies or the topic's are enough; a deny in any of them decides. */
function mayPublish(vendor: Vendor, topicArn: string, publisher: Publisher): boolean {
  const account = accountId(vendor);
  const isService = publisher.kind === "service";
  const asked = {
    principal: principalOf(vendor, publisher),
    action: "sns:Publish",
    resource: topicArn,
    context: {
      ...(isService ? { "aws:sourceaccount": account, "aws:sourcearn": publisher.sourceArn } : {}),
      // The default policy's condition holds for the account's own alarms, and not for Budgets, which want a policy that names them:
      // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
      ...(isService && publisher.service !== "cloudwatch.amazonaws.com" ? {} : { "aws:sourceowner": account }),
    },
  };
  const ofTopic = evaluatePolicy(policyOfTopic(vendor, topicArn), asked, true);
  const ofCaller =
    publisher.kind === "user" ? "allow" : publisher.kind === "role" ? roleAnswer(vendor, publisher.arn, asked) : "none";
  return ofTopic !== "deny" && ofCaller !== "deny" && (ofTopic === "allow" || ofCaller === "allow");
}

function principalOf(vendor: Vendor, publisher: Publisher): string {
  if (publisher.kind === "service") return publisher.service;
  return publisher.kind === "role" ? publisher.arn : `arn:aws:iam::${accountId(vendor)}:user/sandbox`;
}

function deliver(
  vendor: Vendor,
  subscription: Fields,
  { topicArn, subject, message, attributes }: Publication,
  publisher: Publisher,
  messageId: string,
): void {
  const stage = attributes.get("stage");
  const channel = text(subscription, "protocol");
  const isPlain = channel === "email" || channel === "sms" || flag(subscription, "rawMessageDelivery");
  const envelope = {
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === null ? {} : { Subject: subject }),
    Message: message,
    Timestamp: vendor.now().toISOString(),
    MessageAttributes: Object.fromEntries([...attributes].map(([name, value]) => [name, shownAttribute(value)])),
  };
  send(vendor, {
    channel,
    to: text(subscription, "endpoint"),
    subject: subject ?? defaultSubject,
    text: isPlain ? message : JSON.stringify(envelope),
    source: sourceOf(publisher),
    stage: typeof stage === "string" ? stage : null,
  });
}

function shownAttribute(value: string | readonly string[]): object {
  return typeof value === "string"
    ? { Type: "String", Value: value }
    : { Type: "String.Array", Value: JSON.stringify(value) };
}

function sourceOf(publisher: Publisher): MessageSource {
  if (publisher.kind !== "service") return publisher.kind === "role" ? "relay" : "publish";
  return publisher.service === "budgets.amazonaws.com" ? "budget" : "alarm";
}

function newMessageId(vendor: Vendor): string {
  const hex = vendor.newId("aws sns message", "0123456789abcdef", 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
