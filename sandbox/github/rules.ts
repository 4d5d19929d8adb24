import type { PropertyModel, PropertyRule, Refusal, ResourceRule } from "../model.ts";
import { terraformName } from "../paths.ts";
import { type Fields, isUnset, Unknown, type Value } from "../values.ts";

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

/** terraform-plugin-sdk v2, helper/schema/schema.go, validateExactlyOneAttribute: one refusal for each of the properties. */
export function exactlyOneOf(...names: readonly string[]): readonly ResourceRule[] {
  return names.map((name) => (inputs) => oneOfRefusal(name, names, inputs));
}

function oneOfRefusal(name: string, names: readonly string[], inputs: Fields): Refusal | null {
  const given = names.filter((other) => !isUnset(inputs[other]) && inputs[other] !== "");
  const known = given.filter((other) => !(inputs[other] instanceof Unknown));
  if (known.length > 1) {
    return combination(
      name,
      `only one of \`${spell(names)}\` can be specified, but \`${spell(known)}\` were specified.`,
    );
  }
  return given.length === 0 ? combination(name, `one of \`${spell(names)}\` must be specified`) : null;
}

function combination(name: string, text: string): Refusal {
  return { reason: `Invalid combination of arguments. "${terraformName(name)}": ${text}`, path: name };
}

/** terraform-plugin-sdk v2, helper/schema/schema.go, validateRequiredWithAttribute. */
export function requiredWith(name: string, other: string): ResourceRule {
  return (inputs) =>
    isUnset(inputs[name]) || !isUnset(inputs[other])
      ? null
      : {
          reason: `Missing required argument. "${terraformName(name)}": all of \`${spell([name, other])}\` must be specified`,
          path: name,
        };
}

function spell(names: readonly string[]): string {
  return names.map(terraformName).sort().join(",");
}

/** Properties that most of GitHub's types share. */
export const repository: PropertyModel = { type: "string", required: true, replace: isAnotherRepository };
export const environment: PropertyModel = { type: "string", required: true, replace: true };
export const output = (type: "string" | "integer"): PropertyModel => ({ type, outputOnly: true });

/** Another repository replaces the resource, the same one in other letters does not (util.go, diffRepository). */
function isAnotherRepository(before: Value, after: Value): boolean {
  return typeof before === "string" && typeof after === "string" && before.toLowerCase() !== after.toLowerCase();
}
