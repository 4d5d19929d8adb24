/** From a resource that the engine calls changed to its findings: one for each property that a person changed. */
import type { PlaceState } from "../findings/report.ts";
import { shownValue } from "../parity/shown-states.ts";
import type { StateResource } from "../parity/state.ts";
import { holdsSecret, SecretValue, type Tree, UNKNOWN } from "../parity/values.ts";
import { changes, isOpen } from "./changes.ts";
import { type Compared, compareSides, type Difference } from "./compare-sides.ts";
import { asTree, type ComparedProperties, comparedProperties, pick } from "./compared-properties.ts";
import { withoutEmpty } from "./empty-values.ts";
import { withoutPlaces } from "./ignored-places.ts";
import { causeOf } from "./noise.ts";
import { overlap, rootOf } from "./property-path.ts";
import type { RefreshedResource } from "./refresh-events.ts";
import { SecretPlaces } from "./secret-places.ts";
import type { DriftDraft } from "./types.ts";

/** A resource as the state has it, and what it is called. */
export interface RecordedResource {
  readonly address: string;
  readonly type: string;
  readonly state: StateResource;
  /** For the engine's `--stack`. */
  readonly stack: string;
}

export function resourceDrift(recorded: RecordedResource, refreshed: RefreshedResource): readonly DriftDraft[] {
  if (refreshed.op === "delete") return [deletedDraft(recorded)];
  const declared = asTree(recorded.state.inputs);
  const properties = comparedProperties(recorded.type, declared, refreshed);
  const outputs = compare("outputs", recorded, refreshed, properties);
  const inputs = compare("inputs", recorded, refreshed, properties);
  const found = changes({ outputs, inputs }, properties, { declared, paths: refreshed.paths ?? [] });
  if (found === "unexplained") return [unexplainedDraft(recorded)];
  return withoutConsequences(recorded.type, found).map((difference) =>
    changedDraft(recorded, difference, isOpen(difference, properties)),
  );
}

/** Texts at secret places that the vendor gave in clear: they must be shown nowhere else either. */
export function secretTexts({ state }: RecordedResource, refreshed: RefreshedResource): readonly string[] {
  const { inputs, outputs } = refreshed;
  const places = secretPlaces(state, refreshed);
  return [...places.textsIn(inputs), ...places.textsIn(outputs)];
}

function compare(
  side: "inputs" | "outputs",
  { type, state }: RecordedResource,
  refreshed: RefreshedResource,
  properties: ComparedProperties,
): Compared {
  const places = secretPlaces(state, refreshed);
  const seen = (tree: Tree) => withoutPlaces(places.hide(pick(tree, properties[side])), state.ignoreChanges ?? []);
  const rules = { type, ordered: properties.named };
  const { recorded, actual } = withoutEmpty(seen(asTree(state[side])), seen(refreshed[side]), rules);
  return compareSides(type, recorded, actual);
}

function secretPlaces(state: StateResource, { inputs, outputs }: RefreshedResource): SecretPlaces {
  return new SecretPlaces([state.inputs, state.outputs, inputs, outputs], state.additionalSecretOutputs ?? []);
}

function withoutConsequences(type: string, differences: readonly Difference[]): readonly Difference[] {
  return differences.filter(({ path, actual }) => {
    const property = rootOf(path);
    const cause = causeOf(type, property, actual);
    if (cause === null) return true;
    // Of `tagsAll.owner` the cause is `tags.owner`.
    const causing = `${cause}${path.slice(property.length)}`;
    return !differences.some((other) => overlap(other.path, causing));
  });
}

function deletedDraft({ address, stack }: RecordedResource): DriftDraft {
  return {
    code: "drift/deleted",
    address,
    path: "",
    recorded: { state: "value" },
    actual: { state: "absent" },
    detail: { drift: { stack, isOpen: false } },
  };
}

function unexplainedDraft({ address, stack }: RecordedResource): DriftDraft {
  const whole = { state: "value" } as const;
  const detail = { drift: { stack, isOpen: false } };
  return { code: "drift/changed", address, path: "", recorded: whole, actual: whole, detail };
}

function changedDraft({ address, stack }: RecordedResource, difference: Difference, open: boolean): DriftDraft {
  const { path, pointer } = difference;
  return {
    code: "drift/changed",
    address,
    path,
    ...placeStates(difference),
    detail: { drift: { stack, isOpen: open }, ...(pointer === "" ? {} : { pointer }) },
  };
}

/** A value with a secret in it, or beside one, is not shown. */
function placeStates({ recorded, actual }: Difference): Pick<DriftDraft, "recorded" | "actual"> {
  const isHidden = holdsSecret(recorded) || holdsSecret(actual);
  const letter = recorded instanceof SecretValue ? "B" : "A";
  return { recorded: placeState(recorded, isHidden, "A"), actual: placeState(actual, isHidden, letter) };
}

function placeState(value: unknown, isHidden: boolean, group: string): PlaceState {
  if (value === undefined) return { state: "absent" };
  if (value === UNKNOWN) return { state: "unreadable" };
  if (value instanceof SecretValue) return { state: "secret", group };
  return isHidden ? { state: "value" } : { state: "value", value: shownValue(value) };
}
