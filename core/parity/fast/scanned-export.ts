/** What the scanner notes of an export: plain arrays, so that a thread can hand them over to another one. */
import { FACT_COUNT, LIST_ENDED, OTHER_FORM } from "./assembly/layout.ts";
import type { ByteSource } from "./byte-source.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { ResourceScanner, WINDOW_SIZE } from "./scanner.ts";

/** Of each resource in the order of the export; see assembly/layout.ts. */
export interface ScannedExport {
  /** What stands before the resources, and where the list of them ends. */
  readonly head: string;
  readonly end: number;
  /** URN, type, id and `arn` output, all in a row, and by {@link FACT_COUNT} where each ends, and flags. */
  readonly texts: Uint8Array;
  readonly facts: Uint32Array;
  /** Inputs and what they were made from, all in a row; null where they are read again from a large export. */
  readonly kept: Uint8Array | null;
  /** Where each part starts and ends in the export, or among the bytes kept; both 0 where the resource has none. */
  readonly parts: Float64Array;
  readonly hashes: Uint32Array;
}

/** Of a larger export, bytes are read again when they are looked at: memory has to grow more slowly than exports do. */
const LARGEST_KEPT = 1 << 28;
const KEPT_SHARE = 4;
/** The texts nearly always take less than this share of an export, and the others less than that. */
const LARGEST_SHARE = 16;
const LIST_START = Buffer.from('\n        "resources": [\n');

/**
 * null where the export has another form, or anything in its resources is wrong: then it has to be parsed as a whole. `keeps` says
 * whether the bytes of inputs are kept, `window` how many bytes are scanned at once.
 */
export function scanExport(
  source: ByteSource,
  keeps = source.size <= LARGEST_KEPT,
  window = WINDOW_SIZE,
): ScannedExport | null {
  const scanner = new ResourceScanner(source, keeps, window);
  const found = scanner.window.indexOf(LIST_START);
  if (found < 0) return null;
  const first = found + LIST_START.length;
  const head = scanner.window.toString("utf8", 0, first);
  const room = Math.ceil(source.size / LARGEST_SHARE);
  const [texts, facts] = [new GrowingBytes(room), new GrowingBytes(room)];
  const kept = new GrowingBytes(keeps ? Math.ceil(source.size / KEPT_SHARE) : 0);
  const [parts, hashes] = [new GrowingBytes(room), new GrowingBytes(room)];
  for (let at = first, why = -1; why !== LIST_ENDED; at = 0) {
    why = scanner.scan(at);
    if (why === OTHER_FORM) return null;
    texts.append(scanner.texts);
    kept.append(scanner.kept);
    facts.append(scanner.facts);
    parts.append(scanner.parts);
    hashes.append(scanner.hashes);
    if (why !== LIST_ENDED && !scanner.fill(scanner.next)) return null;
  }
  return {
    head,
    end: scanner.inExport(scanner.next),
    texts: texts.all,
    kept: keeps ? kept.all : null,
    facts: wordsOf(facts),
    parts: new Float64Array(parts.all.buffer, 0, parts.all.length / Float64Array.BYTES_PER_ELEMENT),
    hashes: wordsOf(hashes),
  };
}

/** How many resources were scanned. */
export function countOf({ facts }: ScannedExport): number {
  return facts.length / FACT_COUNT;
}

function wordsOf({ all }: GrowingBytes): Uint32Array {
  return new Uint32Array(all.buffer, 0, all.length / Uint32Array.BYTES_PER_ELEMENT);
}
