/** Begins with what takes longest before the command line's own code is loaded: main.ts imports this first. */
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Scans, startScans } from "./adapters/state/scans.ts";

const FLAG = "--state";

// From Node 22.8 on, what V8 has compiled is kept for the next run: in a folder that nobody else can write to, since it is code.
(module as { enableCompileCache?: (folder: string) => unknown }).enableCompileCache?.(
  join(homedir(), ".stagekeeper", "compiled"),
);

/** Of the exports that `parity --state NAME=FILE` names. Only a guess at what commander will read: a wrong one costs time. */
export const scans: Scans = startScans(filesOf(process.argv.slice(2)));

function filesOf([command, ...args]: readonly string[]): readonly string[] {
  if (command !== "parity") return [];
  return args.flatMap((arg, index) => {
    const written =
      arg === FLAG ? args[index + 1] : arg.startsWith(`${FLAG}=`) ? arg.slice(FLAG.length + 1) : undefined;
    return written === undefined ? [] : [written.slice(written.indexOf("=") + 1)];
  });
}
