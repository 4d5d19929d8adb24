/** One stage's state, indexed: its resources by URN, and the words that are its own. */
import { IndentedDeployment } from "./fast/indented-deployment.ts";
import { IndentedResource } from "./fast/indented-resource.ts";
import type { Deployment, PendingOperation, StateResource } from "./state.ts";
import { parseUrn } from "./urn.ts";
import { forEachValue, ownValue } from "./values.ts";
import type { OwnWords } from "./words.ts";

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

export interface StageIndex {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly byUrn: ReadonlyMap<string, Resource>;
  readonly pending: readonly PendingOperation[];
  readonly own: OwnWords;
  /** The export whose parts are parsed when they are needed; null where all were parsed. */
  readonly indented: IndentedDeployment | null;
}

/** What the stage is called, apart from what its state says. */
export interface StageNames {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly stack?: string;
}

const PROVIDER = "pulumi:providers:";
const AWS_PROVIDERS = new Set([`${PROVIDER}aws`, `${PROVIDER}aws-native`]);
const STACK = "pulumi:pulumi:Stack";
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

export function indexStage(names: StageNames, deployment: Deployment): StageIndex {
  const stacks = new Set<string>();
  const resources: Resource[] = [];
  const byUrn = new Map<string, Resource>();
  for (const state of deployment.resources) {
    const urn = parseUrn(state.urn);
    // A resource that waits to be deleted has the URN of the one that replaced it.
    if (!urn || state.delete) continue;
    stacks.add(urn.stack);
    const type = state.type ?? urn.type;
    const resource: Resource = {
      state,
      urn: state.urn,
      type,
      name: urn.name,
      isProvider: isProvider(type),
      compared: isCompared(state, type),
      written: type === urn.type ? urn.address : `${type}::${urn.name}`,
      address: state.urn,
    };
    resources.push(resource);
    byUrn.set(state.urn, resource);
  }
  const stack = names.stack?.split("/").at(-1);
  const called = [names.name, ...(names.aliases ?? []), ...stacks, ...(stack ? [stack] : [])];
  return {
    name: names.name,
    resources,
    byUrn,
    pending: deployment.pending_operations,
    indented: deployment instanceof IndentedDeployment ? deployment : null,
    own: { names: called, ...accountsAndRegions(resources) },
  };
}

export function isProvider(type: string): boolean {
  return type.startsWith(PROVIDER);
}

/** `aws` of `pulumi:providers:aws`. */
export function providerPackage(type: string): string {
  return type.slice(PROVIDER.length);
}

/** The `arn` output; of a resource that is not parsed yet it is known without the other outputs. */
export function arnOutput(state: StateResource): unknown {
  if (state instanceof IndentedResource) return state.arn;
  return state.outputs ? ownValue(state.outputs, "arn") : undefined;
}

/** Whether a resource of the state is one whose inputs a program gives. */
export function isCompared(state: StateResource, type: string): boolean {
  if (state.custom === false || state.external) return false;
  return type !== STACK && type !== STACK_REFERENCE && !isProvider(type);
}

/** Region and account of an ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const ARN_START = "arn:aws";
const PARTS_BEFORE_RESOURCE = 5;
const ARN = /arn:aws[a-z-]*:[A-Za-z0-9-]*:([a-z0-9-]*):(\d{12})?(?![A-Za-z0-9])/g;

/** Those in the resources' `arn` outputs; where these name none, those in the ARNs of the inputs. */
function accountsAndRegions(resources: readonly Resource[]): Pick<OwnWords, "accounts" | "regions"> {
  const accounts = new Set<string>();
  const regions = new Set<string>();
  const compared = resources.filter((resource) => resource.compared);
  const known = new Set<string>();
  for (const { state } of compared) {
    const arn = arnOutput(state);
    if (!isOfKnownKind(arn, known)) addFromArns(arn, accounts, regions);
  }
  if (accounts.size === 0 || regions.size === 0) {
    const inputAccounts = new Set<string>();
    const inputRegions = new Set<string>();
    for (const { state } of compared) {
      if (state instanceof IndentedResource && !state.mayHold("inputs", ARN_START)) continue;
      forEachValue(state.inputs, (value) => addFromArns(value, inputAccounts, inputRegions));
    }
    if (accounts.size === 0) for (const account of inputAccounts) accounts.add(account);
    if (regions.size === 0) for (const region of inputRegions) regions.add(region);
  }
  for (const { type, state } of resources) {
    const region = AWS_PROVIDERS.has(type) && state.inputs ? ownValue(state.inputs, "region") : undefined;
    if (typeof region === "string") regions.add(region);
  }
  return { accounts, regions };
}

/** Whether the text is one ARN whose partition, service, region and account were read before: there are few of these. */
function isOfKnownKind(value: unknown, known: Set<string>): boolean {
  if (typeof value !== "string" || value.lastIndexOf(ARN_START) !== 0) return false;
  let end = 0;
  for (let part = 0; part < PARTS_BEFORE_RESOURCE && end >= 0; part++) end = value.indexOf(":", end + 1);
  if (end < 0) return false;
  const kind = value.slice(0, end + 1);
  if (known.has(kind)) return true;
  known.add(kind);
  return false;
}

function addFromArns(value: unknown, accounts: Set<string>, regions: Set<string>): void {
  if (typeof value !== "string" || !value.includes(ARN_START)) return;
  for (const [, region, account] of value.matchAll(ARN)) {
    if (region) regions.add(region);
    if (account) accounts.add(account);
  }
}
