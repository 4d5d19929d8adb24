/** What the recorded state says of the resources that vendor checks look at. */
import type { Deployment, StateResource } from "../../parity/state.ts";
import { parseUrn } from "../../parity/urn.ts";
import { isTree, ownValue, type Tree, unwrap } from "../../parity/values.ts";

export interface Recorded {
  /** `<type token>::<logical name>`; where several share that, the type chain stands before the name. */
  readonly address: string;
  readonly urn: string;
  /** Logical name. */
  readonly name: string;
  readonly id: string;
  readonly outputs: Tree;
  /** When the engine made it and last changed it in the state, on the clock of the machine that ran it; epoch milliseconds. */
  readonly created: number | null;
  readonly modified: number | null;
  /** True where an operation on it was interrupted: nobody knows then what its vendor has done. */
  readonly unsettled: boolean;
}

/** Managed resources of one type, in the order of the state. */
export function recordedOfType({ resources, pending_operations }: Deployment, type: string): readonly Recorded[] {
  const ofType = resources.filter((resource) => isManaged(resource) && typeOf(resource) === type);
  const pending = new Set(pending_operations.map(({ resource }) => resource.urn));
  return ofType.map((resource) => ({
    address: addressOf(resource, ofType),
    urn: resource.urn,
    name: nameOf(resource),
    id: resource.id ?? "",
    outputs: resource.outputs ?? {},
    created: timeOf(resource.created),
    modified: timeOf(resource.modified),
    unsettled: pending.has(resource.urn),
  }));
}

/** A plain text among the outputs; null where it is missing, secret or something else. */
export function textOutput(outputs: Tree, name: string): string | null {
  const value = unwrap(ownValue(outputs, name));
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberOutput(outputs: Tree, name: string): number | null {
  const value = unwrap(ownValue(outputs, name));
  return typeof value === "number" ? value : null;
}

export function listOutput(outputs: Tree, name: string): readonly unknown[] {
  const value = unwrap(ownValue(outputs, name));
  return Array.isArray(value) ? value.map(unwrap) : [];
}

export function treeOutput(outputs: Tree, name: string): Tree {
  const value = unwrap(ownValue(outputs, name));
  return isTree(value) ? value : {};
}

/** One that waits to be deleted has a successor; an external one belongs to somebody else. */
function isManaged({ custom, external, delete: waits }: StateResource): boolean {
  return custom !== false && external !== true && waits !== true;
}

function typeOf({ type, urn }: StateResource): string {
  return type ?? parseUrn(urn)?.type ?? "";
}

function nameOf({ urn }: StateResource): string {
  return parseUrn(urn)?.name ?? "";
}

function addressOf(resource: StateResource, ofType: readonly StateResource[]): string {
  const name = nameOf(resource);
  const isAlone = ofType.filter((other) => nameOf(other) === name).length === 1;
  return `${isAlone ? typeOf(resource) : (parseUrn(resource.urn)?.chain ?? typeOf(resource))}::${name}`;
}

function timeOf(text: unknown): number | null {
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
