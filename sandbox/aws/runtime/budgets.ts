import { UserError } from "../../../core/user-error.ts";
import type { Vendor } from "../../model.ts";
import { send } from "../../runtime/outbox.ts";
import { type Fields, flag, isFields, isUnset, list, number, text, texts } from "../../values.ts";
import { isRefusal } from "../api/error.ts";
import { budgetKind } from "../budgets/kinds.ts";
import { accountId } from "../common/account.ts";
import { publish } from "./publish.ts";

/** What this month has cost so far, as somebody says it. */
export interface Spend {
  /** Of the whole account or, with tags, of what carries them. */
  readonly usd: number;
  readonly forecastUsd?: number | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Key: month, then the tag as budgets name it, empty for the account. */
const spendKind = "aws/budgets-spend";
/** Key: budget and notification. Fields: the month in which it was last sent, and whether its threshold is still crossed. */
const sentKind = "aws/budgets-sent";
const service = "budgets.amazonaws.com";

/**
 * Notes the spend, and sends what the budgets' notifications have to say about it. Throws {@link UserError} where it is none.
 * @returns budgets that do not count, with the reason: the sandbox does not model what they count
 */
export function spend(vendor: Vendor, { usd, forecastUsd, tags = {} }: Spend): readonly string[] {
  for (const amount of [usd, forecastUsd ?? 0]) {
    if (typeof amount === "number" && Number.isFinite(amount) && amount >= 0) continue;
    throw new UserError(
      `${JSON.stringify(amount)} is no amount.`,
      "Give usd and forecastUsd as numbers of US dollars.",
    );
  }
  const [tag, ...more] = Object.entries(tags).map(([key, value]) => `user:${key}$${value}`);
  if (more.length > 0) throw new UserError("The sandbox does not model spend with several tags.", "Give one tag.");
  const month = monthOf(vendor);
  vendor.store.put(spendKind, `${month} ${tag ?? ""}`, { usd, forecastUsd: forecastUsd ?? null });
  return vendor.store.list(budgetKind).flatMap(([key, budget]) => {
    const problem = notModelled(budget);
    if (problem === null) review(vendor, key, budget, month);
    return problem === null ? [] : [`${text(budget, "name")}: the sandbox does not model ${problem}`];
  });
}

/** What a budget has that the sandbox does not count; null where it counts it all. */
function notModelled(budget: Fields): string | null {
  if (text(budget, "timeUnit") !== "MONTHLY" || text(budget, "budgetType") !== "COST") {
    return "other budgets than monthly ones of costs";
  }
  if (!isUnset(budget["filterExpression"]) || list(budget, "plannedLimits").length > 0) {
    return "filter expressions and planned limits";
  }
  const filters = list(budget, "costFilters").filter(isFields);
  const isOneTag = filters.length <= 1 && filters.every((filter) => text(filter, "name") === "TagKeyValue");
  return isOneTag ? null : "other cost filters than one of TagKeyValue";
}

function review(vendor: Vendor, key: string, budget: Fields, month: string): void {
  const now = spendOf(vendor, budget, month);
  if (now === null) return;
  for (const notification of list(budget, "notifications").filter(isFields)) {
    const isForecast = text(notification, "notificationType") === "FORECASTED";
    const amount = isForecast ? now.forecastUsd : now.usd;
    if (amount === null) continue;
    const id = `${key} ${JSON.stringify(["notificationType", "comparisonOperator", "threshold", "thresholdType"].map((name) => notification[name] ?? null))}`;
    const before = vendor.store.get(sentKind, id) ?? {};
    const crossed = isCrossed(budget, notification, amount);
    if (crossed && isDue(before, isForecast, month)) notify(vendor, budget, notification, amount);
    const wasSent = crossed || text(before, "month") === month;
    vendor.store.put(sentKind, id, { month: wasSent ? month : text(before, "month"), crossed });
  }
}

/**
 * "Actual alerts are only sent once per budget, per budgeted period"; "forecasted alerts can be sent again when the forecast falls
 * below the threshold and exceeds it again": docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
 */
function isDue(before: Fields, isForecast: boolean, month: string): boolean {
  if (text(before, "month") !== month) return true;
  return isForecast && !flag(before, "crossed");
}

function isCrossed(budget: Fields, notification: Fields, amount: number): boolean {
  const threshold = number(notification, "threshold");
  const limit = Number(text(budget, "limitAmount"));
  const line = text(notification, "thresholdType") === "PERCENTAGE" ? (limit * threshold) / 100 : threshold;
  switch (text(notification, "comparisonOperator")) {
    case "GREATER_THAN":
      return amount > line;
    case "LESS_THAN":
      return amount < line;
    default:
      return amount === line;
  }
}

/** What the budget counts; null where nobody has said. A budget with a tag counts what carries it, one without counts all. */
function spendOf(
  vendor: Vendor,
  budget: Fields,
  month: string,
): { readonly usd: number; readonly forecastUsd: number | null } | null {
  const filters = list(budget, "costFilters").filter(isFields);
  const tags = filters.flatMap((filter) => texts(filter, "values"));
  const found = (tags.length === 0 ? [""] : tags)
    .map((tag) => vendor.store.get(spendKind, `${month} ${tag}`))
    .filter((each) => each !== null);
  if (found.length === 0) return null;
  const forecasts = found.map((each) => each["forecastUsd"]).filter((each) => typeof each === "number");
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    usd: total(found.map((each) => number(each, "usd"))),
    forecastUsd: forecasts.length === 0 ? null : total(forecasts),
  };
}

function notify(vendor: Vendor, budget: Fields, notification: Fields, amount: number): void {
  const name = text(budget, "name");
  const subject = `AWS Budgets: ${name} has exceeded your alert threshold`;
  const message = budgetMessage(vendor, budget, notification, amount);
  for (const to of texts(notification, "subscriberEmailAddresses")) {
    send(vendor, { channel: "email", to, subject, text: message, source: "budget" });
  }
  for (const topicArn of texts(notification, "subscriberSnsTopicArns")) {
    const sourceArn = `arn:aws:budgets::${accountId(vendor)}:budget/${name}`;
    try {
      publish(vendor, { topicArn, subject, message, attributes: new Map() }, { kind: "service", service, sourceArn });
    } catch (error) {
      // Budgets shows no error for a topic that it may not publish to: the notification is lost.
      if (!isRefusal(error)) throw error;
    }
  }
}

function budgetMessage(vendor: Vendor, budget: Fields, notification: Fields, amount: number): string {
  const kind = text(notification, "notificationType");
  const unit = text(notification, "thresholdType") === "PERCENTAGE" ? "%" : ` ${text(budget, "limitUnit")}`;
  return [
    `AWS Account ${accountId(vendor)}`,
    "",
    `You requested that we alert you when the ${kind} Cost associated with your ${text(budget, "name")} budget is greater than ${number(notification, "threshold")}${unit} for the current month. The ${kind} Cost associated with this budget is $${amount.toFixed(2)}. You can find additional details below and by accessing the AWS Budgets dashboard.`,
    "",
    `Budget Name: ${text(budget, "name")}`,
    "Budget Type: Cost",
    `Budgeted Amount: $${Number(text(budget, "limitAmount")).toFixed(2)}`,
    `Alert Type: ${kind}`,
    `Alert Threshold: > ${number(notification, "threshold")}${unit}`,
    `${kind} Amount: $${amount.toFixed(2)}`,
  ].join("\n");
}

function monthOf(vendor: Vendor): string {
  return vendor.now().toISOString().slice(0, "YYYY-MM".length);
}
