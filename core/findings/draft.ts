/** From what a rule found to a finding of the report. */
import { fingerprint } from "./fingerprint.ts";
import { explain, type MessageDetail } from "./messages.ts";
import type { Finding, FindingCode, PlaceState, ReportKind, Severity } from "./report.ts";

export interface FindingDraft {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly address: string;
  readonly path: string;
  /** In the report's stage order; empty for a finding about the report itself. */
  readonly stages: Readonly<Record<string, PlaceState>>;
  readonly standsOut: readonly string[];
  /** What the message says beyond the fields above. */
  readonly detail?: MessageDetail;
}

export function toFinding(kind: ReportKind, draft: FindingDraft): Finding {
  const { code, severity, address, path, stages, standsOut } = draft;
  return {
    code,
    severity,
    address,
    path,
    stages,
    standsOut,
    suppressed: null,
    fingerprint: fingerprint(kind, code, address, path),
    ...explain(draft),
  };
}
