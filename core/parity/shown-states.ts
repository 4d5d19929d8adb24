/** What a finding shows of each stage: never a value at a place that is secret in any stage. */
import type { Json, PlaceState } from "../findings/report.ts";
import type { Subject } from "./addresses.ts";
import type { Setting } from "./comparison.ts";
import { groupLetters } from "./groups.ts";
import { BOOKKEEPING } from "./keys.ts";
import { keyIn, type Place, stepsOf } from "./place.ts";
import { AssetValue, holdsSecret, isTree, ownValue, ResourceValue, SecretValue, UNKNOWN, unwrap } from "./values.ts";
import type { Verdict, Visit } from "./verdict.ts";

/** A report shows no deeper than this; no terminal, page or JSON library gets anything out of more. */
const DEEPEST_SHOWN = 100;

/** By stage position. */
export function shownStates(setting: Setting, subject: Subject, visit: Visit, verdict: Verdict): readonly PlaceState[] {
  const { values } = visit;
  const hidden = isSecretPlace(subject, visit.place);
  const compared = verdict.code === "parity/different-value" || verdict.code === "parity/foreign-stage";
  const present = visit.stages.filter((stage) => values[stage] !== undefined);
  const letters = compared ? groupLetters(present, verdict.equal) : secretLetters(setting, present, values);
  return setting.stageNames.map((_name, stage): PlaceState => {
    const value = values[stage];
    if (value === undefined) return { state: "absent" };
    if (value === UNKNOWN) return { state: "unreadable" };
    const group = letters.get(stage);
    if (value instanceof SecretValue) return group === undefined ? { state: "unreadable" } : { state: "secret", group };
    if (!hidden) return { state: "value", value: shownValue(value) };
    return compared && group !== undefined ? { state: "secret", group } : { state: "value" };
  });
}

/** Letters of the secrets that can be read, by digest. */
function secretLetters(
  setting: Setting,
  stages: readonly number[],
  values: readonly unknown[],
): ReadonlyMap<number, string> {
  const digests = new Map<number, string>();
  for (const stage of stages) {
    const value = values[stage];
    const digest = value instanceof SecretValue ? setting.digestOf(stage, value) : undefined;
    if (digest !== undefined) digests.set(stage, digest);
  }
  return groupLetters([...digests.keys()], (a, b) => digests.get(a) === digests.get(b));
}

/** Secret in any stage: in inputs or outputs, above, at or below the place, or declared by `additionalSecretOutputs`. */
function isSecretPlace(subject: Subject, place: Place): boolean {
  const steps = stepsOf(place);
  return subject.resources.some((resource, stage) => {
    if (!resource) return false;
    const keys = steps.map((step) => keyIn(step, stage));
    const { inputs, outputs, additionalSecretOutputs } = resource.state;
    if (additionalSecretOutputs?.includes(String(keys[0]))) return true;
    return isSecretAt(inputs, keys) || isSecretAt(outputs, keys);
  });
}

function isSecretAt(root: unknown, keys: readonly (string | number)[]): boolean {
  let value = unwrap(root);
  for (const key of keys) {
    if (value instanceof SecretValue) return true;
    if (Array.isArray(value) && typeof key === "number") value = unwrap(value[key]);
    else if (isTree(value)) value = unwrap(ownValue(value, String(key)));
    else return false;
  }
  return holdsSecret(value);
}

/** A value as reports show it. It must hold no secret. */
export function shownValue(value: unknown): Json {
  return shown(value, DEEPEST_SHOWN);
}

function shown(raw: unknown, depth: number): Json {
  const value = unwrap(raw);
  if (value instanceof AssetValue) return { [value.kind]: value.hash };
  if (value instanceof ResourceValue) return value.urn;
  if (depth === 0 && typeof value === "object") return "...";
  if (Array.isArray(value)) return value.map((item) => shown(item, depth - 1));
  if (isTree(value)) {
    const keys = Object.keys(value).filter((key) => !BOOKKEEPING.has(key));
    return Object.fromEntries(keys.map((key) => [key, shown(value[key], depth - 1)]));
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}
