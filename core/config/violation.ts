import type { ConfigPath } from "./path.ts";

/** Something wrong at a path of the merged configuration; `problems.ts` adds the file and the value given. */
export interface Violation {
  readonly path: ConfigPath;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** What to do next; null: correct the value in its file. */
  readonly next: string | null;
  /** What was given, where that is not the value at the path but, for example, a name. */
  readonly given?: string;
  /** True where `given` is the rule's own reckoning, which is shown whole however long it is. */
  readonly isWorkedOut?: boolean;
  /** False where the value given may not be shown: it may be a secret that stands in the wrong place. */
  readonly showGiven?: boolean;
}
