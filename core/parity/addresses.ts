/**
 * Pairing: which resources of the stages are the same one. They pair by equal logical name first; what is left pairs by the
 * name with the stage's own words taken out. Where that is ambiguous within a stage, the parent type chain of the URN stands
 * before the name, in all stages; what is still ambiguous is left out.
 */
import type { Resource, StageIndex } from "./stage-index.ts";
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
  /** Addresses that several resources of one stage share; by stage position all that have it. */
  readonly ambiguous: readonly { readonly address: string; readonly resources: readonly (readonly Resource[])[] }[];
  /** Address of every resource, ambiguous ones included. */
  readonly labels: ReadonlyMap<Resource, string>;
}

/** Resources under one key, by stage position. */
type Groups = Map<string, Resource[][]>;

/** Pairs the resources that `admit` lets in. */
export function pairResources(
  stages: readonly StageIndex[],
  vocabulary: Vocabulary,
  admit: (resource: Resource) => boolean,
): Pairing {
  const group = grouping(stages.length);
  const settled: Groups = new Map();
  const chained: Groups = new Map();
  const left: Groups = new Map();
  const withoutOwn = (resource: Resource, stage: number) => vocabulary.withoutOwn(resource.name, stage);

  const byName: Groups = new Map();
  for (const [stage, index] of stages.entries()) {
    for (const resource of index.resources) {
      if (admit(resource)) group(byName, `${resource.type}::${resource.name}`, stage, resource);
    }
  }
  const chainedByName: Groups = new Map();
  for (const [key, resources] of byName) {
    if (isAmbiguous(resources)) {
      forEachResource(resources, (resource, stage) =>
        group(chainedByName, `${resource.chain}::${resource.name}`, stage, resource),
      );
    } else if (stageCount(resources) > 1) settled.set(key, resources);
    else
      forEachResource(resources, (resource, stage) =>
        group(left, `${resource.type}::${withoutOwn(resource, stage)}`, stage, resource),
      );
  }
  for (const [key, resources] of chainedByName) {
    if (isAmbiguous(resources) || stageCount(resources) > 1) settled.set(key, resources);
    else
      forEachResource(resources, (resource, stage) =>
        group(chained, `${resource.chain}::${withoutOwn(resource, stage)}`, stage, resource),
      );
  }
  for (const [key, resources] of left) {
    if (!isAmbiguous(resources)) settled.set(key, resources);
    else
      forEachResource(resources, (resource, stage) =>
        group(chained, `${resource.chain}::${withoutOwn(resource, stage)}`, stage, resource),
      );
  }
  for (const [key, resources] of chained) settled.set(key, resources);
  return toPairing(settled);
}

function grouping(stages: number): (groups: Groups, key: string, stage: number, resource: Resource) => void {
  return (groups, key, stage, resource) => {
    let resources = groups.get(key);
    if (!resources) {
      resources = Array.from({ length: stages }, () => []);
      groups.set(key, resources);
    }
    resources[stage]?.push(resource);
  };
}

function isAmbiguous(resources: readonly (readonly Resource[])[]): boolean {
  return resources.some((ofStage) => ofStage.length > 1);
}

function stageCount(resources: readonly (readonly Resource[])[]): number {
  return resources.filter((ofStage) => ofStage.length > 0).length;
}

function forEachResource(
  resources: readonly (readonly Resource[])[],
  visit: (resource: Resource, stage: number) => void,
): void {
  for (const [stage, ofStage] of resources.entries()) for (const resource of ofStage) visit(resource, stage);
}

function toPairing(groups: Groups): Pairing {
  const subjects: Subject[] = [];
  const ambiguous: Pairing["ambiguous"][number][] = [];
  const labels = new Map<Resource, string>();
  for (const [address, resources] of groups) {
    forEachResource(resources, (resource) => labels.set(resource, address));
    if (isAmbiguous(resources)) ambiguous.push({ address, resources });
    else subjects.push({ address, resources: resources.map((ofStage) => ofStage[0]) });
  }
  return { subjects, ambiguous, labels };
}
