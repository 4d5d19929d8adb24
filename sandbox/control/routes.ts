import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { stream } from "hono/streaming";
import { UserError } from "../../core/user-error.ts";
import { type Vendor, VendorError } from "../model.ts";
import type { Registry } from "../registry.ts";
import { runtimeRoutes } from "../runtime/routes.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type AliasRequest, requestAlias } from "../vercel/deployments.ts";
import { type Addition, add, edit, remove } from "./behind.ts";
import type { Fault, FaultInjector } from "./faults.ts";
import { countItems, listItems, type Selection } from "./inventory.ts";
import type { Leases } from "./leases.ts";
import type { RestFault, RestFaults } from "./rest-faults.ts";

export interface ControlParts {
  readonly token: string;
  readonly vendor: Vendor;
  readonly registry: Registry;
  readonly faults: FaultInjector;
  readonly restFaults: RestFaults;
  readonly leases: Leases;
  readonly runtime: Runtime;
}

/** What the command line does with the sandbox: JSON over HTTP, `Authorization: Bearer <token of server.json>`. */
export function controlRoutes(parts: ControlParts): Hono {
  const { token, vendor, registry, faults, restFaults, leases, runtime } = parts;
  const app = new Hono();

  app.use(async (c, next) => {
    if (!isToken(c.req.header("authorization"), token))
      return c.json({ error: "The sandbox's control needs its token." }, 401);
    return await next();
  });

  app.onError((error, c) => {
    if (error instanceof UserError) return c.json({ error: error.message, next: error.next }, 400);
    if (error instanceof VendorError) return c.json({ error: error.message, next: "" }, 409);
    if (error instanceof SyntaxError) return c.json({ error: "The request's body is no JSON.", next: "" }, 400);
    return c.json({ error: `The sandbox failed: ${error.stack ?? error.message}`, next: "" }, 500);
  });

  /** Keeps the server running for as long as the answer is read. */
  app.get("/lease", (c) =>
    stream(c, async (body) => {
      const release = leases.take();
      const over = new Promise<void>((resolve) => body.onAbort(resolve));
      await body.writeln("leased");
      await over;
      release();
    }),
  );

  app.get("/status", (c) => {
    const counts = countItems(listItems(vendor.store, registry));
    return c.json({ counts, leases: leases.held, faults: faults.pending, world: vendor.world });
  });

  app.get("/objects", (c) => c.json(listItems(vendor.store, registry)));

  app.post("/edit", async (c) => {
    const { path, value, ...selection } = await c.req.json<Selection & { path: string; value: string }>();
    edit(vendor, registry, selection, path, value);
    return c.json({});
  });

  app.post("/remove", async (c) => {
    remove(vendor, registry, await c.req.json<Selection>());
    return c.json({});
  });

  app.post("/add", async (c) => c.json({ id: add(vendor, registry, await c.req.json<Addition>()) }));

  app.post("/faults", async (c) => {
    const {
      operation = "any",
      nth = 1,
      when = "before",
      ...fault
    } = await c.req.json<Partial<Fault> & Pick<Fault, "target" | "kind">>();
    faults.add({ operation, nth, when, ...fault });
    return c.json({});
  });

  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({});
  });

  app.post("/rest-faults", async (c) => {
    restFaults.add(await c.req.json<Partial<RestFault>>());
    return c.json({});
  });

  app.delete("/rest-faults", (c) => {
    restFaults.clear();
    return c.json({});
  });

  app.post("/vercel/alias", async (c) => {
    requestAlias(vendor, await c.req.json<AliasRequest>());
    return c.json({});
  });

  app.route("/", runtimeRoutes(runtime));

  return app;
}

function isToken(header: string | undefined, token: string): boolean {
  const [given, expected] = [Buffer.from(header ?? ""), Buffer.from(`Bearer ${token}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
