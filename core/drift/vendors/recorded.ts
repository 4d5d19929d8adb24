/** What the recorded state says of the resources that vendor checks look at. */
import type { Deployment } from "../../parity/state.ts";
import { parseUrn } from "../../parity/urn.ts";
import { ownValue, type Tree, unwrap } from "../../parity/values.ts";
import { addressedResources } from "../addresses.ts";

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

/** Resources of one type that a refresh reads, too; in the order of the state. */
export function recordedOfType(deployment: Deployment, type: string): readonly Recorded[] {
  const pending = new Set(deployment.pending_operations.map(({ resource }) => resource.urn));
  const ofType = [...addressedResources(deployment).values()].filter((resource) => resource.type === type);
  return ofType.map(({ address, state }) => ({
    address,
    urn: state.urn,
    name: parseUrn(state.urn)?.name ?? "",
    id: state.id ?? "",
    outputs: state.outputs ?? {},
    created: timeOf(state.created),
    modified: timeOf(state.modified),
    unsettled: pending.has(state.urn),
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

function timeOf(text: unknown): number | null {
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
