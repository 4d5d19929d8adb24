import type { Vendor } from "../../model.ts";
import { text } from "../../values.ts";
import { attachmentKind, ofRole, policyKind, roleKind, rolePolicyKind } from "../iam/kinds.ts";
import { type Answer, type Asked, evaluatePolicy } from "./policy.ts";

/** Who calls: the account's own user, or a role. */
export type Caller = { readonly kind: "user" } | { readonly kind: "role"; readonly arn: string };

/** Access keys that functions get in place of temporary credentials: they name the role, and open nothing. */
const rolePrefix = "ASIASANDBOX";

export function accessKeyOfRole(roleArn: string): string {
  return `${rolePrefix}${Buffer.from(roleArn).toString("hex").toUpperCase()}`;
}

/** Who signed a request: `Credential=<access key>/<date>/<region>/<service>/aws4_request`. The signature is not checked. */
export function callerOf(authorization: string | undefined): Caller {
  const [, key] = /Credential=([^/]+)\//.exec(authorization ?? "") ?? [];
  if (key === undefined || !key.startsWith(rolePrefix)) return { kind: "user" };
  return { kind: "role", arn: Buffer.from(key.slice(rolePrefix.length), "hex").toString("utf8") };
}

/** What the policies of a role say, together with its boundary. A role that is gone may do nothing. */
export function roleAnswer(vendor: Vendor, roleArn: string, asked: Asked): Answer {
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const role = vendor.store.get(roleKind, name);
  if (role === null) return "none";
  const inline = ofRole(vendor, rolePolicyKind, name).map(([, fields]) => text(fields, "policy"));
  const attached = ofRole(vendor, attachmentKind, name).map(([, fields]) =>
    policyText(vendor, text(fields, "policyArn")),
  );
  const answer = combined([...inline, ...attached].map((policy) => evaluatePolicy(policy, asked, false)));
  const boundary = text(role, "permissionsBoundary");
  if (boundary === "" || answer !== "allow") return answer;
  return evaluatePolicy(policyText(vendor, boundary), asked, false);
}

function combined(answers: readonly Answer[]): Answer {
  if (answers.includes("deny")) return "deny";
  return answers.includes("allow") ? "allow" : "none";
}

/** Empty for AWS's own policies, whose text the sandbox does not have: they allow nothing here. */
function policyText(vendor: Vendor, arn: string): string {
  return text(vendor.store.get(policyKind, arn) ?? {}, "policy");
}
