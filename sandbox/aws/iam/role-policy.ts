import { AutoName, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, text } from "../../values.ts";
import { prefixed } from "../common/names.ts";
import { eitherOf, lengthBetween } from "../common/rules.ts";
import { iamPolicy, readPolicy, withPolicyText } from "../policy/property.ts";
import { refuseInlinePolicy } from "./document-rules.ts";
import { noSuchRole, throwRefusal } from "./errors.ts";
import { ofRole, roleKind, rolePolicyKind } from "./kinds.ts";
import { iamName, iamNamePrefix } from "./rules.ts";

/** terraform-provider-aws, internal/service/iam/role_policy.go: putting overwrites whatever has the name. */
export const rolePolicy: ResourceModel = {
  type: "aws:iam/rolePolicy:RolePolicy",
  kind: rolePolicyKind,
  bridge: "sdk",
  properties: {
    name: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({ maxLength: 128, unless: "namePrefix" }),
      rules: iamName("name", 128),
    },
    namePrefix: { type: "string", computed: true, replace: true, rules: iamNamePrefix("name_prefix", 128) },
    policy: { ...iamPolicy("policy"), required: true },
    role: {
      type: "string",
      required: true,
      replace: true,
      rules: [
        lengthBetween("role", 1, 128),
        (value) => (String(value).startsWith("arn:") ? `"role" must be the role's name not its ARN` : null),
      ],
    },
  },
  checks: eitherOf("name", "namePrefix"),
  prepareInputs: (inputs) => withPolicyText(inputs, "policy"),
  create: (vendor, planned) => {
    const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix"));
    const id = `${text(planned, "role")}:${name}`;
    return { id, state: putPolicy(vendor, id, { ...planned, name }) };
  },
  read: (vendor, id, state) => {
    const stored = vendor.store.get(rolePolicyKind, id);
    if (stored === null || vendor.store.get(roleKind, text(stored, "role")) === null) return null;
    return { ...stored, policy: readPolicy(stored, state, "policy") };
  },
  update: (vendor, id, planned) => putPolicy(vendor, id, planned),
  delete: (vendor, id) => {
    if (vendor.store.get(rolePolicyKind, id) !== null) vendor.store.remove(rolePolicyKind, id);
  },
};

function putPolicy(vendor: Vendor, id: string, planned: Fields): Fields {
  const [roleName, policy] = [text(planned, "role"), text(planned, "policy")];
  const doing = `putting IAM Role (${roleName}) Policy (${text(planned, "name")})`;
  if (vendor.store.get(roleKind, roleName) === null) throw noSuchRole(doing, "PutRolePolicy", roleName);
  const others = ofRole(vendor, rolePolicyKind, roleName).filter(([key]) => key !== id);
  const refusal = refuseInlinePolicy(
    roleName,
    policy,
    others.map(([, other]) => text(other, "policy")),
  );
  throwRefusal(doing, "PutRolePolicy", refusal);
  const stored = { name: text(planned, "name"), namePrefix: text(planned, "namePrefix"), policy, role: roleName };
  vendor.store.put(rolePolicyKind, id, stored);
  return { ...stored, policy: readPolicy(stored, planned, "policy") };
}
