import { type Context, Hono } from "hono";
import { type Fields, text } from "../values.ts";
import { type DeliveryParts, ping, redeliver } from "./deliveries.ts";
import { kinds } from "./objects.ts";
import { refusal, sendPage } from "./pages.ts";
import { deliveryJson, fullDeliveryJson, webhookJson } from "./webhook-json.ts";

const defaultPageSize = 30;
const largestPage = 100;

/** `/repos/{owner}/{repo}/hooks` and what is below it (docs.github.com/rest/repos/webhooks). */
export function hookRoutes(parts: DeliveryParts): Hono {
  const { vendor } = parts;
  const app = new Hono();
  const hookOf = (c: Context): readonly [string, Fields] | null => {
    const id = c.req.param("hook") ?? "";
    const hook = vendor.store.get(kinds.webhook, id);
    return hook === null ? null : [id, hook];
  };
  const deliveriesOf = (hookId: string) =>
    vendor.store.list(kinds.delivery).filter(([, delivery]) => text(delivery, "hookId") === hookId);
  const deliveryOf = (c: Context) => {
    const id = c.req.param("delivery") ?? "";
    return deliveriesOf(c.req.param("hook") ?? "").find(([key]) => key === id) ?? null;
  };

  app.get("/", (c) =>
    sendPage(
      c,
      vendor.store.list(kinds.webhook).map(([id, hook]) => webhookJson(vendor, id, hook)),
    ),
  );

  app.get("/:hook", (c) => {
    const found = hookOf(c);
    return found === null ? notFound(c) : c.json(webhookJson(vendor, ...found));
  });

  app.post("/:hook/pings", async (c) => {
    const found = hookOf(c);
    if (found === null) return notFound(c);
    await ping(parts, found[0]);
    return c.body(null, 204);
  });

  /** The newest first; the next page begins after the cursor. */
  app.get("/:hook/deliveries", (c) => {
    const found = hookOf(c);
    if (found === null) return notFound(c);
    const all = [...deliveriesOf(found[0])].reverse();
    const { size, cursor } = pageOf(c);
    const start = cursor === null ? 0 : all.findIndex(([id]) => id === cursor) + 1;
    const shown = all.slice(start, start + size);
    const last = shown.at(-1);
    if (last !== undefined && start + size < all.length) {
      const url = new URL(c.req.url);
      url.searchParams.set("cursor", last[0]);
      c.header("link", `<${url.href}>; rel="next"`);
    }
    return c.json(shown.map(([id, delivery]) => deliveryJson(id, delivery)));
  });

  app.get("/:hook/deliveries/:delivery", (c) => {
    const found = deliveryOf(c);
    return found === null ? notFound(c) : c.json(fullDeliveryJson(...found));
  });

  app.post("/:hook/deliveries/:delivery/attempts", async (c) => {
    const found = deliveryOf(c);
    if (found === null) return notFound(c);
    await redeliver(parts, found[1]);
    return c.json({}, 202);
  });

  return app;
}

function pageOf(c: Context): { readonly size: number; readonly cursor: string | null } {
  const size = Math.min(Number(c.req.query("per_page") ?? defaultPageSize), largestPage);
  return { size, cursor: c.req.query("cursor") ?? null };
}

function notFound(c: Context): Response {
  return refusal(c, 404, "Not Found");
}
