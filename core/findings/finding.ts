import type { FindingDraft } from "./draft.ts";
import { fingerprint } from "./fingerprint.ts";
import { explain } from "./messages.ts";
import type { Finding, ReportKind } from "./report.ts";
import { withoutValues } from "./without-values.ts";

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
    ...sentences(kind, draft),
  };
}

/**
 * Reports of drift are merged and told in public long after their drafts are gone, so they carry both messages. So do findings
 * that say whom a value names: nothing else in them says it.
 */
function sentences(kind: ReportKind, draft: FindingDraft): Pick<Finding, "message" | "redactedMessage" | "remedy"> {
  const { message, remedy } = explain(draft);
  return kind === "drift" || draft.code === "parity/foreign-stage"
    ? { message, redactedMessage: explain(withoutValues(draft)).message, remedy }
    : { message, remedy };
}
