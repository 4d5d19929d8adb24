import type { Vendor } from "../../model.ts";
import type { Fields } from "../../values.ts";

export const roleKind = "aws/iam-role";
export const policyKind = "aws/iam-policy";
export const rolePolicyKind = "aws/iam-role-policy";
export const attachmentKind = "aws/iam-role-policy-attachment";
export const oidcProviderKind = "aws/iam-oidc-provider";

/** Everything of a kind that belongs to the role. */
export function ofRole(
  vendor: Vendor,
  kind: string,
  role: string,
): readonly (readonly [key: string, fields: Fields])[] {
  return vendor.store.list(kind).filter(([, fields]) => fields["role"] === role);
}

/** Ids as IAM makes them: `AROA` and its like, then capital letters and digits. */
export function uniqueId(vendor: Vendor, prefix: string): string {
  return prefix + vendor.newId(`aws/iam/${prefix}`, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);
}
