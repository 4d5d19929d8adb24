/** Exports as `pulumi stack export` writes them, and reading them without parsing. */
import { memorySource } from "../../../../core/parity/fast/byte-source.ts";
import type { IndentedDeployment } from "../../../../core/parity/fast/indented-deployment.ts";
import { readIndented } from "../../../../core/parity/fast/indented-export.ts";
import { scanExport } from "../../../../core/parity/fast/scanned-export.ts";

/** Go's encoder: four spaces, and three signs as escapes. */
export function indented(value: unknown): string {
  const text = JSON.stringify(value, null, 4);
  return `${text.replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}\n`;
}

/** `keeps`: whether the bytes of inputs are kept, or read again as those of a large export are. */
export function look(text: string, keeps = true): IndentedDeployment | null {
  const source = memorySource(Buffer.from(text));
  return readIndented(source, scanExport(source, keeps));
}
