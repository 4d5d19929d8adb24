import { createHash } from "node:crypto";
import type { FindingCode, ReportKind } from "./report.ts";

/** Stable id of a finding, from what it is about and never from a value: 16 hex digits. */
export function fingerprint(kind: ReportKind, code: FindingCode, address: string, path: string): string {
  return createHash("sha256").update([kind, code, address, path].join("\0")).digest("hex").slice(0, 16);
}
