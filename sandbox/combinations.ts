import type { Refusal, ResourceRule } from "./model.ts";
import { terraformName } from "./paths.ts";
import { type Fields, isUnset, Unknown } from "./values.ts";

/** Rules of terraform-plugin-sdk v2, helper/schema/schema.go, over several properties, in its words. */

/** validateExactlyOneAttribute: one refusal for each of the properties. */
export function exactlyOneOf(...names: readonly string[]): readonly ResourceRule[] {
  return exactlyOneAttribute(Object.fromEntries(names.map((name) => [name, terraformName(name)])));
}

/** The same for properties whose Terraform attributes have other names. */
export function exactlyOneAttribute(attributes: Readonly<Record<string, string>>): readonly ResourceRule[] {
  return Object.keys(attributes).map((name) => (inputs) => oneOfRefusal(name, attributes, inputs));
}

function oneOfRefusal(name: string, attributes: Readonly<Record<string, string>>, inputs: Fields): Refusal | null {
  const given = Object.keys(attributes).filter((other) => !isUnset(inputs[other]) && inputs[other] !== "");
  const known = given.filter((other) => !(inputs[other] instanceof Unknown));
  const all = spell(Object.values(attributes));
  const refuse = (text: string): Refusal => ({
    reason: `Invalid combination of arguments. "${attributes[name]}": ${text}`,
    path: name,
  });
  if (known.length > 1) {
    const found = spell(known.map((other) => attributes[other] ?? other));
    return refuse(`only one of \`${all}\` can be specified, but \`${found}\` were specified.`);
  }
  return given.length === 0 ? refuse(`one of \`${all}\` must be specified`) : null;
}

/** validateRequiredWithAttribute. */
export function requiredWith(name: string, other: string): ResourceRule {
  return (inputs) =>
    isUnset(inputs[name]) || !isUnset(inputs[other])
      ? null
      : {
          reason: `Missing required argument. "${terraformName(name)}": all of \`${spell([name, other].map(terraformName))}\` must be specified`,
          path: name,
        };
}

function spell(attributes: readonly string[]): string {
  return [...attributes].sort().join(",");
}
