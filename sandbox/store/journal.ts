import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { UserError } from "../../core/user-error.ts";

/**
 * An append-only file of records, one a line: eight hex digits of CRC-32, a space, the record as JSON.
 *
 * A record counts as soon as {@link Journal.append} has returned: the bytes are then with the operating system, so
 * `kill -9` loses nothing. Power loss may lose the last records that {@link Journal.sync} has not seen, never older ones. A last line
 * without its line feed is a write that was cut off: nobody was told that it happened, so it is dropped.
 */
export class Journal {
  readonly path: string;
  #file: number;
  #lines: number;
  #unsynced = false;

  private constructor(path: string, file: number, lines: number) {
    this.path = path;
    this.#file = file;
    this.#lines = lines;
  }

  /** Reads every record and opens the file for appending. Throws {@link UserError} where a line is damaged. */
  static open(path: string): { journal: Journal; records: unknown[] } {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const complete = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, complete).toString("utf8").split("\n").slice(0, -1);
    const records = lines.map((line, index) => parseLine(line, path, index + 1));
    const file = openSync(path, "a", 0o600);
    if (complete < bytes.length) ftruncateSync(file, complete);
    return { journal: new Journal(path, file, lines.length), records };
  }

  get lines(): number {
    return this.#lines;
  }

  append(record: unknown): void {
    writeAll(this.#file, formatLine(record));
    this.#lines += 1;
    this.#unsynced = true;
  }

  /** Puts the records in place of the whole journal; a crash leaves either the old journal or the new one. */
  replace(records: readonly unknown[]): void {
    const next = `${this.path}.next`;
    const file = openSync(next, "w", 0o600);
    writeAll(file, records.map(formatLine).join(""));
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.path);
    syncFolder(dirname(this.path));
    closeSync(this.#file);
    this.#file = openSync(this.path, "a", 0o600);
    this.#lines = records.length;
    this.#unsynced = false;
  }

  /** Waits until the disk has everything that was appended. */
  sync(): void {
    if (this.#unsynced) fdatasyncSync(this.#file);
    this.#unsynced = false;
  }

  close(): void {
    this.sync();
    closeSync(this.#file);
  }
}

function formatLine(record: unknown): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

function parseLine(line: string, path: string, number: number): unknown {
  const json = line.slice(9);
  if (line.slice(0, 9) === `${checksum(json)} `) {
    try {
      return JSON.parse(json);
    } catch {
      // A line that matches its checksum and is no JSON was not written by us: as damaged as a wrong checksum.
    }
  }
  throw new UserError(
    `The sandbox's store is damaged: ${path}, line ${number} does not match its checksum.`,
    "Start afresh with `npx stagekeeper sandbox reset`; it forgets what the sandbox's vendors hold.",
  );
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, "0");
}

/** `writeSync` may write less than it was given. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** A rename is on disk only when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
