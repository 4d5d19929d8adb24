/**
 * Pairing: which resources of the stages are the same one. They pair by equal logical name first; what is left pairs by the
 * name with the stage's own words taken out. Where a name is ambiguous within a stage, the parent type chain of the URN stands
 * before it, in all stages; what is still ambiguous is not compared.
 */
import type { Resource } from "./resource.ts";
import type { StageIndex } from "./stage-index.ts";
import { parseUrn, type Urn } from "./urn.ts";
import type { Vocabulary } from "./words.ts";

/** One resource in all stages that have it. */
export interface Subject {
  /** `<type token>::<logical name>`, or `<type chain>::<logical name>`. */
  readonly address: string;
  /** By stage position; undefined where the stage lacks it. */
  readonly resources: readonly (Resource | undefined)[];
}

export interface Pairing {
  readonly subjects: readonly Subject[];
  /** Position of the subject with this address; undefined where there is none. */
  readonly positionOf: (address: string) => number | undefined;
  /** Address of a resource that a stage does not have yet. */
  readonly addressOf: (urn: Urn, stage: number) => string;
  /** Addresses that several resources of one stage share; by stage position all that have it. */
  readonly ambiguous: readonly { readonly address: string; readonly resources: readonly (readonly Resource[])[] }[];
}

/** Resources under one key. */
interface Group {
  /** By stage position, the first one. */
  readonly firsts: (Resource | undefined)[];
  /** Further ones of the same stages; null where there are none, which is nearly always so. */
  others: { readonly stage: number; readonly resource: Resource }[] | null;
  /** Its resources pair under another key. */
  isLeft: boolean;
  /** Among the subjects, once there are any. */
  position: number | undefined;
}

type Groups = Map<string, Group>;
type Named = Pick<Resource, "name">;

/** Positions of the stages that have the resource. */
export function stagesOf({ resources }: Subject): readonly number[] {
  const stages: number[] = [];
  for (let stage = 0; stage < resources.length; stage++) if (resources[stage]) stages.push(stage);
  return stages;
}

/** Pairs the resources that `admit` lets in, and tells each its address. */
export function pairResources(
  stages: readonly StageIndex[],
  vocabulary: Vocabulary,
  admit: (resource: Resource) => boolean,
): Pairing {
  const group = grouping(stages.length);
  const groups: Groups = new Map();
  for (const [stage, index] of stages.entries()) {
    for (const resource of index.resources) if (admit(resource)) group(groups, resource.written, stage, resource);
  }

  const withoutOwn = (resource: Named, stage: number) => vocabulary.withoutOwn(resource.name, stage);
  /** Types and names, without own words, before which the parent chain stands. */
  const chained = new Set<string>();
  const byChain: Groups = new Map();
  const left: Groups = new Map();
  const leave = (resource: Resource, stage: number) =>
    group(left, `${resource.type}::${withoutOwn(resource, stage)}`, stage, resource);
  for (const found of groups.values()) {
    if (isAmbiguous(found)) {
      forEachResource(found, (resource, stage) => {
        chained.add(`${resource.type}::${withoutOwn(resource, stage)}`);
        group(byChain, `${chainOf(resource)}::${resource.name}`, stage, resource);
      });
    } else if (isShared(found)) continue;
    else forEachResource(found, leave);
    found.isLeft = true;
  }

  /** Only a name that holds `<stage>` itself can have the address of others, and is ambiguous then. */
  const settle = (address: string, found: Group) => {
    if (groups.get(address)?.isLeft !== false) groups.set(address, found);
    else forEachResource(found, (resource, stage) => group(groups, address, stage, resource));
  };
  for (const [address, found] of byChain) {
    if (isShared(found)) settle(address, found);
    else forEachResource(found, leave);
  }
  const leftByChain: Groups = new Map();
  for (const [address, found] of left) {
    if (isAmbiguous(found)) chained.add(address);
    if (!chained.has(address)) settle(address, found);
    else
      forEachResource(found, (resource, stage) =>
        group(leftByChain, `${chainOf(resource)}::${withoutOwn(resource, stage)}`, stage, resource),
      );
  }
  for (const [address, found] of leftByChain) settle(address, found);

  const addressOf = (urn: Urn, stage: number) => {
    const start = chained.has(`${urn.type}::${withoutOwn(urn, stage)}`) ? urn.chain : urn.type;
    const written = `${start}::${urn.name}`;
    return groups.get(written)?.isLeft === false ? written : `${start}::${withoutOwn(urn, stage)}`;
  };
  return { ...toSubjects(groups), positionOf: (address) => groups.get(address)?.position, addressOf };
}

function chainOf(resource: Resource): string {
  return parseUrn(resource.urn)?.chain ?? resource.type;
}

function grouping(stages: number): (groups: Groups, key: string, stage: number, resource: Resource) => void {
  return (groups, key, stage, resource) => {
    let group = groups.get(key);
    if (!group) {
      const firsts = new Array<Resource | undefined>(stages).fill(undefined);
      group = { firsts, others: null, isLeft: false, position: undefined };
      groups.set(key, group);
    }
    if (!group.firsts[stage]) group.firsts[stage] = resource;
    else if (group.others) group.others.push({ stage, resource });
    else group.others = [{ stage, resource }];
  };
}

function isAmbiguous({ others }: Group): boolean {
  return others !== null;
}

function isShared({ firsts }: Group): boolean {
  let count = 0;
  for (const resource of firsts) if (resource) count++;
  return count > 1;
}

/** All resources of a stage. */
function ofStage({ firsts, others }: Group, stage: number): readonly Resource[] {
  const first = firsts[stage];
  const more = others?.filter((other) => other.stage === stage) ?? [];
  return first ? [first, ...more.map(({ resource }) => resource)] : [];
}

/** Those of one stage in their order. */
function forEachResource({ firsts, others }: Group, visit: (resource: Resource, stage: number) => void): void {
  for (let stage = 0; stage < firsts.length; stage++) {
    const first = firsts[stage];
    if (first) visit(first, stage);
  }
  for (const { resource, stage } of others ?? []) visit(resource, stage);
}

function toSubjects(groups: Groups): Pick<Pairing, "subjects" | "ambiguous"> {
  const subjects: Subject[] = [];
  const ambiguous: Pairing["ambiguous"][number][] = [];
  for (const [address, group] of groups) {
    if (group.isLeft) continue;
    if (isAmbiguous(group)) {
      forEachResource(group, (resource) => {
        resource.address = address;
      });
      ambiguous.push({ address, resources: group.firsts.map((_first, stage) => ofStage(group, stage)) });
    } else {
      for (const resource of group.firsts) if (resource) resource.address = address;
      group.position = subjects.push({ address, resources: group.firsts }) - 1;
    }
  }
  return { subjects, ambiguous };
}
