/** The thread that scans exports; bundled by itself, since it is started before anything else is loaded. */
import { parentPort, workerData } from "node:worker_threads";
import { scanExport } from "../../../core/parity/fast/scanned-export.ts";
import { fileSource } from "./file-source.ts";

for (const descriptor of workerData as readonly number[]) {
  const scanned = scanExport(fileSource(descriptor));
  const arrays = scanned && [scanned.texts, scanned.kept, scanned.facts, scanned.parts, scanned.hashes];
  parentPort?.postMessage(
    scanned,
    arrays?.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])),
  );
}
