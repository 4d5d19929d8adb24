import type { Vendor } from "../model.ts";
import { type Fields, number, optionalText, text, texts } from "../values.ts";
import { commentsOf, findLabel } from "./issue-objects.ts";

/** Who a token belongs to. */
export interface Actor {
  readonly login: string;
  readonly id: number;
}

/** An issue as GitHub's REST API shows it. */
export function issueJson(vendor: Vendor, fields: Fields, actor: Actor): object {
  return {
    id: number(fields, "number"),
    number: number(fields, "number"),
    html_url: issueUrl(vendor, fields),
    title: text(fields, "title"),
    body: optionalText(fields, "body"),
    state: text(fields, "state"),
    state_reason: optionalText(fields, "stateReason"),
    labels: texts(fields, "labels").map((name) => labelJson(vendor, name)),
    user: userJson(actor),
    author_association: "OWNER",
    locked: false,
    comments: commentsOf(vendor, fields).length,
    created_at: text(fields, "createdAt"),
    updated_at: text(fields, "updatedAt"),
    closed_at: optionalText(fields, "closedAt"),
  };
}

export function commentJson(vendor: Vendor, fields: Fields, actor: Actor): object {
  const id = number(fields, "id");
  return {
    id,
    html_url: `${issueUrl(vendor, { number: number(fields, "issue") })}#issuecomment-${id}`,
    body: text(fields, "body"),
    user: userJson(actor),
    created_at: text(fields, "createdAt"),
    updated_at: text(fields, "createdAt"),
  };
}

export function labelJson(vendor: Vendor, name: string): object {
  const found = findLabel(vendor, name) ?? {};
  return { name, color: text(found, "color"), description: optionalText(found, "description"), default: false };
}

function userJson({ login, id }: Actor): object {
  return { login, id, type: "User" };
}

function issueUrl({ world }: Vendor, fields: Fields): string {
  const { owner, repository } = world.github;
  return `https://github.com/${owner}/${repository}/issues/${number(fields, "number")}`;
}
