import type { PropertyModel, PropertyRule } from "../model.ts";
import type { Value } from "../values.ts";

/** terraform-provider-github, util.go, validateSecretNameFunc; variables go through it too and are called secrets there. */
export const secretName: readonly PropertyRule[] = [
  (name) =>
    /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(String(name))
      ? null
      : "secret names can only contain alphanumeric characters or underscores and must not start with a number",
  (name) =>
    String(name).toUpperCase().startsWith("GITHUB_") ? "secret names must not start with the GITHUB_ prefix" : null,
];

/** terraform-plugin-sdk v2, helper/validation/int.go, IntBetween. */
export function integerBetween(attribute: string, least: number, most: number): PropertyRule {
  return (value) =>
    Number(value) >= least && Number(value) <= most
      ? null
      : `expected ${attribute} to be in the range (${least} - ${most}), got ${String(value)}`;
}

/** terraform-plugin-sdk v2, helper/validation/strings.go, StringIsNotEmpty. */
export function notEmpty(attribute: string): PropertyRule {
  return (value) => (value === "" ? `expected "${attribute}" to not be an empty string, got ` : null);
}

/** terraform-plugin-sdk v2, helper/validation/strings.go, StringIsBase64. */
export function base64(attribute: string): PropertyRule {
  return (value) =>
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(String(value))
      ? null
      : `expected "${attribute}" to be a base64 string, got ${String(value)}`;
}

/** Properties that most of GitHub's types share. */
export const repository: PropertyModel = { type: "string", required: true, replace: isAnotherRepository };
export const environment: PropertyModel = { type: "string", required: true, replace: true };
export const output = (type: "string" | "integer"): PropertyModel => ({ type, outputOnly: true });

/** Another repository replaces the resource, the same one in other letters does not (util.go, diffRepository). */
function isAnotherRepository(before: Value, after: Value): boolean {
  return typeof before === "string" && typeof after === "string" && before.toLowerCase() !== after.toLowerCase();
}
