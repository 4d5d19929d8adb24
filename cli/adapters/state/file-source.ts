import { fstatSync, readSync } from "node:fs";
import type { ByteSource } from "../../../core/parity/fast/byte-source.ts";

/** An open file. It stays open until the process ends: parts are read again when they are needed. */
export function fileSource(descriptor: number): ByteSource {
  return {
    size: fstatSync(descriptor).size,
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
  };
}
