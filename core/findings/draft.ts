/** What a rule found, before it is put into words. */
import type { DrillDetail } from "./drill-detail.ts";
import type { FindingCode, PlaceState, Severity } from "./report.ts";
import type { VendorDetail } from "./vendor-detail.ts";

/** What a message says beyond the finding's own fields. */
export interface MessageDetail {
  /** JSON pointer to what differs inside a text. */
  readonly pointer?: string;
  /** foreign-stage: who names whom. */
  readonly foreign?: readonly { readonly stage: string; readonly names: string; readonly byAccount: boolean }[];
  /** missing-property: stages where the provider filled it in, which counts as absent. */
  readonly defaulted?: readonly string[];
  /** shared-secret: the stages of each secret, at this place. */
  readonly sharing?: readonly (readonly string[])[];
  /** shared-secret: other places of the same secret. */
  readonly elsewhere?: readonly string[];
  /** pending-operation: what was interrupted, by stage. */
  readonly operations?: readonly string[];
  /** A state was read from a file, so secrets are opened when it is exported. */
  readonly fromFile?: boolean;
  /** drift/*: what the remedy needs. */
  readonly drift?: DriftRemedy;
  /** drift/*: what a vendor's own API says beyond a refresh. */
  readonly vendor?: VendorDetail;
  /** drill/*: what was drilled, and who did not hear of it. */
  readonly drill?: DrillDetail;
  /** allowance/*: where it is written, and until when it held. */
  readonly allowance?: { readonly origin: string; readonly expires: string | null };
}

export interface DriftRemedy {
  /** For the engine's `--stack`. */
  readonly stack: string;
  /** true: the program leaves the property open, so that no `pulumi up` would restore it. */
  readonly isOpen: boolean;
}

export interface FindingDraft {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly address: string;
  readonly path: string;
  /** Of drift: the stage that it is about. */
  readonly stage?: string;
  /** In the report's stage order; empty for a finding about the report itself. */
  readonly stages: Readonly<Record<string, PlaceState>>;
  readonly standsOut: readonly string[];
  readonly detail?: MessageDetail;
}
