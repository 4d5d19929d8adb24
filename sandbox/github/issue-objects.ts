import type { Context } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, number, text, texts } from "../values.ts";

/** Kinds of the objects around issues in the store. No Pulumi resource makes them, so no model knows them. */
export const issueKinds = {
  issue: "github/issue",
  comment: "github/issue-comment",
  label: "github/label",
  counter: "github/issue-counter",
} as const;

export function findIssue({ store }: Vendor, issueNumber: string): Fields | null {
  return store.get(issueKinds.issue, issueNumber);
}

/** The newest first, as GitHub lists them where nothing else is asked for. All were made by the owner of the token. */
export function issuesOf(
  { store, world }: Vendor,
  { state, labels, creator }: { state: string; labels: readonly string[]; creator: string },
): readonly Fields[] {
  if (creator !== "" && creator.toLowerCase() !== world.github.owner.toLowerCase()) return [];
  return store
    .list(issueKinds.issue)
    .map(([, fields]) => fields)
    .filter((fields) => state === "all" || text(fields, "state") === state)
    .filter((fields) => labels.every((name) => texts(fields, "labels").some((other) => isSameLabel(other, name))))
    .sort((left, right) => number(right, "number") - number(left, "number"));
}

/** In the order in which they were written. */
export function commentsOf({ store }: Vendor, issue: Fields): readonly Fields[] {
  return store
    .list(issueKinds.comment)
    .map(([, fields]) => fields)
    .filter((fields) => number(fields, "issue") === number(issue, "number"));
}

export function findLabel({ store }: Vendor, name: string): Fields | null {
  return store.get(issueKinds.label, labelKey(name));
}

/** GitHub does not care for case in the names of labels. */
export function labelKey(name: string): string {
  return name.toLowerCase();
}

function isSameLabel(one: string, other: string): boolean {
  return labelKey(one) === labelKey(other);
}

/** The request's JSON object; empty where it has none. */
export async function bodyOf(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await c.req.json().catch(() => null);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}
