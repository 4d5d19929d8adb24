/** Where in a resource's inputs a value stands. */

/** A step down from `parent`; the root of a resource's inputs has none. */
export interface Place {
  readonly parent: Place | null;
  /** Key or index as the path shows it. */
  readonly shown: string | number;
  /** The key by stage position, where the stages' keys differ; else null. */
  readonly keys: readonly (string | undefined)[] | null;
}

export const ROOT: Place = { parent: null, shown: "", keys: null };

/** The places from the first step below the root to this one. */
export function stepsOf(place: Place): readonly Place[] {
  const steps: Place[] = [];
  for (let step = place; step.parent; step = step.parent) steps.push(step);
  return steps.reverse();
}

/** The key or index that leads to the place in one stage. */
export function keyIn(place: Place, stage: number): string | number {
  return place.keys?.[stage] ?? place.shown;
}

/** As a Pulumi property path: `attributes[0].name`, `tags["a.b"]`. */
export function propertyPath(place: Place): string {
  let path = "";
  for (const { shown } of stepsOf(place)) path += segment(shown, path === "");
  return path;
}

/** As a JSON pointer (RFC 6901), for places inside a JSON text. */
export function jsonPointer(place: Place): string {
  return stepsOf(place)
    .map((step) => `/${String(step.shown).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** The path with list indexes left out: `rules.transitions`. */
export function genericPath(place: Place): string {
  return stepsOf(place)
    .filter((step) => typeof step.shown === "string")
    .map((step) => step.shown)
    .join(".");
}

/** Quoted as the engine does it: PropertyPath.String in sdk/go/common/resource/property_path.go. */
function segment(key: string | number, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^\w+$/.test(key)) return `["${key.replaceAll('"', '\\"')}"]`;
  return first ? key : `.${key}`;
}
