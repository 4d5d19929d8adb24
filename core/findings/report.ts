import type { DrillKind } from "../drill/types.ts";

/** The report that parity, drift, check and drill produce: findings are data, sentences come from `messages.ts`. */

export type Severity = "error" | "warning" | "note";
export type ReportKind = "parity" | "drift" | "check" | "drill";
export type Source = "desired" | "recorded" | "state" | "actual";

export type FindingCode =
  | "parity/missing-resource"
  | "parity/missing-property"
  | "parity/secrecy-mismatch"
  | "parity/foreign-stage"
  | "parity/different-value"
  | "parity/shared-secret"
  | "parity/unreadable"
  | "parity/unverified"
  | "parity/duplicate-address"
  | "parity/pending-operation"
  | "allowance/unused"
  | "allowance/expired"
  | DriftCode
  | DrillCode;

export type DriftCode = "drift/changed" | "drift/deleted" | "drift/unmanaged" | "drift/stale-deployment";

export type DrillCode = "drill/not-delivered" | "drill/duplicate" | "drill/not-closed";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What one stage holds at a finding's place. A whole resource that exists is `{ state: "value" }` without a value. */
export type PlaceState =
  | { readonly state: "value"; readonly value?: Json }
  /** Equal secrets share a letter within one finding. */
  | { readonly state: "secret"; readonly group: string }
  | { readonly state: "absent" }
  | { readonly state: "unreadable" };

/** Why a finding does not count: the allowance that covers it (SARIF: suppression). */
export interface Suppression {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD` or null. */
  readonly expires: string | null;
  /** Configuration path of the allowance, or of the `stages:` list that implies it. */
  readonly origin: string;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** `<type token>::<logical name>`; empty for a finding about the report itself. */
  readonly address: string;
  /** Pulumi property path, empty for a whole resource. */
  readonly path: string;
  /** Of drift: the stage that it is about. */
  readonly stage?: string;
  /** By stage name, in the report's stage order; of drift, `recorded` and `actual`. */
  readonly stages: Readonly<Record<string, PlaceState>>;
  readonly standsOut: readonly string[];
  readonly suppressed: Suppression | null;
  /** First 16 hex digits of SHA-256 over kind, code, address and path, joined by NUL. Never derived from a value. */
  readonly fingerprint: string;
  readonly message: string;
  /** Of drift and `parity/foreign-stage`: the message where values are left out; it says as much as can be said without them. */
  readonly redactedMessage?: string;
  readonly remedy: string;
}

/** Something that could not be read; its presence makes the exit code 2. */
export interface Incomplete {
  /** Stage that could not be read. */
  readonly stage: string;
  readonly reason: string;
}

/** How much of what exists at a vendor is declared. */
export interface Coverage {
  readonly stage: string;
  /** What was counted, for example `GitHub secrets and variables` or `Vercel variables`. */
  readonly vendor: string;
  readonly managed: number;
  readonly total: number;
}

/** One kind of failure that a drill tried. */
export interface Check {
  /** Name of the stage, or `account` for what exists once. */
  readonly stage: string;
  readonly kind: DrillKind;
  /** What failed on purpose, for example a table; empty where the kind says it all. */
  readonly target: string;
  /** `not-configured`: the stage has nothing of the kind, so nothing was tried. */
  readonly outcome: "passed" | "failed" | "not-configured";
  /** Subjects of the messages that arrived, or why there are none. */
  readonly message: string;
}

export interface Summary {
  /** Addresses after pairing. */
  readonly compared: number;
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  readonly suppressed: number;
  /** Findings with the code `parity/unreadable`. */
  readonly unreadable: number;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly kind: ReportKind;
  readonly source: Source;
  readonly stages: readonly string[];
  /** ISO 8601, seconds, UTC. */
  readonly generatedAt: string;
  readonly summary: Summary;
  readonly incomplete: readonly Incomplete[];
  readonly findings: readonly Finding[];
  /** Facts that are no findings: provider versions, the closing line of `desired`. */
  readonly notes?: readonly string[];
  /** Of drift: by stage and vendor. */
  readonly coverage?: readonly Coverage[];
  /** Of a drill: every kind of failure, with what became of it. */
  readonly checks?: readonly Check[];
}
