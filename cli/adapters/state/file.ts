import { readFile } from "node:fs/promises";
import { parseState, type ReadState } from "../../../core/parity/state.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read",
  EISDIR: "is a folder",
};

/** Reads a state export from a file or a pipe. Every failure is one line that begins with the file's name. */
export async function readStateFile(file: string): Promise<ReadState> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { ok: false, reason: `${file} ${reasons[code] ?? `could not be read (${code})`}` };
  }
  const state = parseState(text);
  return state.ok ? state : { ok: false, reason: `${file} ${state.reason}` };
}
