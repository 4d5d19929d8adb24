import { resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { ReportAdapters } from "../commands/deliver.ts";
import type { Host } from "./host.ts";
import { writeReport } from "./output.ts";

/** Where a command with a report gets the time, and where its report goes: the same for all of them. */
export function reportAdapters(host: Host): Omit<ReportAdapters, "projectFile"> & { readonly now: () => Date } {
  return {
    version: packageJson.version,
    now: host.now,
    print: host.print,
    log: host.log,
    write: (file, text) => writeReport(resolve(host.cwd, file), text),
    terminal: host.stdout,
  };
}
