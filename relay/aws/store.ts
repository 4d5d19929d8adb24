import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Known, Lease, Store } from "../adapters.ts";
import { type Family, NOTHING_KNOWN } from "../incident.ts";
import { CLIENT_OPTIONS, type Sdk } from "./sdk.ts";

const DAY_SECONDS = 86_400;
/** GitHub redelivers for three days (docs.github.com, "Redelivering webhooks"); a replay is refused for much longer. */
const DELIVERY_DAYS = 30;
/** So long an incident stays known that nobody adds to. Until then a replay of what it holds is seen to be late. */
const FAMILY_DAYS = 400;

type Values = Readonly<Record<string, string | number>>;

/**
 * The relay's table. DynamoDB deletes expired items within days, not at once, so conditions look at the time themselves
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html). Whoever holds a lease may take it
 * again, and whoever has saved may save again: the SDK repeats a write whose answer was lost.
 */
export function dynamoStore(sdk: Sdk["dynamodb"], TableName: string): Store {
  const client = new sdk.DynamoDBClient(CLIENT_OPTIONS);

  async function read(pk: string): Promise<Readonly<Record<string, AttributeValue>>> {
    const command = new sdk.GetItemCommand({ TableName, Key: attributes({ pk }), ConsistentRead: true });
    return (await client.send(command)).Item ?? {};
  }

  /** False where the condition does not hold. */
  async function update(pk: string, change: string, condition: string, values: Values): Promise<boolean> {
    const command = new sdk.UpdateItemCommand({
      TableName,
      Key: attributes({ pk }),
      UpdateExpression: change,
      ConditionExpression: condition,
      ExpressionAttributeValues: attributes(values),
    });
    try {
      await client.send(command);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  }

  /** Changes a family that is as it was when it was loaded, and that nobody else keeps. */
  function updateFamily(family: string, known: Known, lease: Lease, change: string, values: Values): Promise<boolean> {
    const isNew = known.version === 0;
    return update(
      familyKey(family),
      `SET expiresAt = :expires, ${change}`,
      `savedBy = :owner OR (${isNew ? "attribute_not_exists(version)" : "version = :version"} AND (attribute_not_exists(holder) OR holder = :owner OR leaseUntil < :now))`,
      {
        ":owner": lease.owner,
        ":now": lease.now,
        ":expires": daysAfter(lease.now, FAMILY_DAYS),
        ...(isNew ? {} : { ":version": known.version }),
        ...values,
      },
    );
  }

  return {
    claim: async (delivery, { owner, now, until }) => {
      const isClaimed = await update(
        deliveryKey(delivery),
        "SET progress = :leased, holder = :owner, leaseUntil = :until, expiresAt = :expires",
        "attribute_not_exists(pk) OR holder = :owner OR (progress = :leased AND leaseUntil < :now) OR expiresAt < :today",
        {
          ":leased": "leased",
          ":owner": owner,
          ":now": now,
          ":until": until,
          ":today": daysAfter(now, 0),
          ":expires": daysAfter(now, DELIVERY_DAYS),
        },
      );
      if (isClaimed) return "claimed";
      return (await read(deliveryKey(delivery)))["progress"]?.S === "done" ? "done" : "busy";
    },
    complete: (delivery, { owner }) =>
      update(deliveryKey(delivery), "SET progress = :done", "holder = :owner", { ":done": "done", ":owner": owner }),
    // A lease without an owner that ended long ago: free for anybody.
    release: (delivery, { owner }) =>
      update(deliveryKey(delivery), "SET leaseUntil = :zero REMOVE holder", "holder = :owner AND progress = :leased", {
        ":owner": owner,
        ":leased": "leased",
        ":zero": 0,
      }),
    load: async (family) => {
      const { known, version } = await read(familyKey(family));
      return {
        family: known?.S === undefined ? NOTHING_KNOWN : (JSON.parse(known.S) as Family),
        version: Number(version?.N ?? 0),
      };
    },
    reserve: (family, known, lease) =>
      updateFamily(family, known, lease, "holder = :owner, leaseUntil = :until", { ":until": lease.until }),
    save: (family, known, next, lease) =>
      updateFamily(
        family,
        known,
        lease,
        "known = :known, version = :next, savedBy = :owner REMOVE holder, leaseUntil",
        {
          ":known": JSON.stringify(next),
          ":next": known.version + 1,
        },
      ),
    free: (family, { owner }) =>
      update(familyKey(family), "REMOVE holder, leaseUntil", "holder = :owner", { ":owner": owner }),
  };
}

function attributes(values: Values): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? { N: `${value}` } : { S: value }]),
  );
}

function deliveryKey(delivery: string): string {
  return `delivery ${delivery}`;
}

/** Names of workflows and environments may be longer than a key may be. The number counts the forms of what is known. */
function familyKey(family: string): string {
  return `incident 1 ${createHash("sha256").update(family).digest("hex").slice(0, 32)}`;
}

/** DynamoDB's time to live counts whole seconds since 1970. */
function daysAfter(now: number, days: number): number {
  return Math.floor(now / 1_000) + days * DAY_SECONDS;
}
