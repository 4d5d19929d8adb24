import { type Fields, text } from "../../values.ts";
import { notModelled } from "../api/error.ts";

/** Message attributes by name: of type String, or String.Array. */
export type MessageAttributes = ReadonlyMap<string, string | readonly string[]>;

/**
 * Whether a subscription wants a message: for each attribute of its filter policy the message has one of the listed texts, of a list at least one.
 * Other conditions, and filters on the body, are refused.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function passesFilter(subscription: Fields, attributes: MessageAttributes): boolean {
  const policy = text(subscription, "filterPolicy");
  if (policy === "") return true;
  if (text(subscription, "filterPolicyScope") === "MessageBody")
    throw notModelled("filter policies on a message's body");
  const wanted = JSON.parse(policy) as Readonly<Record<string, readonly unknown[]>>;
  return Object.entries(wanted).every(([name, values]) => {
    if (!values.every((value) => typeof value === "string"))
      throw notModelled("filter policies with other conditions than texts");
    const value = attributes.get(name);
    return value !== undefined && [value].flat().some((each) => values.includes(each));
  });
}
