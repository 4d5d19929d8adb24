/** What monitoring uses in a month, against what is free: the sums behind docs/costs.md. */
import type { AccountConfig, StageConfig, TableConfig } from "../config/types.ts";
import { ALARM_METRIC_USD, FREE_ALARM_METRICS } from "./alarm-limit.ts";
import {
  RELAY_CALLS,
  RELAY_MEMORY_MB,
  RELAY_SECRETS_FRESH_MS,
  RELAY_SECRETS_RETRY_MS,
  RELAY_TABLE_UNITS,
} from "./relay-limits.ts";
import { secretGenerations } from "./relay-settings-of.ts";
import { stageAlarms } from "./stage-alarms.ts";

/** One thing that AWS counts. Amounts are of a month of 30 days, or of any moment where `per` is an hour's price. */
export interface CostLine {
  readonly what: string;
  /** By name of the stage; those of the account itself under `account`. */
  readonly used: Readonly<Record<string, number>>;
  /** Free in an AWS account, of all that is in it. */
  readonly free: number;
  /** In US dollars, for so many beyond what is free; the list price of us-east-1. */
  readonly price: { readonly usd: number; readonly for: number };
}

const DAYS = 30;
const DAY_MINUTES = 24 * 60;
const MONTH_SECONDS = DAYS * DAY_MINUTES * 60;
const HOURS = DAYS * 24;

/** Taken for the sums, on the high side: a call of the relay takes some 20 ms warm and some 500 ms cold. */
const ASSUMED = {
  relayCallSeconds: 0.4,
  relayLogBytes: 600,
  alertsPerStage: 100,
} as const;

/** The most calls that raise no alarm. */
const MOST_RELAY_CALLS = (MONTH_SECONDS / RELAY_CALLS.periodSeconds) * RELAY_CALLS.most;

const GB = 1024 ** 3;

const PRICES = {
  calls: { usd: 0.2, for: 1_000_000 },
  gbSeconds: { usd: 0.0000133334, for: 1 },
  logGb: { usd: 0.5, for: 1 },
} as const;

export function monitoringCosts(stages: readonly StageConfig[], account: AccountConfig): readonly CostLine[] {
  const { relay, emails } = account.monitoring;
  const hasRelay = relay === "lambda";
  const calls = hasRelay ? MOST_RELAY_CALLS : 0;
  const each = (count: (stage: StageConfig) => number, ofAccount: number) => ({
    ...Object.fromEntries(stages.map((stage) => [stage.stage.name, count(stage)])),
    account: ofAccount,
  });
  return [
    {
      what: "alarm metrics",
      used: each((stage) => sum(stageAlarms(stage).map(({ metrics }) => metrics)), hasRelay ? 1 : 0),
      free: FREE_ALARM_METRICS,
      price: { usd: ALARM_METRIC_USD, for: 1 },
    },
    { what: "custom metrics", used: each((stage) => counted(stage).length, 0), free: 10, price: { usd: 0.3, for: 1 } },
    {
      what: "requests to CloudWatch",
      used: each((stage) => sum(counted(stage).map(({ everyMinutes }) => (DAYS * DAY_MINUTES) / everyMinutes)), 0),
      free: 1_000_000,
      price: { usd: 0.01, for: 1_000 },
    },
    {
      what: "e-mails",
      used: each(() => ASSUMED.alertsPerStage * emails.length, 0),
      free: 1_000,
      price: { usd: 2, for: 100_000 },
    },
    { what: "calls of the relay", used: each(() => 0, calls), free: 1_000_000, price: PRICES.calls },
    {
      what: "GB-seconds of the relay",
      used: each(() => 0, gbSecondsOf(calls)),
      free: 400_000,
      price: PRICES.gbSeconds,
    },
    { what: "GB of log", used: each(() => 0, logGbOf(calls)), free: 5, price: PRICES.logGb },
    {
      what: "decryptions of the relay's secrets",
      used: each(() => 0, hasRelay ? decryptions(relaySecretCount(account)).called : 0),
      free: 20_000,
      price: { usd: 0.03, for: 10_000 },
    },
    {
      what: "DynamoDB read units",
      used: each((stage) => units(stage, "read"), hasRelay ? RELAY_TABLE_UNITS : 0),
      free: 25,
      price: { usd: 0.00013 * HOURS, for: 1 },
    },
    {
      what: "DynamoDB write units",
      used: each((stage) => units(stage, "write"), hasRelay ? RELAY_TABLE_UNITS : 0),
      free: 25,
      price: { usd: 0.00065 * HOURS, for: 1 },
    },
  ];
}

export function usedInAll({ used }: CostLine): number {
  return sum(Object.values(used));
}

/** In US dollars a month, 0 within what is free. */
export function costOf(line: CostLine): number {
  return Math.max(0, usedInAll(line) - line.free) * unitUsd(line.price);
}

/** In US dollars: so many calls of the relay, where nothing is free any more. */
export function relayCallsUsd(calls: number): number {
  const used = { calls, gbSeconds: gbSecondsOf(calls), logGb: logGbOf(calls) };
  return (
    used.calls * unitUsd(PRICES.calls) + used.gbSeconds * unitUsd(PRICES.gbSeconds) + used.logGb * unitUsd(PRICES.logGb)
  );
}

/** What one reading decrypts: the webhook's secret, from the first rotation on also the one before it, and the chat's URL. */
function relaySecretCount({ monitoring }: AccountConfig): number {
  return secretGenerations(monitoring.webhookSecretGeneration).length + (monitoring.chat ? 1 : 0);
}

/**
 * The most that one instance of the relay decrypts in a month in which it is never idle: called as it should be, and called with wrong
 * signatures all the time.
 */
export function decryptions(secrets: number): { readonly called: number; readonly forged: number } {
  return {
    called: ((MONTH_SECONDS * 1_000) / RELAY_SECRETS_FRESH_MS) * secrets,
    forged: ((MONTH_SECONDS * 1_000) / RELAY_SECRETS_RETRY_MS) * secrets,
  };
}

function gbSecondsOf(calls: number): number {
  return (calls * ASSUMED.relayCallSeconds * RELAY_MEMORY_MB) / 1024;
}

function logGbOf(calls: number): number {
  return (calls * ASSUMED.relayLogBytes) / GB;
}

function unitUsd(price: CostLine["price"]): number {
  return price.usd / price.for;
}

/** Pipelines whose successes are counted. */
function counted({ pipelines }: StageConfig) {
  return Object.values(pipelines).filter(({ heartbeat }) => heartbeat === "cloudwatch");
}

function units({ warehouse }: StageConfig, kind: "read" | "write"): number {
  const tables = Object.values(warehouse).flatMap((layer) => Object.values(layer.tables));
  return sum(tables.map((table) => unitsOf(table, kind)));
}

/** Each index has the units of its table. */
function unitsOf({ billing, indexes }: TableConfig, kind: "read" | "write"): number {
  return billing.mode === "provisioned" ? billing[kind] * (1 + Object.keys(indexes).length) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
