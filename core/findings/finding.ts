import type { FindingDraft } from "./draft.ts";
import { fingerprint } from "./fingerprint.ts";
import { explain } from "./messages.ts";
import type { Finding, ReportKind } from "./report.ts";

/** The finding of a report, with its words and its fingerprint. */
export function toFinding(kind: ReportKind, draft: FindingDraft): Finding {
  const { code, severity, address, path, stage, stages, standsOut } = draft;
  return {
    code,
    severity,
    address,
    path,
    ...(stage === undefined ? {} : { stage }),
    stages,
    standsOut,
    suppressed: null,
    fingerprint: fingerprint(kind, code, address, path),
    ...explain(draft),
  };
}
