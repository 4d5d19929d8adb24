/** One stage's state, indexed: its resources by URN, and the words that are its own. */
import { shortStackName } from "../config/stack-name.ts";
import { ARN_START, ArnWords } from "./arn.ts";
import { IndentedDeployment } from "./fast/indented-deployment.ts";
import { IndentedResource } from "./fast/indented-resource.ts";
import { isCompared, isProvider, PROVIDER, type Resource } from "./resource.ts";
import type { Deployment, PendingOperation, StateResource } from "./state.ts";
import { parseUrn } from "./urn.ts";
import { forEachValue, ownValue } from "./values.ts";
import type { OwnWords } from "./words.ts";

/** What the stage is called, apart from what its state says. */
export interface StageNames {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly stack?: string;
}

export class StageIndex {
  readonly name: string;
  readonly resources: readonly Resource[];
  readonly pending: readonly PendingOperation[];
  readonly own: OwnWords;
  /** The export whose parts are parsed when they are needed; null where all were parsed. */
  readonly indented: IndentedDeployment | null;
  #byUrn: ReadonlyMap<string, Resource> | undefined;

  constructor(names: StageNames, deployment: Deployment) {
    this.name = names.name;
    this.indented = deployment instanceof IndentedDeployment ? deployment : null;
    this.resources = this.indented ? this.indented.resources.filter(isThere) : resourcesOf(deployment);
    this.pending = deployment.pending_operations;
    const stack = names.stack === undefined ? [] : [shortStackName(names.stack)];
    const called = [names.name, ...(names.aliases ?? []), ...stacksOf(this.resources), ...stack];
    this.own = { names: called, ...accountsAndRegions(this.resources) };
  }

  /** A resource that waits to be deleted is not among them. */
  get byUrn(): ReadonlyMap<string, Resource> {
    this.#byUrn ??= new Map(this.resources.map((resource) => [resource.urn, resource]));
    return this.#byUrn;
  }
}

/** It does not wait to be deleted: such a resource has the URN of the one that replaced it. */
function isThere(state: StateResource): boolean {
  return !state.delete;
}

function resourcesOf(deployment: Deployment): readonly Resource[] {
  const resources: Resource[] = [];
  for (const state of deployment.resources) {
    const urn = parseUrn(state.urn);
    if (!urn || !isThere(state)) continue;
    const type = state.type ?? urn.type;
    resources.push({
      state,
      urn: state.urn,
      type,
      name: urn.name,
      isProvider: isProvider(type),
      compared: isCompared(state, type),
      written: `${type}::${urn.name}`,
      address: state.urn,
    });
  }
  return resources;
}

/** The `arn` output; of a resource that is not parsed yet it is known without the other outputs. */
export function arnOutput(state: StateResource): unknown {
  if (state instanceof IndentedResource) return state.arn;
  return state.outputs ? ownValue(state.outputs, "arn") : undefined;
}

/** Whether the resource says nothing new of stacks and ARNs, as far as that was found out without parsing anything. */
function isKnown(resource: Resource): boolean {
  return resource instanceof IndentedResource && !resource.hasNews;
}

function stacksOf(resources: readonly Resource[]): ReadonlySet<string> {
  const stacks = new Set<string>();
  for (const resource of resources) {
    const urn = isKnown(resource) ? null : parseUrn(resource.urn);
    if (urn) stacks.add(urn.stack);
  }
  return stacks;
}

const AWS_PROVIDERS = new Set([`${PROVIDER}aws`, `${PROVIDER}aws-native`]);

/** Those in the resources' `arn` outputs; where these name none, those in the ARNs of the inputs. */
function accountsAndRegions(resources: readonly Resource[]): Pick<OwnWords, "accounts" | "regions"> {
  const { accounts, regions } = wordsOfOutputs(resources);
  if (accounts.size === 0 || regions.size === 0) {
    const inputs = wordsOfInputs(resources);
    if (accounts.size === 0) for (const account of inputs.accounts) accounts.add(account);
    if (regions.size === 0) for (const region of inputs.regions) regions.add(region);
  }
  for (const resource of resources) {
    const inputs = resource.isProvider && AWS_PROVIDERS.has(resource.type) ? resource.state.inputs : undefined;
    const region = inputs && ownValue(inputs, "region");
    if (typeof region === "string") regions.add(region);
  }
  return { accounts, regions };
}

function wordsOfOutputs(resources: readonly Resource[]): ArnWords {
  const words = new ArnWords();
  for (const resource of resources) {
    const arn = isKnown(resource) || !resource.compared ? undefined : arnOutput(resource.state);
    if (typeof arn === "string") words.addArn(arn);
  }
  return words;
}

function wordsOfInputs(resources: readonly Resource[]): ArnWords {
  const words = new ArnWords();
  for (const { compared, state } of resources) {
    if (!compared || (state instanceof IndentedResource && !state.mayHold("inputs", ARN_START))) continue;
    forEachValue(state.inputs, (value) => {
      if (typeof value === "string") words.add(value);
    });
  }
  return words;
}
