import type { PropertyRule, ResourceRule } from "../../model.ts";
import { terraformName } from "../../paths.ts";
import { type Fields, hasUnknown, isList, isUnset, Unknown, type Value } from "../../values.ts";
import { parseJson } from "../policy/json.ts";

/**
 * The checks of terraform-plugin-sdk's helper/validation and of terraform-provider-aws's internal/verify, in their
 * words. `key` is the attribute in Terraform's spelling.
 */
export function oneOf(key: string, allowed: readonly string[]): PropertyRule {
  return (value) => (allowed.includes(String(value)) ? null : noneOf(key, allowed, value));
}

/** The same without regard to upper and lower case. */
export function oneOfAnyCase(key: string, allowed: readonly string[]): PropertyRule {
  const lower = allowed.map((entry) => entry.toLowerCase());
  return (value) => (lower.includes(String(value).toLowerCase()) ? null : noneOf(key, allowed, value));
}

function noneOf(key: string, allowed: readonly string[], value: Value): string {
  return `expected ${key} to be one of [${allowed.map((entry) => JSON.stringify(entry)).join(" ")}], got ${value}`;
}

export function oneOfNumbers(key: string, allowed: readonly number[]): PropertyRule {
  return (value) =>
    allowed.includes(Number(value)) ? null : `expected ${key} to be one of [${allowed.join(" ")}], got ${value}`;
}

export function lengthBetween(key: string, min: number, max: number): PropertyRule {
  return (value) => {
    const length = [...String(value)].length;
    return length >= min && length <= max
      ? null
      : `expected length of ${key} to be in the range (${min} - ${max}), got ${value}`;
  };
}

export function between(key: string, min: number, max: number): PropertyRule {
  return (value) =>
    Number(value) >= min && Number(value) <= max
      ? null
      : `expected ${key} to be in the range (${min} - ${max}), got ${value}`;
}

export function atLeast(key: string, min: number): PropertyRule {
  return (value) => (Number(value) >= min ? null : `expected ${key} to be at least (${min}), got ${value}`);
}

export function atMost(key: string, max: number): PropertyRule {
  return (value) => (Number(value) <= max ? null : `expected ${key} to be at most (${max}), got ${value}`);
}

export function divisibleBy(key: string, divisor: number): PropertyRule {
  return (value) =>
    Number(value) % divisor === 0 ? null : `expected ${key} to be divisible by ${divisor}, got: ${value}`;
}

/** One of the rules is enough; where none holds, all of them speak. */
export function anyOf(...rules: readonly PropertyRule[]): readonly PropertyRule[] {
  return rules.map((rule) => (value) => (rules.some((other) => other(value) === null) ? null : rule(value)));
}

export function matches(key: string, pattern: RegExp, message: string): PropertyRule {
  return (value) => (pattern.test(String(value)) ? null : `invalid value for ${key} (${message})`);
}

/** Every element of a list or set by a rule that is made for its place. */
export function each(key: string, rule: (elementKey: string) => PropertyRule): PropertyRule {
  return (value) => {
    if (!isList(value)) return null;
    return value.map((entry, index) => rule(`${key}.${index}`)(entry)).find((reason) => reason !== null) ?? null;
  };
}

export function jsonText(key: string): PropertyRule {
  return (value) => {
    if (value === "") return null;
    const parsed = parseJson(String(value));
    return parsed.ok ? null : `"${key}" contains an invalid JSON: ${parsed.error}`;
  };
}

const partitionPattern = /^aws(-[a-z]+)*$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;
const accountPattern = /^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$/;

/** terraform-provider-aws, internal/verify/validate.go, ValidARN; an empty text passes. */
export function arn(key: string): PropertyRule {
  return (value) => {
    const why = value === "" ? null : arnProblem(String(value));
    return why === null ? null : `"${key}" (${value}) is an invalid ARN: ${why}`;
  };
}

function arnProblem(text: string): string | null {
  const [prefix, partition = "", service, region = "", account = "", ...resource] = text.split(":");
  if (prefix !== "arn") return "arn: invalid prefix";
  if (service === undefined || resource.length === 0) return "arn: not enough sections";
  if (partition === "") return "missing partition value";
  if (!partitionPattern.test(partition))
    return `invalid partition value (expecting to match regular expression: ${partitionPattern.source})`;
  if (region !== "" && !regionPattern.test(region))
    return `invalid region value (expecting to match regular expression: ${regionPattern.source})`;
  if (account !== "" && !accountPattern.test(account))
    return `invalid account ID value (expecting to match regular expression: ${accountPattern.source})`;
  return resource.join(":") === "" ? "missing resource value" : null;
}

export function accountNumber(key: string): PropertyRule {
  return (value) =>
    /^\d{12}$/.test(String(value))
      ? null
      : `"${key}" doesn't look like AWS Account ID (exactly 12 digits): ${JSON.stringify(value)}`;
}

/**
 * Terraform's ConflictsWith of the first property: terraform-plugin-sdk, helper/schema, validateConflictingAttributes.
 * @param attribute Terraform's name of a property, where the two differ in more than their spelling
 */
export function conflict(first: string, second: string, attribute = terraformName): ResourceRule {
  return (inputs) => {
    if (isUnset(inputs[first]) || isUnset(inputs[second]) || inputs[second] instanceof Unknown) return null;
    const detail = `"${attribute(first)}": conflicts with ${attribute(second)}`;
    return { reason: `Conflicting configuration arguments. ${detail}`, path: first };
  };
}

/** Two properties that conflict with each other: each of them is refused. */
export function eitherOf(first: string, second: string, attribute = terraformName): readonly ResourceRule[] {
  return [conflict(first, second, attribute), conflict(second, first, attribute)];
}

/** True where a rule over these properties can be decided. */
export function allKnown(fields: Fields, ...names: readonly string[]): boolean {
  return names.every((name) => !(fields[name] instanceof Unknown) && !hasUnknown(fields[name]));
}
