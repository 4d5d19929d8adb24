import { fstatSync, openSync, readSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type ByteSource, memorySource } from "../../../core/parity/fast/byte-source.ts";
import { readIndented } from "../../../core/parity/fast/indented-export.ts";
import { type Deployment, parseState } from "../../../core/parity/state.ts";

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
 * Reads a state export from a file or a pipe. Every failure is one line that begins with the file's name.
 *
 * An export as `pulumi stack export` writes it is not parsed here: core/parity/fast looks at its bytes, and parses what has to be.
 */
export async function readStateFile(file: string): Promise<ReadFile> {
  try {
    const deployment = statSync(file).isFile() ? readIndented(fileSource(file)) : null;
    if (deployment) return { ok: true, deployment };
    const bytes = await readFile(file);
    const piped = readIndented(memorySource(bytes));
    if (piped) return { ok: true, deployment: piped };
    const state = parseState(bytes.toString("utf8"));
    return state.ok ? state : { ok: false, reason: `${file} ${state.reason}` };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { ok: false, reason: `${file} ${reasons[code] ?? `could not be read (${code})`}` };
  }
}

/** Stays open until the process ends: parts are read again when they are needed. */
function fileSource(file: string): ByteSource {
  const descriptor = openSync(file, "r");
  return {
    size: fstatSync(descriptor).size,
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
  };
}
