import { type Statement, statementsOf } from "../policy/statements.ts";

/** A refusal of IAM's API: its code and its text. */
export interface DocumentRefusal {
  readonly code: "MalformedPolicyDocument" | "LimitExceeded";
  readonly message: string;
}

/** Sizes without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxTrustPolicySize = 2_048;
const maxManagedPolicySize = 6_144;
const maxInlinePoliciesSize = 10_240;

function size(policy: string): number {
  return policy.replaceAll(/\s/g, "").length;
}

export function refuseTrustPolicy(policy: string): DocumentRefusal | null {
  if (size(policy) > maxTrustPolicySize) return limit(`Cannot exceed quota for ACLSizePerRole: ${maxTrustPolicySize}`);
  return firstProblem(policy, (statement) => {
    if ("Resource" in statement || "NotResource" in statement) return "Has prohibited field Resource";
    if (!("Principal" in statement) && !("NotPrincipal" in statement)) return "Missing required field Principal";
    const actions = [statement["Action"] ?? statement["NotAction"] ?? []].flat().map(String);
    if (actions.length === 0) return "Missing required field Action";
    return actions.every((action) => action.toLowerCase().startsWith("sts:"))
      ? null
      : "AssumeRole policy may only specify STS AssumeRole actions.";
  });
}

export function refuseManagedPolicy(policy: string): DocumentRefusal | null {
  if (size(policy) > maxManagedPolicySize) return limit(`Cannot exceed quota for PolicySize: ${maxManagedPolicySize}`);
  return refuseIdentityPolicy(policy);
}

/** @param others texts of the role's other inline policies: together they may not be too large */
export function refuseInlinePolicy(role: string, policy: string, others: readonly string[]): DocumentRefusal | null {
  const total = [policy, ...others].reduce((sum, text) => sum + size(text), 0);
  if (total > maxInlinePoliciesSize)
    return limit(`Maximum policy size of ${maxInlinePoliciesSize} bytes exceeded for role ${role}`);
  return refuseIdentityPolicy(policy);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function refuseIdentityPolicy(policy: string): DocumentRefusal | null {
  return firstProblem(policy, (statement) => {
    if ("Principal" in statement || "NotPrincipal" in statement)
      return "Policy document should not specify a principal.";
    if (!("Action" in statement) && !("NotAction" in statement)) return "Policy statement must contain actions.";
    return "Resource" in statement || "NotResource" in statement ? null : "Policy statement must contain resources.";
  });
}

function firstProblem(policy: string, problemOf: (statement: Statement) => string | null): DocumentRefusal | null {
  const statements = statementsOf(policy);
  if (statements.length === 0) return malformed("Syntax errors in policy.");
  for (const statement of statements) {
    const effect = statement["Effect"];
    if (effect !== "Allow" && effect !== "Deny") return malformed("Syntax errors in policy.");
    const problem = problemOf(statement);
    if (problem !== null) return malformed(problem);
  }
  return null;
}

function malformed(message: string): DocumentRefusal {
  return { code: "MalformedPolicyDocument", message };
}

function limit(message: string): DocumentRefusal {
  return { code: "LimitExceeded", message };
}
