import type { Change, Store } from "../../sandbox/store/store.ts";
import type { Fields } from "../../sandbox/values.ts";

/** The vendors' objects for the length of a test. */
export class MemoryStore implements Store {
  readonly #objects = new Map<string, Map<string, Fields>>();

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
    for (const { kind, key, fields } of changes) {
      const objects = this.#objects.get(kind) ?? new Map<string, Fields>();
      this.#objects.set(kind, objects);
      // As on disk: what JSON cannot say is not kept.
      if (fields === null) objects.delete(key);
      else objects.set(key, JSON.parse(JSON.stringify(fields)) as Fields);
    }
  }

  kinds(): readonly string[] {
    return [...this.#objects].filter(([, objects]) => objects.size > 0).map(([kind]) => kind);
  }
}
