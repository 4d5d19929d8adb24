import type { Store } from "./store/store.ts";
import type { Fields, Value } from "./values.ts";
import type { SandboxWorld } from "./world.ts";

/**
 * A resource type as its provider and its vendor treat it. A model file reads like a table of the vendor's rules plus a
 * few small functions named for the rule; everything that providers have in common (checking, defaults, planning,
 * diffing, previewing, marshalling) is done once in `provider/`.
 */
export interface ResourceModel {
  /** Type token, for example `github:index/actionsVariable:ActionsVariable`. */
  readonly type: string;
  /** Kind of the vendor's objects in the store. An object's key is the resource's id, and its fields are named like the
   *  properties that show them, so that a change behind Pulumi's back needs no code per type. */
  readonly kind: string;
  /** Key of the object with this id, where the two differ: the vendor does not care for upper and lower case, or the id is
   *  unique only together with something in the state, which a person's selection and an import do not have. */
  key?(id: string, state?: Fields): string;
  /** Which Terraform library the real provider is written with: they differ in defaults, zero values and error texts. */
  readonly bridge: BridgeStyle;
  /** Version of Terraform's schema, where the real state names it. */
  readonly schemaVersion?: number;
  readonly properties: Readonly<Record<string, PropertyModel>>;
  /** What Pulumi's own layer does to the inputs before they are checked (the bridge's PreCheckCallback and Transform). */
  prepareInputs?(inputs: Fields, vendor: Vendor): Fields;
  /** Rules over several properties; each returns its refusal, or null. Not called for rules over unknown values. */
  readonly checks?: readonly ResourceRule[];
  /** Puts into the plan what the provider works out by itself (Terraform's SetNew and SetNewComputed). */
  derive?(planned: Fields, prior: Fields | null, vendor: Vendor, inputs: Fields): Fields;
  /** Rules that the provider applies when it plans (Terraform's CustomizeDiff and ModifyPlan); a text is the error. */
  readonly planChecks?: readonly PlanRule[];
  /** Groups of properties that replace the resource when all of a group change at once. */
  readonly replacesTogether?: readonly (readonly string[])[];
  /** True where the provider itself asks for delete before create on every replacement. */
  readonly deleteBeforeReplace?: boolean;
  /** True where the provider names the changed properties but no paths inside them: Pulumi then shows what differs in
   *  the inputs, so that a change of something that the program does not set is an update that shows nothing. */
  readonly coarseDiff?: boolean;
  /** Makes the object; throws {@link VendorError}, or {@link HalfCreated} where something was made all the same. `planned` holds the inputs and every default. */
  create(vendor: Vendor, planned: Fields): Created;
  /** The state as a refresh shows it, with its `id` where an import was asked for under another; null where the object
   *  is gone. `state` is null for an import. */
  read(vendor: Vendor, id: string, state: Fields | null): Fields | null;
  /** Changes the object and returns the new state; absent where every change replaces. */
  update?(vendor: Vendor, id: string, planned: Fields, prior: Fields): Fields;
  /** Removes the object; says nothing or throws for one that is gone, as the provider does. */
  delete(vendor: Vendor, id: string, state: Fields): void;
  /** What a person's removal on the vendor's website does, where the provider's differs. */
  deleteByHand?(vendor: Vendor, id: string): void;
}

/** `sdk`: terraform-plugin-sdk v2 (github, most of aws); `framework`: terraform-plugin-framework (vercel). */
export type BridgeStyle = "sdk" | "framework";

export interface Created {
  readonly id: string;
  readonly state: Fields;
}

