import { Hono } from "hono";
import { awsRoutes } from "./aws/rest.ts";
import { githubRoutes } from "./github/rest.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { chatRoutes } from "./slack/incoming-webhook.ts";
import { vercelRoutes } from "./vercel/rest.ts";

/** The vendors' endpoints, each under its own base: GITHUB_API_URL, VERCEL_API_URL, AWS_ENDPOINT_URL, and a chat's incoming webhook. */
export function restRoutes(runtime: Runtime): Hono {
  const { vendor } = runtime;
  const app = new Hono();
  app.route("/github", githubRoutes(runtime));
  app.route("/vercel", vercelRoutes(vendor));
  app.route("/aws", awsRoutes(runtime));
  app.route("/chat", chatRoutes(vendor));
  return app;
}
