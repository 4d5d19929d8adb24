import type { PropertyModel, Vendor } from "../../model.ts";
import { type Fields, isUnset } from "../../values.ts";
import { providerRegion } from "./account.ts";

/** Every regional resource has it since version 6 of the Terraform provider; moving a resource replaces it. */
export const region: PropertyModel = { type: "string", computed: true, replace: true };

/** Pulumi writes the provider's region into the inputs before Check (pulumi/pulumi-aws, provider/region.go). */
export function withRegion(inputs: Fields, vendor: Vendor): Fields {
  return isUnset(inputs["region"]) ? { ...inputs, region: providerRegion(vendor) } : inputs;
}
