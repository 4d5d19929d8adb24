import type { WebhookPayload } from "../../core/drill/payloads.ts";
import type { Subscription } from "../../core/drill/subscriptions.ts";
import type { DrillSubject, Received, Recipient } from "../../core/drill/types.ts";

/** The vendors that a drill lets fail: the sandbox's, whose clock it moves. What it does to them is taken back by `close`. */
export interface DrillVendors {
  /** Short names of the stacks that hold anything. */
  deployed(): Promise<ReadonlySet<string>>;
  now(): Promise<Date>;
  advance(seconds: number): Promise<void>;
  /** Everything that was ever sent, the oldest first. */
  sent(): Promise<readonly SentMessage[]>;
  deliver(event: WebhookPayload, how?: DeliveryOptions): Promise<Delivery>;
  putMetric(metric: Metric): Promise<void>;
  spend(spend: Spend): Promise<void>;
  /** Null where there is no such alarm. */
  alarm(name: string): Promise<AlarmFacts | null>;
  hasBudget(name: string): Promise<boolean>;
  /** Null where there is no such topic. */
  subscriptions(topic: string): Promise<readonly Subscription[] | null>;
  /** Host of the chat in the outbox. */
  readonly chatHost: string;
  close(): Promise<void>;
}

export interface SentMessage extends Received {
  readonly id: number;
  readonly source: "alarm" | "relay" | "budget" | "publish";
}

export interface DeliveryOptions {
  readonly tamper?: "signature";
  /** The same GUID once more is the same delivery again. */
  readonly deliveryId?: string;
}

export interface Delivery {
  /** Null where no webhook listens. */
  readonly deliveryId: string | null;
  /** 0 where nobody answered. */
  readonly status: number;
  readonly response: string;
}

export interface Metric {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Spend {
  readonly usd: number;
  readonly forecastUsd?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AlarmFacts {
  readonly state: string;
  readonly actionsEnabled: boolean;
}

/** What every exercise needs. */
export interface Ground {
  readonly vendors: DrillVendors;
  /** Name of the topic. */
  readonly topic: string;
  recipients(subject: DrillSubject): readonly Recipient[];
}
