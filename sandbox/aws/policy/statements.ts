import { parseJson } from "./json.ts";

export type Statement = Readonly<Record<string, unknown>>;

/** Statements of a policy text; none where it is no policy. */
export function statementsOf(policy: string): readonly Statement[] {
  const parsed = parseJson(policy);
  if (!parsed.ok || typeof parsed.value !== "object" || parsed.value === null) return [];
  const statements = "Statement" in parsed.value ? [parsed.value.Statement].flat() : [];
  return statements.filter((entry): entry is Statement => typeof entry === "object" && entry !== null);
}
