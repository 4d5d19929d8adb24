import { sha256 } from "../sha256.ts";
import type { FindingCode, ReportKind } from "./report.ts";

/** Stable id of a finding, from what it is about and never from a value: 16 hex digits. */
export function fingerprint(kind: ReportKind, code: FindingCode, address: string, path: string): string {
  return sha256([kind, code, address, path].join("\0")).slice(0, 16);
}
