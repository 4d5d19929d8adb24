/** Why somebody got nothing: asked in the order in which an alert travels. */
import type { DrillCause, Recipient } from "../../core/drill/types.ts";
import type { Delivery, Ground } from "./drill-vendors.ts";

/** @param delivery the one that was answered otherwise than it should be, null where each was answered rightly */
export async function causeOfDelivery(
  delivery: Delivery | null,
  event: string,
  wanted: number,
  missing: readonly Recipient[],
  ground: Ground,
): Promise<DrillCause | null> {
  if (delivery === null) return await causeOfSubscription(missing, ground);
  if (delivery.deliveryId === null) return { kind: "no-webhook", event };
  return { kind: "answer", status: delivery.status, wanted, response: shortened(delivery.response) };
}

/** Asked while the alarm should be ringing; null where it is, and its actions are on. */
export async function causeOfAlarm(alarm: string, ground: Ground): Promise<DrillCause | null> {
  const found = await ground.vendors.alarm(alarm);
  if (found === null) return { kind: "no-alarm", alarm };
  if (found.state !== "ALARM") return { kind: "not-fired", alarm, state: found.state };
  return found.actionsEnabled ? null : { kind: "actions-off", alarm };
}

export async function causeOfBudget(
  budget: string,
  missing: readonly Recipient[],
  ground: Ground,
): Promise<DrillCause | null> {
  if (!(await ground.vendors.hasBudget(budget))) return { kind: "no-budget", budget };
  return await causeOfTopic("budgets.amazonaws.com", missing, ground);
}

/** Where the sender did its part and everybody has subscribed, only the topic's policy is left. */
export async function causeOfTopic(sender: string, missing: readonly Recipient[], ground: Ground): Promise<DrillCause> {
  return (await causeOfSubscription(missing, ground)) ?? { kind: "policy", topic: ground.topic, sender };
}

async function causeOfSubscription(
  missing: readonly Recipient[],
  { vendors, topic }: Ground,
): Promise<DrillCause | null> {
  const subscriptions = await vendors.subscriptions(topic);
  if (subscriptions === null) return { kind: "no-topic", topic };
  const addresses = missing.filter(({ channel }) => channel === "email").map(({ to }) => to);
  const unsubscribed = addresses.filter((to) => !subscriptions.some(({ endpoint }) => endpoint === to));
  if (unsubscribed.length > 0) return { kind: "unsubscribed", to: unsubscribed };
  const pending = addresses.filter((to) =>
    subscriptions.some(({ endpoint, isPending }) => endpoint === to && isPending),
  );
  return pending.length > 0 ? { kind: "pending", to: pending } : null;
}

const longest = 120;

function shortened(response: string): string {
  const line = response.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
