import type { Created, ResourceModel, Vendor } from "../../model.ts";
import { type Fields, text } from "../../values.ts";
import { arn } from "../common/rules.ts";
import { iamError, noSuchRole } from "./errors.ts";
import { attachmentKind, ofRole, policyKind, roleKind } from "./kinds.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; more has to be asked for. */
const maxPoliciesOfARole = 10;

/** terraform-provider-aws, internal/service/iam/role_policy_attachment.go; Pulumi deletes before it replaces. */
export const rolePolicyAttachment: ResourceModel = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  kind: attachmentKind,
  bridge: "sdk",
  properties: {
    policyArn: { type: "string", required: true, replace: true, rules: [arn("policy_arn")] },
    role: { type: "string", required: true, replace: true },
  },
  deleteBeforeReplace: true,
  create: attach,
  read: (vendor, id) => {
    const stored = vendor.store.get(attachmentKind, id);
    return stored === null || vendor.store.get(roleKind, text(stored, "role")) === null ? null : stored;
  },
  delete: (vendor, id) => {
    if (vendor.store.get(attachmentKind, id) !== null) vendor.store.remove(attachmentKind, id);
  },
};

function attach(vendor: Vendor, planned: Fields): Created {
  const [role, policyArn] = [text(planned, "role"), text(planned, "policyArn")];
  const [doing, operation] = [`attaching IAM Policy (${policyArn}) to IAM Role (${role})`, "AttachRolePolicy"];
  if (vendor.store.get(roleKind, role) === null) throw noSuchRole(doing, operation, role);
  // Policies of AWS itself always exist.
  if (!policyArn.includes(":iam::aws:policy/") && vendor.store.get(policyKind, policyArn) === null)
    throw iamError(doing, operation, "NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`);
  const others = ofRole(vendor, attachmentKind, role).filter(([, other]) => other["policyArn"] !== policyArn);
  if (others.length >= maxPoliciesOfARole)
    throw iamError(doing, operation, "LimitExceeded", `Cannot exceed quota for PoliciesPerRole: ${maxPoliciesOfARole}`);
  const id = `${role}/${policyArn}`;
  const stored = { role, policyArn };
  vendor.store.put(attachmentKind, id, stored);
  return { id, state: stored };
}
