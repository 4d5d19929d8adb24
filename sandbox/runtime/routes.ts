import { Hono } from "hono";
import { stream } from "hono/streaming";
import { UserError } from "../../core/user-error.ts";
import { type Spend, spend } from "../aws/runtime/budgets.ts";
import { putMetric } from "../aws/runtime/metrics.ts";
import { deliverEvent, type WebhookEvent } from "../github/deliveries.ts";
import { emptyOutbox, sentMessages } from "./outbox.ts";
import type { Runtime } from "./runtime.ts";

interface MetricValue {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly value?: number;
}

type DeliverRequest = Omit<WebhookEvent, "guid"> & { readonly deliveryId?: string };

/** What makes things happen at the vendors, and shows what they sent: a part of the control endpoints. */
export function runtimeRoutes(runtime: Runtime): Hono {
  const { vendor, clock, rehearsals } = runtime;
  const app = new Hono();

  app.get("/clock", (c) => c.json({ now: clock.now().toISOString() }));

  app.post("/clock", async (c) => {
    const { advanceSeconds } = await c.req.json<{ advanceSeconds?: unknown }>();
    await runtime.catchUp();
    clock.advance(advanceSeconds);
    await runtime.catchUp();
    return c.json({ now: clock.now().toISOString() });
  });

  app.get("/outbox", async (c) => {
    await runtime.catchUp();
    return c.json(sentMessages(vendor.store));
  });

  app.delete("/outbox", async (c) => {
    await runtime.catchUp();
    emptyOutbox(vendor.store);
    return c.json({});
  });

  app.post("/github/deliver", async (c) => {
    const { deliveryId, ...event } = await c.req.json<DeliverRequest>();
    const [first, ...others] = await deliverEvent(runtime, { ...event, guid: deliveryId });
    if (first === undefined)
      return c.json({ deliveryId: null, status: 0, response: `no webhook listens to ${event.event}` });
    const { guid, status, response } = first;
    return c.json({ deliveryId: guid, status, response, ...(others.length === 0 ? {} : { others }) });
  });

  app.post("/aws/metric", async (c) => {
    const { namespace, metric, dimensions = {}, value = 1 } = await c.req.json<MetricValue>();
    if (typeof namespace !== "string" || typeof metric !== "string" || typeof value !== "number") {
      throw new UserError("That is no metric.", "Give namespace and metric as texts and value as a number.");
    }
    await runtime.catchUp();
    putMetric(vendor, { namespace, name: metric, dimensions }, value, vendor.now());
    await runtime.catchUp();
    return c.json({});
  });

  app.post("/aws/spend", async (c) => {
    const notCounted = spend(vendor, await c.req.json<Spend>());
    return c.json(notCounted.length === 0 ? {} : { notCounted });
  });

  app.get("/aws/logs/:function", (c) => c.json(runtime.functions.logs(c.req.param("function"))));

  /** For as long as the answer is read, whatever happens is put back at its end. */
  app.get("/rehearsal", async (c) => {
    await runtime.catchUp();
    rehearsals.begin();
    return stream(c, async (body) => {
      const over = new Promise<void>((resolve) => body.onAbort(resolve));
      await body.writeln("begun");
      await over;
      await runtime.endRehearsal();
    });
  });

  app.delete("/rehearsal", async (c) => {
    await runtime.endRehearsal();
    return c.json({});
  });

  return app;
}
