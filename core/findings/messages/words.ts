/** What sentences about findings are made of. */
import { andList } from "../../text/words.ts";
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { FindingCode, PlaceState } from "../report.ts";

export interface Explanation {
  readonly message: string;
  readonly remedy: string;
}

export type Messages = Readonly<
  Partial<Record<FindingCode, (draft: FindingDraft, detail: MessageDetail) => Explanation>>
>;

/** Longer values make a sentence unreadable; the finding has them. */
const LONGEST_QUOTED = 60;

/** `API_URL` for a binding's value, else `facts billingMode`. */
export function placeOf({ address, path }: FindingDraft): string {
  const name = address.slice(address.indexOf("::") + 2);
  return path === "" || path === "value" ? name : `${name} ${path}`;
}

export function typeOf({ address }: FindingDraft): string {
  return address.slice(0, Math.max(0, address.indexOf("::")));
}

export function at(pointer: string | undefined): string {
  return pointer ? ` at ${pointer}` : "";
}

/** `dev's`, `dev's and prod's`. */
export function possessive(stages: readonly string[]): string {
  return andList(stages.map((stage) => `${stage}'s`));
}

export function stagesWhere(
  { stages }: FindingDraft,
  wanted: (place: PlaceState, stage: string) => boolean,
): readonly string[] {
  return Object.entries(stages).flatMap(([stage, place]) => (wanted(place, stage) ? [stage] : []));
}

/** A short value as JSON; null where there is none to show. */
export function quoted(place: PlaceState | undefined): string | null {
  if (place?.state !== "value" || place.value === undefined) return null;
  if (typeof place.value === "object" && place.value !== null) return null;
  const text = JSON.stringify(place.value);
  return text.length <= LONGEST_QUOTED ? text : null;
}
