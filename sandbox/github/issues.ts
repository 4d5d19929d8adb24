import { type Context, Hono } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, number, text, texts } from "../values.ts";
import { timeStamp } from "./api.ts";
import { type Actor, commentJson, issueJson, labelJson } from "./issue-json.ts";
import { bodyOf, commentsOf, findIssue, findLabel, issueKinds, issuesOf, isText, labelKey } from "./issue-objects.ts";
import { refusal, sendPage } from "./pages.ts";

/** GitHub's own limit; a longer body is a 422. */
const longestBody = 65_536;
/** What GitHub's labels look like that nobody gave a colour. */
const defaultColor = "ededed";

/** Issues, their comments and labels of the repository (docs.github.com/rest/issues), as the owner of the token. */
export function issueRoutes(vendor: Vendor): Hono {
  const app = new Hono();
  const { owner, ownerId } = vendor.world.github;
  const actor: Actor = { login: owner, id: ownerId };
  const issue = (found: Fields) => issueJson(vendor, found, actor);
  const withIssue = async (c: Context, use: (found: Fields) => Response | Promise<Response>): Promise<Response> => {
    const found = findIssue(vendor, c.req.param("number") ?? "");
    return found === null ? refusal(c, 404, "Not Found") : await use(found);
  };

  app.get("/issues", (c) => sendPage(c, issuesOf(vendor, readFilter(c)).map(issue)));

  app.post("/issues", async (c) => {
    const written = await bodyOf(c);
    const { title, body = null, labels = [] } = written;
    if (!isText(title) || title.trim() === "") return refusal(c, 422, "Validation Failed");
    if (isText(body) && body.length > longestBody) return tooLong(c);
    const now = timeStamp(vendor.now());
    const made: Fields = {
      number: nextNumber(vendor, "issues"),
      title,
      body: isText(body) ? body : null,
      state: "open",
      stateReason: null,
      labels: labelNames(labels),
      createdAt: now,
      updatedAt: now,
      closedAt: null,
    };
    vendor.store.commit([
      ...missingLabels(vendor, labelNames(labels)),
      { kind: issueKinds.counter, key: "issues", fields: { count: number(made, "number") } },
      { kind: issueKinds.issue, key: String(number(made, "number")), fields: made },
    ]);
    return c.json(issue(made), 201);
  });

  app.get("/issues/:number", (c) => withIssue(c, (found) => c.json(issue(found))));

  app.patch("/issues/:number", (c) =>
    withIssue(c, async (found) => {
      const written = await bodyOf(c);
      if (isText(written["body"]) && written["body"].length > longestBody) return tooLong(c);
      const changed = changedIssue(vendor, found, written);
      vendor.store.commit([
        ...missingLabels(vendor, texts(changed, "labels")),
        { kind: issueKinds.issue, key: String(number(found, "number")), fields: changed },
      ]);
      return c.json(issue(changed));
    }),
  );

  app.post("/issues/:number/labels", (c) =>
    withIssue(c, async (found) => {
      const names = labelNames((await bodyOf(c))["labels"]);
      const labels = [...new Set([...texts(found, "labels"), ...names])];
      vendor.store.commit([
        ...missingLabels(vendor, names),
        { kind: issueKinds.issue, key: String(number(found, "number")), fields: { ...found, labels } },
      ]);
      return c.json(labels.map((name) => labelJson(vendor, name)));
    }),
  );

  app.get("/issues/:number/comments", (c) =>
    withIssue(c, (found) =>
      sendPage(
        c,
        commentsOf(vendor, found).map((one) => commentJson(vendor, one, actor)),
      ),
    ),
  );

  app.post("/issues/:number/comments", (c) =>
    withIssue(c, async (found) => {
      const { body } = await bodyOf(c);
      if (!isText(body) || body.trim() === "") return refusal(c, 422, "Validation Failed");
      if (body.length > longestBody) return tooLong(c);
      const id = nextNumber(vendor, "comments");
      const made = { id, issue: number(found, "number"), body, createdAt: timeStamp(vendor.now()) };
      vendor.store.commit([
        { kind: issueKinds.counter, key: "comments", fields: { count: id } },
        { kind: issueKinds.comment, key: String(id), fields: made },
      ]);
      return c.json(commentJson(vendor, made, actor), 201);
    }),
  );

  app.delete("/issues/comments/:id", (c) => {
    const id = c.req.param("id");
    if (vendor.store.get(issueKinds.comment, id) === null) return refusal(c, 404, "Not Found");
    vendor.store.remove(issueKinds.comment, id);
    return c.body(null, 204);
  });

  app.get("/labels/:name", (c) => {
    const found = findLabel(vendor, c.req.param("name"));
    return found === null ? refusal(c, 404, "Not Found") : c.json(labelJson(vendor, text(found, "name")));
  });

  app.post("/labels", async (c) => {
    const { name, color = defaultColor, description = null } = await bodyOf(c);
    if (!isText(name) || name === "" || findLabel(vendor, name) !== null) return refusal(c, 422, "Validation Failed");
    const fields = { name, color: String(color), description: isText(description) ? description : null };
    vendor.store.put(issueKinds.label, labelKey(name), fields);
    return c.json(labelJson(vendor, name), 201);
  });

  return app;
}

/** Numbers of issues and ids of comments only grow, also after something was removed. */
function nextNumber({ store }: Vendor, counter: "issues" | "comments"): number {
  return number(store.get(issueKinds.counter, counter) ?? {}, "count") + 1;
}

interface IssueFilter {
  readonly state: string;
  readonly labels: readonly string[];
  readonly creator: string;
}

function readFilter(c: Context): IssueFilter {
  return {
    state: c.req.query("state") ?? "open",
    labels: (c.req.query("labels") ?? "").split(",").filter((name) => name !== ""),
    creator: c.req.query("creator") ?? "",
  };
}

/** What `PATCH` changes; what it does not name stays, and `labels` replaces all of them. */
function changedIssue(vendor: Vendor, found: Fields, written: Readonly<Record<string, unknown>>): Fields {
  const { title, body, state, state_reason: reason, labels } = written;
  const now = timeStamp(vendor.now());
  const isClosing = state === "closed" && text(found, "state") === "open";
  const isReopening = state === "open" && text(found, "state") === "closed";
  return {
    ...found,
    ...(isText(title) && { title }),
    ...("body" in written && { body: isText(body) ? body : null }),
    ...(isClosing && { state: "closed", closedAt: now, stateReason: isText(reason) ? reason : "completed" }),
    ...(isReopening && { state: "open", closedAt: null, stateReason: "reopened" }),
    ...(Array.isArray(labels) && { labels: labelNames(labels) }),
    updatedAt: now,
  };
}

/** Labels are given by name or as objects with one. */
function labelNames(given: unknown): readonly string[] {
  const names = (Array.isArray(given) ? given : []).map((entry: unknown) =>
    typeof entry === "object" && entry !== null && "name" in entry ? entry.name : entry,
  );
  return [...new Set(names.filter(isText))];
}

/** GitHub creates a label that an issue is given and that does not exist yet. */
function missingLabels(vendor: Vendor, names: readonly string[]) {
  return names
    .filter((name) => findLabel(vendor, name) === null)
    .map((name) => ({
      kind: issueKinds.label,
      key: labelKey(name),
      fields: { name, color: defaultColor, description: null },
    }));
}

function tooLong(c: Context): Response {
  return refusal(c, 422, `Validation Failed: body is too long (maximum is ${longestBody} characters)`);
}
