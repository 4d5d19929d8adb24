/** From a resource that the engine calls changed to its findings: one for each property that a person changed. */
import type { PlaceState } from "../findings/report.ts";
import { shownValue } from "../parity/shown-states.ts";
import type { StateResource } from "../parity/state.ts";
import { holdsSecret, SecretValue, UNKNOWN } from "../parity/values.ts";
import { type Compared, compareOutputs, type Difference } from "./compare-outputs.ts";
import { asTree, type ComparedProperties, comparedProperties, pick } from "./compared-properties.ts";
import { withoutEmpty } from "./empty-values.ts";
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
  const compared = compareSides(recorded, refreshed, properties);
  const real = compared.differences.filter(
    (difference) => isSet(difference, properties, declared) || !isFilledIn(difference),
  );
  const said = called(real, refreshed, properties);
  const secrets = changedSecrets(compared.unknown, said, refreshed, properties);
  const drafts = withoutConsequences(recorded.type, [...said, ...secrets]).map((difference) =>
    changedDraft(recorded, difference, isOpen(difference, refreshed, properties)),
  );
  return drafts.length === 0 && isUnexplained(compared, refreshed, properties) ? [unexplainedDraft(recorded)] : drafts;
}

/** Texts at secret places that the vendor gave in clear: they must be shown nowhere else either. */
export function secretTexts({ state }: RecordedResource, refreshed: RefreshedResource): readonly string[] {
  const { inputs, outputs } = refreshed;
  const places = secretPlaces(state, refreshed);
  return [...places.textsIn(inputs), ...places.textsIn(outputs)];
}

function compareSides(
  { type, state }: RecordedResource,
  refreshed: RefreshedResource,
  { all, precision }: ComparedProperties,
): Compared {
  const places = secretPlaces(state, refreshed);
  const before = places.hide(pick(asTree(state.outputs), all));
  const after = places.hide(pick(refreshed.outputs, all));
  const sides = withoutEmpty(before, after, { type, isOrderLoose: precision !== "paths" });
  return compareOutputs(type, sides.recorded, sides.actual);
}

function secretPlaces(state: StateResource, { inputs, outputs }: RefreshedResource): SecretPlaces {
  return new SecretPlaces([state.inputs, state.outputs, inputs, outputs], state.additionalSecretOutputs ?? []);
}

function isSet({ path }: Difference, { named }: ComparedProperties, declared: object): boolean {
  const root = rootOf(path);
  return named.has(root) || Object.hasOwn(declared, root);
}

/** Providers write null or zero for a flag or number that nobody set, and not always the same one. */
function isFilledIn({ recorded, actual }: Difference): boolean {
  const other = recorded === undefined ? actual : actual === undefined ? recorded : null;
  return other === false || other === 0;
}

/** Where the provider names paths, what has moved beside them in the same property is no change. */
function called(
  differences: readonly Difference[],
  { paths }: RefreshedResource,
  { named }: ComparedProperties,
): readonly Difference[] {
  const exact = differences.filter(
    ({ path }) => !named.has(rootOf(path)) || paths === null || paths.some((other) => overlap(path, other)),
  );
  return exact.length > 0 ? exact : differences;
}

/** Secrets that cannot be read have changed where the provider says so, and nothing else explains it. */
function changedSecrets(
  unknown: readonly Difference[],
  others: readonly Difference[],
  { paths }: RefreshedResource,
  { named }: ComparedProperties,
): readonly Difference[] {
  return unknown.filter(({ path }) => {
    const root = rootOf(path);
    if (paths !== null && paths.length > 0) return paths.some((other) => overlap(path, other));
    return named.has(root) && !others.some((other) => rootOf(other.path) === root);
  });
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

/** No `pulumi up` would touch it. */
function isOpen({ path }: Difference, { op, paths }: RefreshedResource, { named }: ComparedProperties): boolean {
  return op === "same" || (paths !== null && !named.has(rootOf(path)));
}

/** The provider would update it, names nothing, and all that could have changed are secrets that cannot be read. */
function isUnexplained(
  { differences, unknown }: Compared,
  { op }: RefreshedResource,
  { precision }: ComparedProperties,
): boolean {
  return op === "update" && precision === "nothing" && differences.length === 0 && unknown.length > 0;
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
