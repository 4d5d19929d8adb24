/** A resource of a stage, as a comparison sees it. */
import type { StateResource } from "./state.ts";

export interface Resource {
  readonly state: StateResource;
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Whether it is a provider, which no value refers to. */
  readonly isProvider: boolean;
  /** Whether its inputs are compared; the others can only be referred to. */
  readonly compared: boolean;
  /** Type token and logical name: the address of most resources. */
  readonly written: string;
  /** Its URN, until the resources are paired. */
  address: string;
}

export const PROVIDER = "pulumi:providers:";
export const STACK = "pulumi:pulumi:Stack";
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

export function isProvider(type: string): boolean {
  return type.startsWith(PROVIDER);
}

/** `aws` of `pulumi:providers:aws`. */
export function providerPackage(type: string): string {
  return type.slice(PROVIDER.length);
}

/** Whether a resource of the state is one whose inputs a program gives. */
export function isCompared(state: StateResource, type: string): boolean {
  if (state.custom === false || state.external) return false;
  return type !== STACK && type !== STACK_REFERENCE && !isProvider(type);
}
