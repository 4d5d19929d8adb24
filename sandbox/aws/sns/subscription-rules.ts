import type { PlanRule, Vendor } from "../../model.ts";
import { type Fields, flag, isUnset, text, Unknown } from "../../values.ts";

/** terraform-provider-aws, internal/service/sns/consts.go, subscriptionProtocol_Values. */
export const protocols = [
  "application",
  "email",
  "email-json",
  "firehose",
  "http",
  "https",
  "lambda",
  "sms",
  "sqs",
] as const;

/** Whether somebody has to agree: an address, or a web server that the provider does not expect to do it by itself. */
export function waitsForPerson(planned: Fields): boolean {
  const protocol = text(planned, "protocol");
  return protocol.startsWith("email") || (protocol.startsWith("http") && !flag(planned, "endpointAutoConfirms"));
}

/** What the API says against an endpoint (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html), or null. */
export function endpointProblem(planned: Fields): string | null {
  const protocol = text(planned, "protocol");
  const endpoint = text(planned, "endpoint");
  if (protocol.startsWith("email") && !/^[^\s@]+@[^\s@]+$/.test(endpoint)) return "Email address";
  if (protocol.startsWith("http") && !endpoint.startsWith(`${protocol}://`))
    return "Endpoint must match the specified protocol";
  const raw = ["http", "https", "sqs", "firehose"].includes(protocol);
  return flag(planned, "rawMessageDelivery") && !raw
    ? `Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`
    : null;
}

/** resourceTopicSubscriptionCustomizeDiff: a scope needs a policy. */
export const filterNeeded: PlanRule = (planned, _prior, _vendor, inputs) =>
  text(planned, "filterPolicy") === "" &&
  !(planned["filterPolicy"] instanceof Unknown) &&
  !isUnset(inputs["filterPolicyScope"])
    ? "filter_policy is required when filter_policy_scope is set"
    : null;

/** The same function: without a policy there is no scope, and a scope that the program gives up falls back to the default. */
export function deriveFilterScope(planned: Fields, prior: Fields | null, _vendor: Vendor, inputs: Fields): Fields {
  if (planned["filterPolicy"] instanceof Unknown || !isUnset(inputs["filterPolicyScope"])) return planned;
  if (text(planned, "filterPolicy") === "")
    return { ...planned, filterPolicyScope: prior?.["filterPolicyScope"] || null };
  if (prior === null || text(prior, "filterPolicyScope") === "") return planned;
  return { ...planned, filterPolicyScope: "MessageAttributes" };
}
