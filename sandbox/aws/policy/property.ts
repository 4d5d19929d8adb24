import type { PropertyModel, PropertyRule } from "../../model.ts";
import { type Fields, hasUnknown, isFields, text, unknown, type Value } from "../../values.ts";
import { samePolicy } from "./equivalence.ts";
import { normaliseJson, parseJson, toJson } from "./json.ts";

/** A policy that the provider holds to IAM's form before it sends it. */
export function iamPolicy(key: string): PropertyModel {
  return { type: "string", rules: [iamPolicyText(key)], same: samePolicy };
}

/** terraform-provider-aws, internal/verify/validate.go, ValidIAMPolicyJSON. */
export function iamPolicyText(key: string): PropertyRule {
  return (value) => {
    const policy = String(value).trim();
    if (policy === "") return `"${key}" is an empty string, which is not a valid JSON value`;
    if (!policy.startsWith("{")) return `"${key}" contains an invalid JSON policy: ${notAnObject(policy)}`;
    const parsed = parseJson(String(value));
    if (!parsed.ok) return `"${key}" contains an invalid JSON policy: ${parsed.error}, at byte offset ${parsed.offset}`;
    if (parsed.duplicateKeys.length === 0) return null;
    return `"${key}" contains duplicate JSON keys: ${parsed.duplicateKeys.map((name) => `duplicate key "${name}"`).join("\n")}`;
  };
}

function notAnObject(policy: string): string {
  if (policy.startsWith("[")) return "contains a JSON array, not a JSON object";
  if (!policy.startsWith('"')) return "not a JSON object";
  const inside = parseJson(policy);
  const content = inside.ok ? String(inside.value) : "";
  const hint = content.endsWith(".json")
    ? " (have you passed a JSON-encoded filename instead of the content of that file?)"
    : parseJson(content).ok
      ? " (have you double-encoded your JSON data?)"
      : "";
  return `contains a JSON-encoded string, not a JSON-encoded object${hint}`;
}

/** Pulumi takes a policy as an object, too, and writes it as JSON text (the bridge's TransformJSONDocument). */
export function withPolicyText(inputs: Fields, name: string): Fields {
  const policy = inputs[name];
  if (!isFields(policy)) return inputs;
  return { ...inputs, [name]: hasUnknown(policy) ? unknown : toJson(policy) };
}

/** What a read shows: the text that the state has as long as it means the same, else the vendor's, normalised. */
export function readPolicy(stored: Fields, state: Fields | null, name: string): Value {
  const now = normaliseJson(text(stored, name));
  const before = state === null ? "" : text(state, name);
  return before !== "" && samePolicy(before, now) ? normaliseJson(before) : now;
}
