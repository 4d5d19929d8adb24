import type { RelaySettings } from "../core/monitoring/relay-settings.ts";
import type { Family } from "./incident.ts";
import type { LogLine } from "./log.ts";
import type { AlertMessage } from "./message.ts";

/** All that the relay needs from outside. Calls reject where the service fails; nothing is retried beyond what the SDK does. */
export interface RelayAdapters {
  readonly settings: RelaySettings;
  readonly parameters: () => Promise<Parameters>;
  readonly store: Store;
  readonly publish: (message: AlertMessage) => Promise<void>;
  readonly chat: (url: string, message: AlertMessage) => Promise<void>;
  readonly clock: Clock;
  /** A text that nobody else has: whose lease is whose. */
  readonly newId: () => string;
  readonly log: (line: LogLine) => void;
}

/** Times are milliseconds since 1970. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface Parameters {
  /** The newest first. */
  readonly secrets: readonly WebhookSecret[];
  /** Null until the webhook has been made. */
  readonly hookId: string | null;
  readonly chatUrl: string | null;
}

export interface WebhookSecret {
  readonly value: string;
  /** When it was last changed. */
  readonly modified: number;
}

/**
 * Keeps which deliveries are done, and what is known of each family of things. Leases end by themselves: whoever dies while
 * holding one leaves nothing locked for longer.
 */
export interface Store {
  /** Takes a delivery. `busy`: another invocation holds it. `done`: it was handled before. */
  readonly claim: (delivery: string, lease: Lease) => Promise<"claimed" | "busy" | "done">;
  /** False where the lease has gone to somebody else. */
  readonly complete: (delivery: string, lease: Lease) => Promise<boolean>;
  /** Gives it back unhandled, so that GitHub may deliver it again. */
  readonly release: (delivery: string, lease: Lease) => Promise<boolean>;
  readonly load: (family: string) => Promise<Known>;
  /** Keeps the family for one message. False where it has changed since it was loaded, or somebody else keeps it. */
  readonly reserve: (family: string, known: Known, lease: Lease) => Promise<boolean>;
  /** Writes what is known now and ends the lease. False where it has changed, or somebody else keeps it. */
  readonly save: (family: string, known: Known, next: Family, lease: Lease) => Promise<boolean>;
  readonly free: (family: string, lease: Lease) => Promise<boolean>;
}

export interface Lease {
  readonly owner: string;
  /** Now, and when the lease ends: milliseconds since 1970. */
  readonly now: number;
  readonly until: number;
}

export interface Known {
  readonly family: Family;
  /** Counts up with every write; 0 where nothing is known. */
  readonly version: number;
}
