import type { Context } from "hono";

const docs = "https://docs.github.com/rest";

/** How many entries a page has where the caller does not say, and at most. */
export interface PageSizes {
  readonly standard: number;
  readonly largest: number;
}

const usualSizes: PageSizes = { standard: 30, largest: 100 };

/** One page of a list, with the links by which a client finds the others (docs.github.com/rest, "Using pagination"). */
export function sendPage(c: Context, entries: readonly object[]): Response {
  return c.json(pageOf(c, entries, usualSizes));
}

/** A page of a list that says how many entries there are: `{ "total_count": 2, "secrets": [...] }`. */
export function sendCountedPage(
  c: Context,
  key: string,
  entries: readonly object[],
  sizes: PageSizes = usualSizes,
): Response {
  return c.json({ total_count: entries.length, [key]: pageOf(c, entries, sizes) });
}

/** A refusal in the form in which GitHub's REST API gives it. */
export function refusal(c: Context, status: 404 | 422, message: string): Response {
  return c.json({ message, documentation_url: docs, status: String(status) }, status);
}

function pageOf(c: Context, entries: readonly object[], { standard, largest }: PageSizes): readonly object[] {
  const size = Math.min(Number(c.req.query("per_page") ?? standard), largest);
  const page = Number(c.req.query("page") ?? 1);
  const last = Math.max(1, Math.ceil(entries.length / size));
  const links = [
    ...(page < last ? [link(c, page + 1, "next"), link(c, last, "last")] : []),
    ...(page > 1 ? [link(c, 1, "first"), link(c, page - 1, "prev")] : []),
  ];
  if (links.length > 0) c.header("link", links.join(", "));
  return entries.slice((page - 1) * size, page * size);
}

function link(c: Context, page: number, relation: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set("page", String(page));
  return `<${url.href}>; rel="${relation}"`;
}
