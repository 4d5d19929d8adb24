/** What a text refers to: other resources, by their ids, ARNs and outputs. Indexes are built when first asked for. */
import type { Lookups } from "./lookups.ts";
import { Phrases } from "./phrases.ts";
import type { Resource } from "./resource.ts";
import { arnOutput } from "./stage-index.ts";
import { isTree, unwrap } from "./values.ts";
import type { Vocabulary } from "./words.ts";

/** A reference; the same text may stand at several places of the target's outputs. */
export interface Reference {
  /** Address and output path of each, as `address\0path`. */
  readonly targets: ReadonlySet<string>;
  /** Addresses alone. */
  readonly addresses: ReadonlySet<string>;
}

export interface FoundReference {
  readonly start: number;
  readonly end: number;
  readonly reference: Reference;
}

/** Shorter outputs of a recorded dependency are only trusted as a whole value. */
const SHORTEST_RECORDED_PART = 3;

export class References {
  readonly #lookups: Lookups;
  readonly #vocabulary: Vocabulary;
  readonly #outputs = new Map<Resource, Phrases<readonly string[]>>();

  constructor(lookups: Lookups, vocabulary: Vocabulary) {
    this.#lookups = lookups;
    this.#vocabulary = vocabulary;
  }

  /** The references in a text of `self`'s input property, in order and without overlap. */
  find(stage: number, self: Resource, property: string, text: string): readonly FoundReference[] {
    const recorded = this.#findRecorded(stage, self, property, text);
    return recorded.length > 0 ? recorded : this.#findByIdentity(stage, self, text);
  }

  /** The recorded dependency with this id; other outputs may hold the same number by chance. */
  recordedId(stage: number, self: Resource, property: string, id: string): Reference | undefined {
    const targets = this.recorded(stage, self, property).filter(({ state }) => state.id === id);
    return targets.length > 0 ? toReference(targets.map((target) => `${target.address}\0id`)) : undefined;
  }

  /** A resource passed as a value. */
  ofUrn(stage: number, urn: string): Reference | undefined {
    const resource = this.#lookups.withUrn(stage, urn);
    return resource ? toReference([`${resource.address}\0`]) : undefined;
  }

  /** Where `propertyDependencies` names resources: any string in their outputs, their ids and ARNs. */
  #findRecorded(stage: number, self: Resource, property: string, text: string): readonly FoundReference[] {
    const all = this.recorded(stage, self, property).map((resource) => this.#outputsOf(stage, resource));
    const whole = all.flatMap((outputs) => outputs.whole(text) ?? []);
    if (whole.length > 0) return [{ start: 0, end: text.length, reference: toReference(whole) }];
    const matches = all.flatMap((outputs) => outputs.find(text, (targets) => targets));
    return mergeMatches(matches);
  }

  /** The other resources that `propertyDependencies` names for a property. */
  recorded(stage: number, self: Resource, property: string): readonly Resource[] {
    const recorded = self.state.propertyDependencies;
    const urns = recorded && Object.hasOwn(recorded, property) ? recorded[property] : null;
    return this.resolve(stage, self, urns ?? []);
  }

  /** The other resources of these URNs. */
  resolve(stage: number, self: Resource, urns: readonly string[]): readonly Resource[] {
    const found: Resource[] = [];
    for (const urn of urns) {
      const resource = this.#lookups.withUrn(stage, urn);
      if (resource && resource !== self && !found.includes(resource)) found.push(resource);
    }
    return found;
  }

  #outputsOf(stage: number, resource: Resource): Phrases<readonly string[]> {
    let phrases = this.#outputs.get(resource);
    if (!phrases) {
      phrases = new Phrases(SHORTEST_RECORDED_PART);
      const targets = new Map<string, string[]>();
      const add = (text: string, path: string) =>
        targets.set(text, [...(targets.get(text) ?? []), `${resource.address}\0${path}`]);
      if (resource.state.id) add(resource.state.id, "id");
      forEachOutput(resource, (text, path) => add(text, this.#vocabulary.withoutOwn(path, stage)));
      for (const [text, paths] of targets) phrases.set(text, paths);
      this.#outputs.set(resource, phrases);
    }
    return phrases;
  }

  /** Without a recorded dependency: a text equal to the id or ARN of exactly one other resource. */
  #findByIdentity(stage: number, self: Resource, text: string): readonly FoundReference[] {
    // A resource never refers to one that was made from it (a bucket's versioning has the bucket's id).
    const isTarget = (other: Resource) => !dependsOn(other, self);
    const whole = this.#lookups.onlyOther(stage, text, self);
    if (whole && isTarget(whole)) return [{ start: 0, end: text.length, reference: this.#identityOf(whole, text) }];
    return this.#lookups
      .findOthers(stage, text, self, isTarget)
      .map(({ start, end, item }) => ({ start, end, reference: this.#identityOf(item, text.slice(start, end)) }));
  }

  #identityOf(resource: Resource, text: string): Reference {
    return toReference([...identityTargets(resource.address, resource, text)]);
  }
}

/** As {@link Reference.targets}: which of the resource's id and ARN the text is. */
export function identityTargets(address: string, resource: Resource, text: string): ReadonlySet<string> {
  const paths = [resource.state.id === text ? "id" : "", arnOf(resource) === text ? "arn" : ""];
  return new Set(paths.filter((path) => path !== "").map((path) => `${address}\0${path}`));
}

/** Whether the two may be the same reference. */
export function sameReference(a: Reference, b: Reference): boolean {
  return intersects(a.targets, b.targets);
}

/** Whether two sets share a member. */
export function intersects(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const item of a) if (b.has(item)) return true;
  return false;
}

function toReference(targets: readonly string[]): Reference {
  return {
    targets: new Set(targets),
    addresses: new Set(targets.map((target) => target.slice(0, target.indexOf("\0")))),
  };
}

/** Matches from several resources, leftmost and longest first; what stands at the same place is one reference. */
function mergeMatches(
  matches: readonly { start: number; end: number; item: readonly string[] }[],
): readonly FoundReference[] {
  const sorted = [...matches].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { start: number; end: number; targets: string[] }[] = [];
  for (const { start, end, item } of sorted) {
    const last = merged.at(-1);
    if (last && last.start === start && last.end === end) last.targets.push(...item);
    else if (!last || start >= last.end) merged.push({ start, end, targets: [...item] });
  }
  return merged.map(({ start, end, targets }) => ({ start, end, reference: toReference(targets) }));
}

function arnOf({ state }: Resource): string | undefined {
  const arn = arnOutput(state);
  return typeof arn === "string" ? arn : undefined;
}

export function dependsOn({ state }: Resource, other: Resource): boolean {
  if (state.dependencies?.includes(other.urn)) return true;
  return Object.values(state.propertyDependencies ?? {}).some((urns) => urns?.includes(other.urn));
}

/** Every string in the outputs, with its path. Secrets are left out; so is what Pulumi keeps for itself (`__meta`). */
function forEachOutput(resource: Resource, visit: (text: string, path: string) => void): void {
  const pending: { value: unknown; path: string }[] = [{ value: resource.state.outputs, path: "" }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const value = unwrap(next.value);
    const { path } = next;
    if (typeof value === "string") visit(value, path);
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) pending.push({ value: item, path: `${path}[${index}]` });
    else if (isTree(value)) {
      for (const key of Object.keys(value)) {
        if (!key.startsWith("__")) pending.push({ value: value[key], path: path === "" ? key : `${path}.${key}` });
      }
    }
  }
}
