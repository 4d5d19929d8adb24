/**
 * Scans large exports in threads while this one loads the rest of the command and scans its own share. Loaded before everything
 * else, so this imports nothing that is not needed to start a thread.
 */
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ScannedExport } from "../../../core/parity/fast/scanned-export.ts";
import { bundleUrl } from "../bundle-url.ts";

/** An export that is scanned elsewhere. */
export interface ScanElsewhere {
  readonly descriptor: number;
  /** null where it has to be parsed as a whole; undefined where the thread did not come to an end. */
  scanned(): Promise<ScannedExport | null | undefined>;
}

/** By file. */
export type Scans = ReadonlyMap<string, ScanElsewhere>;

/** A smaller export is scanned sooner than a thread has started. */
const SMALLEST = 16 << 20;

/** Starts to scan some of the files; the others are left to the caller. */
export function startScans(files: readonly string[]): Scans {
  const large = [...new Set(files)].filter(isLarge);
  const lanes = Math.min(availableParallelism(), large.length);
  const bundle = bundleUrl("scan-worker.cjs");
  const scans = new Map<string, ScanElsewhere>();
  if (lanes < 2 || !existsSync(bundle)) return scans;
  // The first lane is the caller's.
  for (let lane = 1; lane < lanes; lane++) {
    const share = large.filter((_file, index) => index % lanes === lane);
    for (const [file, scan] of scansInThread(bundle, share)) scans.set(file, scan);
  }
  return scans;
}

/** Not a pipe, which can be read only once; what is wrong with a file is found out when it is read. */
function isLarge(file: string): boolean {
  try {
    const found = statSync(file);
    return found.isFile() && found.size >= SMALLEST;
  } catch {
    return false;
  }
}

/** One scan after the other, in one thread; none where one cannot be started, or a file cannot be opened any more. */
function scansInThread(bundle: URL, files: readonly string[]): Scans {
  const descriptors: number[] = [];
  try {
    for (const file of files) descriptors.push(openSync(file, "r"));
    const thread = new Worker(bundle, { workerData: descriptors });
    // Where nobody asks what it has found, because the command has stopped before, nobody waits for it.
    thread.unref();
    const answers = answersOf(thread, files.length);
    const scanOf = (index: number): ScanElsewhere => ({
      descriptor: descriptors[index] ?? -1,
      async scanned() {
        thread.ref();
        return answers[index];
      },
    });
    return new Map(files.map((file, index) => [file, scanOf(index)]));
  } catch {
    for (const descriptor of descriptors) closeSync(descriptor);
    return new Map();
  }
}

/** What the thread says of each of its files, in their order; undefined where it has ended before. */
function answersOf(thread: Worker, count: number): readonly Promise<ScannedExport | null | undefined>[] {
  const waiting: ((scanned: ScannedExport | null | undefined) => void)[] = [];
  thread.on("message", (scanned: ScannedExport | null) => waiting.shift()?.(scanned));
  thread.on("error", () => undefined);
  thread.on("exit", () => {
    for (const tell of waiting) tell(undefined);
  });
  return Array.from({ length: count }, () => new Promise((resolve) => waiting.push(resolve)));
}
