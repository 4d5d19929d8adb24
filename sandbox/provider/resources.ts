import {
  type Created,
  type FunctionModel,
  HalfCreated,
  PlanRefusal,
  type ResourceModel,
  type Vendor,
  VendorError,
} from "../model.ts";
import { type Fields, isUnset, optionalText, text } from "../values.ts";
import { type CheckRequest, type CheckResult, checkInputs } from "./check.ts";
import { bridgeMessage } from "./errors.ts";
import { type Plan, planResource, withoutUnknowns } from "./plan.ts";
import { inputsFromState } from "./refresh.ts";
import { completeState } from "./types.ts";

/** What one call needs besides its arguments. */
export interface Call {
  readonly vendor: Vendor;
  readonly model: ResourceModel;
  readonly urn: string;
}

export type { CheckRequest, CheckResult };

export interface ReadResult {
  readonly id: string;
  readonly state: Fields;
  readonly inputs: Fields;
}

export function check({ model, vendor }: Call, request: CheckRequest): CheckResult {
  const inputs = model.prepareInputs?.(request.inputs, vendor) ?? request.inputs;
  return checkInputs(model, { ...request, inputs });
}

export function diff(call: Call, inputs: Fields, state: Fields, ignoreChanges: readonly string[]): Plan {
  const plan = planResource(call, inputs, state, ignoreChanges);
  applyPlanRules(call, plan.planned, state, inputs);
  return plan;
}

/** The state that a create would give, unknown where only the vendor knows. */
export function previewCreate(call: Call, inputs: Fields): Fields {
  const { planned } = planResource(call, inputs, null);
  applyPlanRules(call, planned, null, inputs);
  return planned;
}

/** Throws {@link HalfCreated} with the whole state where something was made all the same. */
export function create(call: Call, inputs: Fields): Created {
  const planned = withoutUnknowns(previewCreate(call, inputs));
  try {
    return complete(call, call.model.create(call.vendor, planned));
  } catch (error) {
    throw error instanceof HalfCreated ? new HalfCreated(error.message, complete(call, error.created)) : error;
  }
}

function complete(call: Call, { id, state }: Created): Created {
  return { id, state: withId(call, id, state) };
}

export function previewUpdate(call: Call, inputs: Fields, prior: Fields, ignoreChanges: readonly string[]): Fields {
  return diff(call, inputs, prior, ignoreChanges).planned;
}

export function update(
  call: Call,
  id: string,
  inputs: Fields,
  prior: Fields,
  ignoreChanges: readonly string[],
): Fields {
  if (call.model.update === undefined) throw new VendorError(`${call.model.type} cannot be updated in place`);
  const planned = withoutUnknowns(previewUpdate(call, inputs, prior, ignoreChanges));
  return withId(call, id, call.model.update(call.vendor, id, planned, prior));
}

/** The state after an update that the vendor refused: Terraform's older SDK keeps the planned values all the same. */
export function stateAfterFailure(
  call: Call,
  id: string,
  inputs: Fields,
  prior: Fields,
  ignoreChanges: readonly string[],
): Fields {
  return withId(call, id, withoutUnknowns(previewUpdate(call, inputs, prior, ignoreChanges)));
}

/** Null where the object is gone. */
export function read(call: Call, id: string, oldInputs: Fields, state: Fields): ReadResult | null {
  const prior = Object.keys(state).length === 0 ? null : state;
  const now = call.model.read(call.vendor, id, prior);
  if (now === null) return null;
  const whole = withId(call, optionalText(now, "id") ?? id, now);
  return {
    id: text(whole, "id"),
    state: whole,
    inputs: inputsFromState(call.model, prior === null ? null : oldInputs, whole),
  };
}

export function remove(call: Call, id: string, state: Fields): void {
  call.model.delete(call.vendor, id, state);
}

export function invoke(vendor: Vendor, model: FunctionModel, inputs: Fields): Fields {
  const unset = Object.entries(model.inputs).find(
    ([name, property]) => property.required === true && isUnset(inputs[name]),
  );
  if (unset !== undefined)
    throw new VendorError(
      `Missing required argument: The argument "${unset[0]}" is required, but no definition was found.`,
    );
  const unexpected = Object.keys(inputs).find((name) => model.inputs[name] === undefined);
  if (unexpected !== undefined) {
    throw new VendorError(
      `the sandbox does not model the argument "${unexpected}" of ${model.token}; sandbox/README.md lists what it models`,
    );
  }
  return model.invoke(vendor, inputs);
}

function applyPlanRules({ model, vendor, urn }: Call, planned: Fields, prior: Fields | null, inputs: Fields): void {
  for (const rule of model.planChecks ?? []) {
    const refusal = rule(planned, prior, vendor, inputs);
    if (refusal === null) continue;
    throw new PlanRefusal(model.bridge === "sdk" ? `diffing ${urn}: ${bridgeMessage("sdk", refusal)}` : refusal);
  }
}

function withId({ model }: Call, id: string, state: Fields): Fields {
  return { id, ...completeState(model.properties, state) };
}
