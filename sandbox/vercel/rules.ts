import type { PropertyRule, Refusal, ResourceRule } from "../model.ts";
import { type Fields, isList, isUnset, Unknown, type Value } from "../values.ts";

/** terraform-plugin-framework-validators, stringvalidator/one_of.go; in a set, each element is held to it. */
export function oneOf(attribute: string, allowed: readonly string[]): PropertyRule {
  return (value) => {
    const wrong = elements(value).find((element) => !allowed.includes(String(element)));
    if (wrong === undefined) return null;
    const at = isList(value) ? `${attribute}[Value(${JSON.stringify(wrong)})]` : attribute;
    const list = allowed.map((word) => JSON.stringify(word)).join(" ");
    return `Invalid Attribute Value Match. Attribute ${at} value must be one of: [${list}], got: ${JSON.stringify(wrong)}`;
  };
}

/** terraform-plugin-framework-validators, int64validator/one_of.go. */
export function oneOfNumbers(attribute: string, allowed: readonly number[]): PropertyRule {
  return (value) =>
    allowed.includes(Number(value))
      ? null
      : `Invalid Attribute Value Match. Attribute ${attribute} value must be one of: [${allowed.map((n) => `"${n}"`).join(" ")}], got: ${String(value)}`;
}

/** terraform-plugin-framework-validators, stringvalidator/regex_matches.go. */
export function matches(attribute: string, pattern: RegExp, message: string): PropertyRule {
  return (value) =>
    pattern.test(String(value))
      ? null
      : `Invalid Attribute Value Match. Attribute ${attribute} ${message}, got: ${String(value)}`;
}

/** terraform-plugin-framework-validators, stringvalidator/length_between.go; it counts bytes. */
export function lengthBetween(attribute: string, least: number, most: number): PropertyRule {
  return (value) => {
    const length = Buffer.byteLength(String(value));
    if (length >= least && length <= most) return null;
    return `Invalid Attribute Value Length. Attribute ${attribute} string length must be between ${least} and ${most}, got: ${length}`;
  };
}

/** terraform-plugin-framework-validators, setvalidator/size_at_least.go. */
export function sizeAtLeastOne(attribute: string): PropertyRule {
  return (value) =>
    elements(value).length > 0
      ? null
      : `Invalid Attribute Value. Attribute ${attribute} set must contain at least 1 elements, got: 0`;
}

/** terraform-plugin-framework-validators, at_least_one_of.go: one refusal for each of the attributes. */
export function atLeastOneOf(attributes: Readonly<Record<string, string>>): readonly ResourceRule[] {
  const names = Object.keys(attributes);
  const spelled = Object.values(attributes).sort().join(",");
  return names.map((path) => (inputs) => {
    if (names.some((name) => isGiven(inputs, name))) return null;
    return combination(path, `At least one attribute out of [${spelled}] must be specified`);
  });
}

/** terraform-plugin-framework-validators, exactly_one_of.go. */
export function exactlyOneOf(path: string, names: readonly string[], spelled: string): ResourceRule {
  return (inputs) => {
    const count = names.filter((name) => isGiven(inputs, name)).length;
    if (count === 1) return null;
    const found = count === 0 ? "No attribute specified" : `${count} attributes specified`;
    return combination(path, `${found} when one (and only one) of [${spelled}] is required`);
  };
}

function combination(path: string, text: string): Refusal {
  return { reason: `Invalid Attribute Combination. ${text}`, path };
}

function isGiven(inputs: Fields, name: string): boolean {
  return inputs[name] instanceof Unknown || !isUnset(inputs[name]);
}

function elements(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}
