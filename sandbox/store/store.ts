import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/user-error.ts";
import type { Fields } from "../values.ts";
import { Journal } from "./journal.ts";
import { lockStore } from "./lock.ts";

/** One change of the store; `null` removes the object. */
export interface Change {
  readonly kind: string;
  readonly key: string;
  readonly fields: Fields | null;
}

/** The vendors' objects, by kind and key. Reading gives the object itself: change it by putting a new one. */
export interface Store {
  get(kind: string, key: string): Fields | null;
  /** Keys and objects of a kind, in the order in which the objects were first put. */
  list(kind: string): readonly (readonly [key: string, fields: Fields])[];
  put(kind: string, key: string, fields: Fields): void;
  remove(kind: string, key: string): void;
  /** All of the changes or, after a crash, none. */
  commit(changes: readonly Change[]): void;
  /** Kinds that hold objects, sorted. */
  kinds(): readonly string[];
}

const formatRecord = { format: "stagekeeper-sandbox", version: 1 } as const;

/** Few dead records are cheaper to read than to rewrite. */
const minimumLinesForCompaction = 4_000;

/** {@link Store} on disk, for one process at a time; an operation costs one short write. */
export class FileStore implements Store {
  readonly #objects = new Map<string, Map<string, Fields>>();
  readonly #journal: Journal;
  readonly #unlock: () => void;
  #size = 0;

  private constructor(journal: Journal, unlock: () => void) {
    this.#journal = journal;
    this.#unlock = unlock;
  }

  /** Opens or creates the store in the folder. Throws {@link UserError} where it is in use, damaged or from a newer version. */
  static open(folder: string): FileStore {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const unlock = lockStore(join(folder, "lock"));
    try {
      const path = join(folder, "vendors.journal");
      const { journal, records } = Journal.open(path);
      const store = new FileStore(journal, unlock);
      if (records.length === 0) journal.append(formatRecord);
      else checkFormat(records[0], path);
      for (const record of records.slice(1)) store.#apply(record as readonly Change[]);
      return store;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  get(kind: string, key: string): Fields | null {
    return this.#objects.get(kind)?.get(key) ?? null;
  }

  list(kind: string): readonly (readonly [string, Fields])[] {
    return [...(this.#objects.get(kind) ?? [])];
  }

  put(kind: string, key: string, fields: Fields): void {
    this.commit([{ kind, key, fields }]);
  }

  remove(kind: string, key: string): void {
    this.commit([{ kind, key, fields: null }]);
  }

  commit(changes: readonly Change[]): void {
    this.#journal.append(changes);
    this.#apply(changes);
    if (this.#journal.lines > Math.max(minimumLinesForCompaction, 2 * this.#size)) this.compact();
  }

  kinds(): readonly string[] {
    return [...this.#objects]
      .filter(([, objects]) => objects.size > 0)
      .map(([kind]) => kind)
      .sort();
  }

  /** Rewrites the journal to the living objects only. */
  compact(): void {
    const changes: Change[] = [];
    for (const [kind, objects] of this.#objects) {
      for (const [key, fields] of objects) changes.push({ kind, key, fields });
    }
    this.#journal.replace([formatRecord, ...changes.map((change) => [change])]);
  }

  /** Waits until the disk has everything: for moments without work, since `kill -9` needs none of it. */
  sync(): void {
    this.#journal.sync();
  }

  close(): void {
    this.#journal.close();
    this.#unlock();
  }

  #apply(changes: readonly Change[]): void {
    for (const { kind, key, fields } of changes) {
      let objects = this.#objects.get(kind);
      if (objects === undefined) {
        objects = new Map();
        this.#objects.set(kind, objects);
      }
      const before = objects.size;
      if (fields === null) objects.delete(key);
      else objects.set(key, fields);
      this.#size += objects.size - before;
    }
  }
}

function checkFormat(record: unknown, path: string): void {
  const { format, version } = record as { format?: unknown; version?: unknown };
  if (format === formatRecord.format && version === formatRecord.version) return;
  throw new UserError(
    `The sandbox's store was written by another version: ${path}, line 1.`,
    "Use that version, or start afresh with `npx stagekeeper sandbox reset`.",
  );
}
