import type { Vendor } from "../model.ts";
import type { Store } from "../store/store.ts";
import { type Fields, number, optionalText, text } from "../values.ts";

/** A message that has left the vendors: what a person, a chat or a queue has received. */
export interface SentMessage {
  /** Counts what was ever sent, from 1. */
  readonly id: number;
  /** ISO 8601, on the vendors' clock. */
  readonly at: string;
  /** SNS's protocol, or `chat`. */
  readonly channel: string;
  /** Address, queue or chat. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly source: MessageSource;
  /** Stage that the sender named in a message attribute. */
  readonly stage?: string;
}

/** `alarm`: CloudWatch; `budget`: Budgets; `relay`: a Lambda function or its chat; `publish`: anybody else who may publish. */
export type MessageSource = "alarm" | "relay" | "budget" | "publish";

const kind = "sandbox/outbox";
const counter = "sandbox/outbox-count";
/** Older ones are dropped: a sandbox that is used every day should not grow. */
const most = 500;

export type Outgoing = Omit<SentMessage, "id" | "at" | "stage"> & { readonly stage?: string | null };

export function send(vendor: Pick<Vendor, "store" | "now">, message: Outgoing): void {
  const { store } = vendor;
  const count = number(store.get(counter, kind) ?? {}, "count") + 1;
  const oldest = store.list(kind).slice(0, Math.max(0, store.list(kind).length + 1 - most));
  store.commit([
    ...oldest.map(([key]) => ({ kind, key, fields: null })),
    { kind: counter, key: kind, fields: { count: count } },
    { kind, key: String(count), fields: { ...message, at: vendor.now().toISOString() } },
  ]);
}

/** In the order in which they were sent. */
export function sentMessages(store: Store): readonly SentMessage[] {
  return store.list(kind).map(([key, fields]) => messageOf(Number(key), fields));
}

export function emptyOutbox(store: Store): void {
  store.commit(store.list(kind).map(([key]) => ({ kind, key, fields: null })));
}

function messageOf(id: number, fields: Fields): SentMessage {
  const stage = optionalText(fields, "stage");
  return {
    id,
    at: text(fields, "at"),
    channel: text(fields, "channel"),
    to: text(fields, "to"),
    subject: text(fields, "subject"),
    text: text(fields, "text"),
    source: text(fields, "source") as MessageSource,
    ...(stage === null ? {} : { stage }),
  };
}
