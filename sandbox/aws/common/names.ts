import type { Vendor } from "../../model.ts";

/** terraform-plugin-sdk, helper/id: a time stamp and a counter, 26 digits in all. */
export function prefixed(vendor: Vendor, prefix: string): string {
  return prefix + vendor.newId(`aws/name/${prefix}`, "0123456789", 26);
}
