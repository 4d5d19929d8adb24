import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ReportFile } from "../../../core/drift/merge.ts";
import { readReport } from "../../../core/findings/read-report.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the file does not exist",
  EACCES: "the file may not be read",
};

/** The report in a file, or all in a folder and below it, sorted by name: artifacts arrive in a folder each. */
export function readReports(folder: string, path: string): readonly ReportFile[] {
  try {
    if (!statSync(resolve(folder, path)).isDirectory()) return [readFile(folder, path)];
    const names = readdirSync(resolve(folder, path), { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.endsWith(".json")).sort();
    if (files.length === 0) return [{ file: path, ok: false, reason: "the folder holds no report" }];
    return files.map((name) => readFile(folder, join(path, name)));
  } catch (error) {
    return [unread(path, error)];
  }
}

function readFile(folder: string, file: string): ReportFile {
  try {
    return { file, ...readReport(readFileSync(resolve(folder, file), "utf8"), "drift") };
  } catch (error) {
    return unread(file, error);
  }
}

function unread(file: string, error: unknown): ReportFile {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { file, ok: false, reason: reasons[code] ?? `the file could not be read (${code})` };
}
