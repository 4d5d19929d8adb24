/**
 * IAM policies inside values: where a key means a set, and a scalar means a list of one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** What a value is within a policy; null outside of one. */
export type PolicyRole = "statements" | "principals" | "set" | null;

const SET_KEYS: ReadonlySet<string> = new Set(["Action", "NotAction", "Resource", "NotResource"]);
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set(["Principal", "NotPrincipal"]);

/** The role of a map's value under `key`, where the map itself has `role`. */
export function roleOfKey(role: PolicyRole, key: string): PolicyRole {
  if (role === "principals") return "set";
  if (role === "statements") {
    if (SET_KEYS.has(key)) return "set";
    return PRINCIPAL_KEYS.has(key) ? "principals" : null;
  }
  return key === "Statement" ? "statements" : null;
}

/** The role of a list's items. */
export function roleOfItem(role: PolicyRole): PolicyRole {
  return role === "statements" ? "statements" : null;
}
