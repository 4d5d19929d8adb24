import { AutoName, type Created, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, text, type Value } from "../../values.ts";
import { iamArn } from "../common/account.ts";
import { prefixed } from "../common/names.ts";
import { eitherOf, lengthBetween } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { iamPolicy, readPolicy, withPolicyText } from "../policy/property.ts";
import { refuseManagedPolicy } from "./document-rules.ts";
import { iamError, throwRefusal } from "./errors.ts";
import { attachmentKind, policyKind, roleKind, uniqueId } from "./kinds.ts";
import { iamName, iamNamePrefix } from "./rules.ts";

/** terraform-provider-aws, internal/service/iam/policy.go. Old versions of a policy are not kept: nothing shows them. */
export const policy: ResourceModel = {
  type: "aws:iam/policy:Policy",
  kind: policyKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    arn: { type: "string", outputOnly: true },
    attachmentCount: { type: "integer", outputOnly: true },
    delayAfterPolicyCreationInMs: { type: "integer" },
    description: { type: "string", replace: true, rules: [lengthBetween("description", 0, 1_000)] },
    name: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({ unless: "namePrefix" }),
      rules: iamName("name", 128),
    },
    namePrefix: { type: "string", computed: true, replace: true, rules: iamNamePrefix("name_prefix", 128) },
    path: { type: "string", default: "/", replace: true, rules: [lengthBetween("path", 1, 512), pathRule] },
    policy: { ...iamPolicy("policy"), required: true },
    policyId: { type: "string", outputOnly: true },
  },
  checks: eitherOf("name", "namePrefix"),
  prepareInputs: (inputs) => withPolicyText(inputs, "policy"),
  derive: deriveTagsAll,
  create: createPolicy,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(policyKind, id);
    return stored === null ? null : readManagedPolicy(vendor, stored, state);
  },
  update: (vendor, id, planned) => {
    const before = vendor.store.get(policyKind, id);
    const doing = `updating IAM Policy (${id})`;
    if (before === null)
      throw iamError(doing, "CreatePolicyVersion", "NoSuchEntity", `Policy ${id} does not exist or is not attachable.`);
    throwRefusal(doing, "CreatePolicyVersion", refuseManagedPolicy(text(planned, "policy")));
    const stored = { ...before, policy: text(planned, "policy"), tags: allTags(planned, vendor) };
    vendor.store.put(policyKind, id, stored);
    return readManagedPolicy(vendor, stored, planned);
  },
  delete: (vendor, id) => {
    if (vendor.store.get(policyKind, id) === null) return;
    if (usersOf(vendor, id) > 0)
      throw iamError(
        `deleting IAM Policy (${id})`,
        "DeletePolicy",
        "DeleteConflict",
        "Cannot delete a policy attached to entities.",
      );
    vendor.store.remove(policyKind, id);
  },
};

function pathRule(value: Value): string | null {
  const path = String(value);
  if (!path.startsWith("/") || !path.endsWith("/"))
    return `Attribute "path" must begin and end with a slash (/), got "${path}"`;
  return path.includes("//") ? `Attribute "path" must not contain consecutive slashes (//), got "${path}"` : null;
}

function createPolicy(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix"));
  const doing = `creating IAM Policy (${name})`;
  const taken = vendor.store
    .list(policyKind)
    .some(([, other]) => text(other, "name").toLowerCase() === name.toLowerCase());
  if (taken)
    throw iamError(
      doing,
      "CreatePolicy",
      "EntityAlreadyExists",
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  throwRefusal(doing, "CreatePolicy", refuseManagedPolicy(text(planned, "policy")));
  const arn = iamArn(vendor, `policy${text(planned, "path")}${name}`);
  const stored: Fields = {
    arn,
    name,
    namePrefix: text(planned, "namePrefix"),
    description: text(planned, "description"),
    path: text(planned, "path"),
    policy: text(planned, "policy"),
    policyId: uniqueId(vendor, "ANPA"),
    tags: allTags(planned, vendor),
  };
  vendor.store.put(policyKind, arn, stored);
  return { id: arn, state: readManagedPolicy(vendor, stored, planned) };
}

function readManagedPolicy(vendor: Vendor, stored: Fields, state: Fields | null): Fields {
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    attachmentCount: attachmentsOf(vendor, text(stored, "arn")),
    delayAfterPolicyCreationInMs: state?.["delayAfterPolicyCreationInMs"] ?? null,
    policy: readPolicy(stored, state, "policy"),
  };
}

function attachmentsOf(vendor: Vendor, arn: string): number {
  return vendor.store.list(attachmentKind).filter(([, attachment]) => attachment["policyArn"] === arn).length;
}

/** A permissions boundary holds a policy as an attachment does. */
function usersOf(vendor: Vendor, arn: string): number {
  const bounded = vendor.store.list(roleKind).filter(([, fields]) => fields["permissionsBoundary"] === arn);
  return attachmentsOf(vendor, arn) + bounded.length;
}
