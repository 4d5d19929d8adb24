import { type Vendor, VendorError } from "../../../sandbox/model.ts";
import * as provider from "../../../sandbox/provider/resources.ts";
import { registry } from "../../../sandbox/registry.ts";
import type { Store } from "../../../sandbox/store/store.ts";
import { type Fields, isFields, isList, type Value } from "../../../sandbox/values.ts";
import { createVendor } from "../../../sandbox/vendors.ts";
import { createWorld } from "../../../sandbox/world.ts";
import { MemoryStore } from "../memory-store.ts";

/** A resource as the engine remembers it. */
export interface Deployed {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Fields;
  readonly state: Fields;
}

export interface Difference {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
}

/** An AWS account that tests drive as the engine would, without the wire in between. */
export class TestAccount {
  readonly store: Store;
  readonly #config: Fields;

  constructor(config: Fields = {}, store: Store = new MemoryStore()) {
    this.store = store;
    this.#config = config;
  }

  /** The same account with another provider configuration. */
  configured(config: Fields): TestAccount {
    return new TestAccount(config, this.store);
  }

  vendor(): Vendor {
    const clock = { now: () => new Date("2026-11-23T16:00:00.000Z") };
    return createVendor(this.store, createWorld({}), clock, this.#config);
  }

  /** Everything that Check says against the inputs. */
  refusals(type: string, inputs: Fields): string[] {
    return this.#check(type, "x", inputs, null).refusals.map(({ reason }) => reason);
  }

  checked(type: string, name: string, inputs: Fields): Fields {
    const { inputs: checked, refusals } = this.#check(type, name, inputs, null);
    if (refusals.length > 0) throw new VendorError(refusals.map(({ reason }) => reason).join("\n"));
    return checked;
  }

  create(type: string, name: string, given: Fields): Deployed {
    const inputs = this.checked(type, name, given);
    const { id, state } = provider.create(this.#call(type), inputs);
    return { type, name, id, inputs, state };
  }

  diff(deployed: Deployed, given: Fields): Difference {
    const { inputs } = this.#check(deployed.type, deployed.name, given, deployed.inputs);
    const { changes } = provider.diff(this.#call(deployed.type), inputs, deployed.state, []);
    const replaces = [...changes].filter(([, change]) => change.replace).map(([path]) => path);
    return { changed: [...changes.keys()].sort(), replaces: replaces.sort() };
  }

  update(deployed: Deployed, given: Fields): Deployed {
    const { inputs } = this.#check(deployed.type, deployed.name, given, deployed.inputs);
    const state = provider.update(this.#call(deployed.type), deployed.id, inputs, deployed.state, []);
    return { ...deployed, inputs, state };
  }

  /** Null where the resource is gone. */
  refresh(deployed: Deployed): Deployed | null {
    const result = provider.read(this.#call(deployed.type), deployed.id, deployed.inputs, deployed.state);
    return result === null ? null : { ...deployed, inputs: result.inputs, state: result.state };
  }

  /** {@link refresh} of a resource that is still there. */
  refreshed(deployed: Deployed): Deployed {
    const found = this.refresh(deployed);
    if (found === null) throw new Error(`${deployed.id} is gone`);
    return found;
  }

  delete(deployed: Deployed): void {
    provider.remove(this.#call(deployed.type), deployed.id, deployed.state);
  }

  /** Changes an object behind Pulumi's back. */
  edit(deployed: Deployed, fields: Fields): void {
    const { kind } = this.#call(deployed.type).model;
    this.store.put(kind, deployed.id, { ...this.store.get(kind, deployed.id), ...fields });
  }

  vanish(deployed: Deployed): void {
    this.store.remove(this.#call(deployed.type).model.kind, deployed.id);
  }

  invoke(token: string, inputs: Fields = {}): Fields {
    const model = registry.function(token);
    if (model === null) throw new Error(`no function ${token}`);
    return provider.invoke(this.vendor(), model, inputs);
  }

  #check(type: string, name: string, inputs: Fields, oldInputs: Fields | null): provider.CheckResult {
    const seed = new Uint8Array([1, 2, 3]);
    return provider.check(this.#call(type), { inputs, oldInputs, name, seed, proposedName: "" });
  }

  #call(type: string): provider.Call {
    const model = registry.resource(type);
    if (model === null) throw new Error(`no type ${type}`);
    return { vendor: this.vendor(), model, urn: `urn:pulumi:dev::app::${type}::test` };
  }
}

/** The text of the vendor's refusal without the bridge's frame; an error where there is none. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof VendorError) return error.message.replace(/^diffing \S+ 1 error occurred:\n\t\* |\n\n$/g, "");
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The first element of a list of objects. */
export function firstOf(value: Value | undefined): Fields {
  const first = isList(value) ? value[0] : undefined;
  if (!isFields(first)) throw new Error("there is no first object");
  return first;
}
