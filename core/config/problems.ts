/** Turns violations into what a person sees: with path, file, the value given and the next step. */
import type { Layer, Merged, Origins } from "./merge.ts";
import { type ConfigPath, formatPath, valueAt } from "./path.ts";
import type { ConfigProblem } from "./types.ts";
import type { Violation } from "./violation.ts";

/** The files that the two layers were read from, as a person knows them: `Pulumi.yaml` and `Pulumi.prod.yaml`. */
export interface ConfigFiles {
  readonly base: string;
  readonly stage: string;
}

/** Longer values are cut: the message names the place anyway. */
const LONGEST_GIVEN = 120;

export function toProblem(violation: Violation, merged: Merged, files: ConfigFiles): ConfigProblem {
  const layer = layerOf(merged.origins, violation.path);
  const file = files[layer];
  const given = valueAt(merged.value, violation.path);
  const removed = given === undefined && merged.origins.get(formatPath(violation.path)) === "stage";
  const next = removed ? `It is required: do not remove it with null in ${file}.` : violation.next;
  return {
    path: qualifiedPath(layer, violation.path),
    file,
    given: mayShow(violation) ? shownOf(violation, given) : null,
    allowed: violation.allowed,
    next: next ?? `Correct it in ${file}.`,
  };
}

/** Path with the configuration key that the value was written under: `stagekeeper:stage.github.plan`. */
export function qualifiedPath(layer: Layer, path: ConfigPath): string {
  return formatPath([`stagekeeper:${layer}`, ...path]);
}

/** Layer of the value at the path: its own, else that of the nearest map or list around it. */
export function layerOf(origins: Origins, path: ConfigPath): Layer {
  for (let length = path.length; length >= 0; length -= 1) {
    const layer = origins.get(formatPath(path.slice(0, length)));
    if (layer) return layer;
  }
  return "base";
}

/** Whatever stands under `secrets` may be a secret that somebody wrote where it does not belong; a name is none. */
function mayShow(violation: Violation): boolean {
  return violation.given !== undefined || (violation.showGiven !== false && violation.path[0] !== "secrets");
}

function shownOf(violation: Violation, given: unknown): string | null {
  return shown(violation.given ?? given, violation.isWorkedOut === true ? Number.POSITIVE_INFINITY : LONGEST_GIVEN);
}

function shown(value: unknown, longest: number): string | null {
  if (value === undefined) return null;
  const json = JSON.stringify(value, hideEncrypted);
  return json.length > longest ? `${json.slice(0, longest)}...` : json;
}

/** `{ secure: ... }` is how Pulumi writes an encrypted value. */
function hideEncrypted(key: string, value: unknown): unknown {
  return key === "secure" ? "[secret]" : value;
}
