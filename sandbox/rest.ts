import { Hono } from "hono";
import { awsRoutes } from "./aws/rest.ts";
import type { RestFaults } from "./control/rest-faults.ts";
import { githubRoutes } from "./github/rest.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { chatRoutes } from "./slack/incoming-webhook.ts";
import { vercelRoutes } from "./vercel/rest.ts";

/** The vendors' endpoints, each under its own base: GITHUB_API_URL, VERCEL_API_URL, AWS_ENDPOINT_URL, and a chat's incoming webhook. Without faults, all goes well. */
export function restRoutes(runtime: Runtime, faults?: RestFaults): Hono {
  const { vendor } = runtime;
  const app = new Hono();
  for (const name of ["github", "vercel"] as const) {
    // A client learns from it how far the vendor's clock is from its own.
    app.use(`/${name}/*`, async (c, next) => {
      await next();
      c.header("date", vendor.now().toUTCString());
    });
  }
  if (faults) for (const name of ["github", "vercel", "aws"] as const) app.use(`/${name}/*`, faults.around(name));
  app.route("/github", githubRoutes(runtime));
  app.route("/vercel", vercelRoutes(vendor));
  app.route("/aws", awsRoutes(runtime));
  app.route("/chat", chatRoutes(vendor));
  return app;
}
