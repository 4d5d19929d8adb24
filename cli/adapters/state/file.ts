import { openSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { memorySource } from "../../../core/parity/fast/byte-source.ts";
import { readIndented } from "../../../core/parity/fast/indented-export.ts";
import { type Deployment, parseState } from "../../../core/parity/state.ts";
import { fileSource } from "./file-source.ts";
import type { ScanElsewhere } from "./scans.ts";

export type ReadFile =
  | { readonly ok: true; readonly deployment: Deployment }
  | { readonly ok: false; readonly reason: string };

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read",
  EISDIR: "is a folder",
  ERR_STRING_TOO_LONG: "is too long to be parsed, and not indented as pulumi stack export writes it",
  ERR_FS_FILE_TOO_LARGE: "is too long to be parsed, and not indented as pulumi stack export writes it",
};

/**
 * Reads a state export from a file or a pipe. Every failure of the file is one line that begins with its name. `scan` goes on
 * elsewhere, where that was started.
 *
 * An export as `pulumi stack export` writes it is not parsed here: core/parity/fast looks at its bytes, and parses what has to be.
 */
export async function readStateFile(file: string, scan?: ScanElsewhere): Promise<ReadFile> {
  try {
    const isFile = scan !== undefined || statSync(file).isFile();
    const looked = isFile ? await lookInto(file, scan) : null;
    if (looked) return { ok: true, deployment: looked };
    const bytes = await readFile(file);
    const piped = isFile ? null : readIndented(memorySource(bytes));
    if (piped) return { ok: true, deployment: piped };
    const state = parseState(bytes.toString("utf8"));
    return state.ok ? state : { ok: false, reason: `${file} ${state.reason}` };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return { ok: false, reason: `${file} ${reason}` };
  }
}

/** null where it is not the file that failed. */
function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error && "code" in error)) return null;
  const code = String(error.code);
  return reasons[code] ?? ("errno" in error ? `could not be read (${code})` : null);
}

async function lookInto(file: string, scan: ScanElsewhere | undefined): Promise<Deployment | null> {
  const source = fileSource(scan?.descriptor ?? openSync(file, "r"));
  return readIndented(source, await scan?.scanned());
}
