import * as v from "valibot";
import { described, flag, integer, listOf, matching, oneOf, section, text } from "./field.ts";

const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");
const percents = listOf(integer(1, 1_000, "per cent"), "percentages");
const amount = "an amount in US dollars above 0";

const budgetSchema = section({
  monthlyUsd: described(
    v.pipe(v.number(amount), v.gtValue(0, amount)),
    "Limit of the account's monthly bill in US dollars.",
  ),
  actualPercent: v.optional(
    described(percents, "Alert when the bill reaches so many per cent of the limit."),
    [80, 100],
  ),
  forecastPercent: v.optional(described(percents, "Alert when the forecast does."), [100]),
  perStage: v.optional(
    described(flag(), "One more budget for each stage; needs the cost-allocation tag to be active."),
    false,
  ),
});

/** Operations by which DynamoDB counts its own errors: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
const OPERATIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
  "UpdateItem",
] as const;

const throttleAlarmsSchema = section({
  stages: v.optional(
    described(listOf(text("a stage's name"), "stages"), "Stages with throttle alarms; all where left out."),
  ),
  layers: v.optional(
    described(listOf(text("a layer's name"), "layers"), "Layers whose tables get one; all where left out."),
  ),
  systemErrors: v.optional(
    described(
      listOf(oneOf(OPERATIONS), "DynamoDB operations"),
      "Operations whose failures inside DynamoDB raise an alarm of their own; [] for no such alarm. Each counts as one of the account's ten free alarm metrics.",
    ),
    ["Query", "BatchWriteItem"],
  ),
});

export const monitoringSchema = section({
  emails: v.optional(
    described(listOf(email, "e-mail addresses"), "Who is told. Each address must confirm a mail from AWS once."),
    [],
  ),
  budget: v.optional(v.nullable(budgetSchema), null),
  throttleAlarms: v.optional(v.nullable(throttleAlarmsSchema), null),
  relay: v.optional(
    described(oneOf(["lambda", "workflow", "none"]), "What turns GitHub's webhooks into alerts."),
    "none",
  ),
  webhookSecretGeneration: v.optional(
    described(
      integer(1, 1_000_000),
      "Count one up to give the relay's webhook a new secret; the one before is accepted for another day.",
    ),
    1,
  ),
  chat: v.optional(
    described(
      flag(),
      "true: the relay also posts to a chat's incoming webhook, stagekeeper:secrets.ALERTS_CHAT_URL of the account stack.",
    ),
    false,
  ),
});
