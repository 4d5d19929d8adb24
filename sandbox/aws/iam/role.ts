import { AutoName, type Created, type PropertyModel, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, flag, isFields, list, number, text, texts } from "../../values.ts";
import { iamArn } from "../common/account.ts";
import { prefixed } from "../common/names.ts";
import { arn, between, eitherOf, lengthBetween, matches } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { iamPolicy, readPolicy, withPolicyText } from "../policy/property.ts";
import { refuseTrustPolicy } from "./document-rules.ts";
import { iamError, noSuchRole, throwRefusal } from "./errors.ts";
import { attachmentKind, ofRole, policyKind, roleKind, rolePolicyKind, uniqueId } from "./kinds.ts";
import { iamName, iamNamePrefix } from "./rules.ts";

/** Deprecated as arguments; the provider shows in them what the role has, whoever attached it. */
const mirrored: PropertyModel = { type: { set: "string" }, computed: true, notModelled: true };

/** terraform-provider-aws, internal/service/iam/role.go. */
export const role: ResourceModel = {
  type: "aws:iam/role:Role",
  kind: roleKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    arn: { type: "string", outputOnly: true },
    assumeRolePolicy: { ...iamPolicy("assume_role_policy"), required: true },
    createDate: { type: "string", outputOnly: true },
    description: {
      type: "string",
      rules: [
        lengthBetween("description", 0, 1_000),
        matches("description", /^[^“‘]*$/, "cannot contain specially formatted single or double quotes: [“‘]"),
      ],
    },
    forceDetachPolicies: { type: "boolean", default: false },
    inlinePolicies: mirrored,
    managedPolicyArns: mirrored,
    maxSessionDuration: {
      type: "integer",
      default: 3_600,
      rules: [between("max_session_duration", 3_600, 43_200)],
    },
    name: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({ maxLength: 64, unless: "namePrefix" }),
      rules: iamName("name", 64),
    },
    namePrefix: { type: "string", computed: true, replace: true, rules: iamNamePrefix("name_prefix", 64) },
    path: { type: "string", default: "/", replace: true, rules: [lengthBetween("path", 0, 512)] },
    permissionsBoundary: { type: "string", rules: [arn("permissions_boundary")] },
    uniqueId: { type: "string", outputOnly: true },
  },
  checks: eitherOf("name", "namePrefix"),
  prepareInputs: (inputs) => withPolicyText(inputs, "assumeRolePolicy"),
  derive: deriveTagsAll,
  create: createRole,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(roleKind, id);
    return stored === null ? null : readRole(vendor, id, stored, state);
  },
  update: updateRole,
  delete: deleteRole,
  // The console takes every policy off first.
  deleteByHand: (vendor, id) => deleteRole(vendor, id, { forceDetachPolicies: true }),
};

function createRole(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix"));
  const doing = `creating IAM Role (${name})`;
  const taken = vendor.store.list(roleKind).some(([other]) => other.toLowerCase() === name.toLowerCase());
  if (taken) throw iamError(doing, "CreateRole", "EntityAlreadyExists", `Role with name ${name} already exists.`);
  throwRefusal(doing, "CreateRole", refuseTrustPolicy(text(planned, "assumeRolePolicy")));
  requireBoundary(vendor, doing, "CreateRole", planned);
  forgetPolicies(vendor, name);
  const stored: Fields = {
    ...changeable(vendor, planned),
    name,
    namePrefix: text(planned, "namePrefix"),
    path: text(planned, "path"),
    arn: iamArn(vendor, `role${text(planned, "path")}${name}`),
    createDate: vendor
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    uniqueId: uniqueId(vendor, "AROA"),
  };
  vendor.store.put(roleKind, name, stored);
  return { id: name, state: readRole(vendor, name, stored, planned) };
}

function updateRole(vendor: Vendor, id: string, planned: Fields): Fields {
  const before = vendor.store.get(roleKind, id);
  const doing = `updating IAM Role (${id})`;
  if (before === null) throw noSuchRole(doing, "UpdateRole", id);
  throwRefusal(
    `${doing} assume role policy`,
    "UpdateAssumeRolePolicy",
    refuseTrustPolicy(text(planned, "assumeRolePolicy")),
  );
  requireBoundary(vendor, `${doing} permissions boundary`, "PutRolePermissionsBoundary", planned);
  const stored = { ...before, ...changeable(vendor, planned) };
  vendor.store.put(roleKind, id, stored);
  return readRole(vendor, id, stored, planned);
}

function changeable(vendor: Vendor, planned: Fields): Fields {
  return {
    assumeRolePolicy: text(planned, "assumeRolePolicy"),
    description: text(planned, "description"),
    maxSessionDuration: number(planned, "maxSessionDuration"),
    permissionsBoundary: text(planned, "permissionsBoundary"),
    tags: allTags(planned, vendor),
  };
}

/** Policies of AWS itself always exist. */
function requireBoundary(vendor: Vendor, doing: string, operation: string, planned: Fields): void {
  const boundary = text(planned, "permissionsBoundary");
  if (boundary === "" || boundary.includes(":iam::aws:policy/") || vendor.store.get(policyKind, boundary) !== null)
    return;
  const message = `Scope ARN: ${boundary} does not exist or is not attachable.`;
  throw iamError(doing, operation, "NoSuchEntity", message);
}

function readRole(vendor: Vendor, name: string, stored: Fields, state: Fields | null): Fields {
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    assumeRolePolicy: readPolicy(stored, state, "assumeRolePolicy"),
    forceDetachPolicies: flag(state ?? {}, "forceDetachPolicies"),
    inlinePolicies: ofRole(vendor, rolePolicyKind, name).map(([, { name: policyName, policy }]) => ({
      name: policyName,
      policy,
    })),
    managedPolicyArns: ofRole(vendor, attachmentKind, name).map(([, attachment]) => text(attachment, "policyArn")),
  };
}

/** What the provider saw at its last read it takes off first; with forceDetachPolicies everything (resourceRoleDelete). */
function deleteRole(vendor: Vendor, id: string, state: Fields): void {
  if (vendor.store.get(roleKind, id) === null) return;
  const force = flag(state, "forceDetachPolicies");
  const seenArns = texts(state, "managedPolicyArns");
  const seenNames = list(state, "inlinePolicies").map((policy) => (isFields(policy) ? policy["name"] : null));
  for (const [key, fields] of ofRole(vendor, attachmentKind, id)) {
    if (force || seenArns.includes(text(fields, "policyArn"))) vendor.store.remove(attachmentKind, key);
  }
  for (const [key, fields] of ofRole(vendor, rolePolicyKind, id)) {
    if (force || seenNames.includes(fields["name"] ?? null)) vendor.store.remove(rolePolicyKind, key);
  }
  refuseWithPolicies(vendor, id);
  vendor.store.remove(roleKind, id);
}

function refuseWithPolicies(vendor: Vendor, id: string): void {
  const conflict = (what: string) =>
    iamError(`deleting IAM Role (${id})`, "DeleteRole", "DeleteConflict", `Cannot delete entity, must ${what} first.`);
  if (ofRole(vendor, attachmentKind, id).length > 0) throw conflict("detach all policies");
  if (ofRole(vendor, rolePolicyKind, id).length > 0) throw conflict("delete policies");
}

/** What a role had that vanished behind Pulumi's back does not come back with a new one of its name. */
function forgetPolicies(vendor: Vendor, name: string): void {
  for (const kind of [attachmentKind, rolePolicyKind]) {
    for (const [key] of ofRole(vendor, kind, name)) vendor.store.remove(kind, key);
  }
}
