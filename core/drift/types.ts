/** What the checks of one stack find: the refresh preview of the engine, and what the vendors' own APIs say beyond it. */
import type { AccountConfig, StageConfig } from "../config/types.ts";
import type { MessageDetail } from "../findings/draft.ts";
import type { Coverage, DriftCode, PlaceState } from "../findings/report.ts";
import type { Deployment } from "../parity/state.ts";

/** A finding of one stack before it is put into words. Severity follows from the code. */
export interface DriftDraft {
  readonly code: DriftCode;
  /** `<type token>::<logical name>`; of something undeclared, the type and name that it would have. */
  readonly address: string;
  /** Pulumi property path, empty for a whole resource. */
  readonly path: string;
  /** Pulumi's state. A place that is secret on either side is `secret` on both: the same group means equal. */
  readonly recorded: PlaceState;
  /** The vendor's. */
  readonly actual: PlaceState;
  /** What the sentence says beyond this; one entry for each kind of check. */
  readonly detail?: MessageDetail;
}

/** What the comparison of one stack's recorded state with the vendors gave. */
export interface StackDrift {
  readonly drafts: readonly DriftDraft[];
  /** Resources compared. */
  readonly compared: number;
  /** Facts that are no findings. */
  readonly notes: readonly string[];
}

/** Which part of the configuration a stack belongs to. */
export type StackConfig =
  | { readonly kind: "stage"; readonly config: StageConfig }
  | { readonly kind: "account"; readonly config: AccountConfig };

/** One stack, as a vendor check sees it. Environment, engine and clock are in the check's closure. */
export interface VendorContext {
  /** Name of the stage; of the account stack, its short name. */
  readonly stage: string;
  /** Stack, for the engine's `--stack`. */
  readonly stack: string;
  readonly config: StackConfig["config"];
  readonly kind: StackConfig["kind"];
  /** The recorded state. Its secrets are closed. */
  readonly deployment: Deployment;
}

/** What a vendor check found. What it could not read is a reason in `incomplete`, never a finding. */
export interface VendorResult {
  readonly drafts: readonly DriftDraft[];
  /** One line each, that says which vendor refused what: "GitHub answered 403 for the environment prod". */
  readonly incomplete: readonly string[];
  readonly coverage: readonly Omit<Coverage, "stage">[];
  /** Facts that are no findings. */
  readonly notes: readonly string[];
}

/** Asks one vendor about one stack. Never rejects for what a vendor answers; a rejection is a bug. */
export type VendorCheck = (context: VendorContext) => Promise<VendorResult>;
