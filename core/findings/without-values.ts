import type { FindingDraft } from "./draft.ts";
import type { Finding, PlaceState } from "./report.ts";

/** What was found, as it may be told where values are left out: no value, and no pointer into one. Names and addresses stay. */
export function withoutValues(draft: FindingDraft): FindingDraft {
  const { detail, ...found } = draft;
  const stages = placesWithoutValues(draft.stages);
  if (detail === undefined) return { ...found, stages };
  const { pointer: _, ...kept } = detail;
  return { ...found, stages, detail: kept };
}

export function placesWithoutValues(stages: Finding["stages"]): Finding["stages"] {
  // Without a prototype, so that a stage may be called whatever it likes.
  const hidden: Record<string, PlaceState> = Object.create(null);
  for (const [stage, place] of Object.entries(stages))
    hidden[stage] = place.state === "value" ? { state: "value" } : place;
  return hidden;
}