export interface PropertyModel {
  readonly type: TypeModel;
  readonly required?: boolean;
  /** The provider fills it in where the program leaves it out, and then keeps what it has. */
  readonly computed?: boolean;
  /** Only ever set by the vendor; as an input it is refused. */
  readonly outputOnly?: boolean;
  /** Only ever set by the vendor, yet a person's doing there changes it: it can be edited behind Pulumi's back. */
  readonly byHand?: boolean;
  /** The real provider knows it, the sandbox does not: refused as an input, null in the state. */
  readonly notModelled?: boolean;
  /** A change replaces the resource; a function says which changes do. */
  readonly replace?: boolean | ((before: Value, after: Value) => boolean);
  /** Sensitive in the provider's schema: secret in inputs and outputs whatever the program says. */
  readonly secret?: boolean;
  /** Terraform's own default, or an auto-name made from the logical name. */
  readonly default?: Value | AutoName;
  /** Rules for a known, set value; in a list or set they see the whole of it. Each returns its refusal, or null. */
  readonly rules?: readonly PropertyRule[];
  /** Decides equality where the provider suppresses differences, for example of JSON text; unset comes as null. */
  readonly same?: (left: Value, right: Value) => boolean;
}

export type TypeModel =
  | "string"
  | "boolean"
  | "integer"
  | "number"
  | "asset"
  | { readonly list: TypeModel; readonly max?: number }
  /** A list whose order means nothing. */
  | { readonly set: TypeModel; readonly max?: number }
  | { readonly map: TypeModel }
  | { readonly object: Readonly<Record<string, PropertyModel>> };

/** `<logical name>-<7 hex digits>`, cut so that it fits. */
export class AutoName {
  readonly maxLength: number;
  readonly lowerCase: boolean;
  /** Digits of the random end; 0 takes the logical name as it is. */
  readonly randomDigits: number;
  /** No name is made where this property is set. */
  readonly unless: string | null;
  /** What stands behind the random end. */
  readonly suffix: (inputs: Fields) => string;

  constructor(options: Partial<AutoName> = {}) {
    this.maxLength = options.maxLength ?? 255;
    this.lowerCase = options.lowerCase ?? false;
    this.randomDigits = options.randomDigits ?? 7;
    this.unless = options.unless ?? null;
    this.suffix = options.suffix ?? (() => "");
  }
}

export type PropertyRule = (value: Value) => string | null;
export type ResourceRule = (inputs: Fields) => Refusal | null;
export type PlanRule = (planned: Fields, prior: Fields | null, vendor: Vendor, inputs: Fields) => string | null;

/** Why an input is refused, and at which property path; an empty path means the resource as a whole. */
export interface Refusal {
  readonly reason: string;
  readonly path: string;
}

/** A provider as a whole. */
export interface ProviderModel {
  /** Package name, for example `aws`. */
  readonly package: string;
  /** Why the provider does not start with its configuration, or null. */
  refuse(vendor: Vendor): string | null;
}

/** A provider's function, called by the program with `invoke`. */
export interface FunctionModel {
  /** Token, for example `github:index/getRepository:getRepository`. */
  readonly token: string;
  readonly inputs: Readonly<Record<string, PropertyModel>>;
  /** Throws {@link VendorError} with the provider's text. */
  invoke(vendor: Vendor, inputs: Fields): Fields;
}

/** What a model may touch: the vendors' objects, the accounts, the clock, and the provider's own configuration. */
export interface Vendor {
  readonly store: Store;
  readonly world: SandboxWorld;
  /** The provider's configuration as the engine sent it, for example `region` or `owner`. */
  readonly config: Fields;
  now(): Date;
  /** An id that depends only on what it is for and how many were asked for before it: the same run gives the same ids. */
  newId(purpose: string, alphabet: string, length: number): string;
  /** Says that something happened on which the vendor acts by itself, after it has answered. */
  announce(event: VendorEvent): void;
}

/** Something on which a vendor acts by itself: GitHub pings a new webhook. */
export interface VendorEvent {
  readonly kind: "webhook-created";
  /** Id of the object in question. */
  readonly id: string;
}

/** A vendor's refusal, in the words in which the real provider passes it on. */
export class VendorError extends Error {
  override readonly name = "VendorError";
}

/** The object exists, and what the provider does after making it was refused: the engine keeps what there is. */
export class HalfCreated extends VendorError {
  readonly created: Created;

  constructor(message: string, created: Created) {
    super(message);
    this.created = created;
  }
}

/** A refusal while planning: the vendor was not asked. */
export class PlanRefusal extends VendorError {}
