import { parseJson, toJson } from "./json.ts";

/**
 * Equality of IAM policies as hashicorp/awspolicyequivalence has it: one text and a list of one are the same, the order
 * of statements, actions, resources, principals and condition values means nothing, an account id is its root's ARN.
 */
export function samePolicy(left: unknown, right: unknown): boolean {
  const [first, second] = [canonicalPolicy(left), canonicalPolicy(right)];
  return first !== null && first === second;
}

/** The same, with no policy and an empty one alike (internal/verify/json.go, PolicyStringsEquivalent). */
function canonicalPolicy(policy: unknown): string | null {
  if (policy === null || policy === undefined) return "{}";
  if (typeof policy !== "string") return null;
  if (policy.trim() === "") return "{}";
  const parsed = parseJson(policy);
  if (!parsed.ok) return null;
  const document = parsed.value;
  if (!isObject(document)) return toJson(document);
  if (Object.keys(document).length === 0) return "{}";
  const statements = asList(document["Statement"]).map(canonicalStatement).sort();
  return toJson({ ...document, Version: document["Version"] ?? "2008-10-17", Statement: statements });
}

/** Members of a statement that are sets of texts. */
const setMembers = ["Action", "NotAction", "Resource", "NotResource"];

function canonicalStatement(statement: unknown): string {
  if (!isObject(statement)) return toJson(statement);
  const canonical: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(statement)) {
    if (setMembers.includes(member)) canonical[member] = canonicalSet(value, actionCase(member));
    else if (member === "Principal" || member === "NotPrincipal") canonical[member] = canonicalPrincipals(value);
    else if (member === "Condition") canonical[member] = canonicalConditions(value);
    else if (member === "Sid" && value === "") continue;
    else canonical[member] = value;
  }
  return toJson(canonical);
}

/** Action names are compared without case, resources with. */
function actionCase(member: string): (text: string) => string {
  return member.endsWith("Action") ? (text) => text.toLowerCase() : (text) => text;
}

function canonicalSet(value: unknown, change: (text: string) => string): unknown[] {
  return [...new Set(asList(value).map((entry) => change(String(entry))))].sort();
}

function canonicalPrincipals(value: unknown): unknown {
  if (value === "*") return { AWS: ["*"] };
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([kind, names]) => [kind, canonicalSet(names, rootArn)]);
  return Object.fromEntries(entries);
}

/** AWS writes an account id as the ARN of that account's root. */
function rootArn(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}

function canonicalConditions(value: unknown): unknown {
  if (!isObject(value)) return value;
  const operators = Object.entries(value).map(([operator, keys]) => {
    if (!isObject(keys)) return [operator, keys];
    return [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, canonicalSet(values, same)])),
    ];
  });
  return Object.fromEntries(operators);
}

function same(text: string): string {
  return text;
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
