import type { DrillCause, DrillSubject } from "../drill/types.ts";

/** What the sentence of a drill's finding says beyond the finding's own fields. */
export interface DrillDetail {
  readonly subject: DrillSubject;
  /** What had been done. */
  readonly what: string;
  readonly to: readonly string[];
  readonly count: number;
  readonly cause: DrillCause | null;
}
