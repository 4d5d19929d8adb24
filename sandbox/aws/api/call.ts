import type { Vendor } from "../../model.ts";
import type { Alarms } from "../runtime/alarms.ts";
import type { Caller } from "../runtime/caller.ts";
import { ApiError, notModelled } from "./error.ts";

/** A request's input as JSON has it; the query protocol gives texts in place of numbers and booleans. */
export type ApiInput = Readonly<Record<string, unknown>>;

export interface ApiParts {
  readonly vendor: Vendor;
  readonly alarms: Alarms;
}

export interface ApiContext extends ApiParts {
  readonly caller: Caller;
}

/** One operation of a service: its output as JSON has it. Throws {@link ApiError}. */
export type Operation = (context: ApiContext, input: ApiInput) => object;

/** A service of AWS: how its requests name it, and what the sandbox models of it. */
export interface ApiService {
  /** `x-amz-target` begins with it (JSON protocols); null where the service speaks the query protocol. */
  readonly target: string | null;
  /** `Version` of the query protocol; null where the service speaks JSON. */
  readonly version: string | null;
  /** Prefix of its actions in IAM, for example `dynamodb`. */
  readonly actions: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** ARNs that a call is about, for the policies of a calling role; `*` where the action knows none. */
  resourcesOf(vendor: Vendor, input: ApiInput): readonly string[];
  /** Condition keys that the service fills in, in lower case. */
  contextOf?(input: ApiInput): Readonly<Record<string, string>>;
  /** Namespace of answers in XML, and of error types in JSON. */
  readonly namespace: string;
}

/** Refuses members that the operation does not model, so that none is silently ignored. */
export function onlyMembers(operation: string, input: ApiInput, known: readonly string[]): void {
  const other = Object.keys(input).find((name) => !known.includes(name) && input[name] !== undefined);
  if (other !== undefined) throw notModelled(`the member ${other} of ${operation}`);
}

export function textMember(input: ApiInput, name: string): string {
  const value = input[name];
  return typeof value === "string" ? value : "";
}

export function requiredText(input: ApiInput, name: string): string {
  const value = textMember(input, name);
  if (value === "") throw new ApiError("ValidationException", `The member ${name} is required.`);
  return value;
}

export function objectMember(input: ApiInput, name: string): ApiInput {
  const value = input[name];
  return isObject(value) ? value : {};
}

export function listMember(input: ApiInput, name: string): readonly unknown[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

export function isObject(value: unknown): value is ApiInput {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
