import type { Context } from "hono";

const docs = "https://docs.github.com/rest";
const defaultSize = 30;
const largestSize = 100;

/** One page of a list, with the links by which a client finds the others (docs.github.com/rest, "Using pagination"). */
export function sendPage(c: Context, entries: readonly object[]): Response {
  const size = Math.min(Number(c.req.query("per_page") ?? defaultSize), largestSize);
  const page = Number(c.req.query("page") ?? 1);
  const last = Math.max(1, Math.ceil(entries.length / size));
  const links = [
    ...(page < last ? [link(c, page + 1, "next"), link(c, last, "last")] : []),
    ...(page > 1 ? [link(c, 1, "first"), link(c, page - 1, "prev")] : []),
  ];
  if (links.length > 0) c.header("link", links.join(", "));
  return c.json(entries.slice((page - 1) * size, page * size));
}

/** A refusal in the form in which GitHub's REST API gives it. */
export function refusal(c: Context, status: 404 | 422, message: string): Response {
  return c.json({ message, documentation_url: docs, status: String(status) }, status);
}

function link(c: Context, page: number, relation: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set("page", String(page));
  return `<${url.href}>; rel="${relation}"`;
}
