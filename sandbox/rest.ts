import { Hono } from "hono";
import { awsRoutes } from "./aws/rest.ts";
import { githubRoutes } from "./github/rest.ts";
import type { Vendor } from "./model.ts";
import { vercelRoutes } from "./vercel/rest.ts";

/** The vendors' REST endpoints, each under its own base: GITHUB_API_URL, VERCEL_API_URL, AWS_ENDPOINT_URL. */
export function restRoutes(vendor: Vendor): Hono {
  const app = new Hono();
  app.route("/github", githubRoutes(vendor));
  app.route("/vercel", vercelRoutes(vendor));
  app.route("/aws", awsRoutes(vendor));
  return app;
}
