import { Hono } from "hono";
import type { Vendor } from "../model.ts";
import type { DeliveryParts } from "./deliveries.ts";
import { environmentRoutes } from "./environment-routes.ts";
import { hookRoutes } from "./hook-routes.ts";
import { issueRoutes } from "./issues.ts";
import { refusal } from "./pages.ts";

const docs = "https://docs.github.com/rest";

/** The part of GitHub's REST API (docs.github.com/rest) that the command line reads. */
export function githubRoutes(parts: DeliveryParts): Hono {
  const { vendor } = parts;
  const app = new Hono();
  const { github } = vendor.world;
  const repositories = [`/repos/${github.owner}/${github.repository}`, `/repositories/${github.repositoryId}`];

  app.use(async (c, next) => {
    const message = "Requires authentication";
    if (c.req.header("authorization") === undefined)
      return c.json({ message, documentation_url: docs, status: "401" }, 401);
    return await next();
  });

  app.get("/user", (c) => c.json({ login: github.owner, id: github.ownerId, type: "User" }));

  for (const base of repositories) {
    app.get(base, (c) => c.json(repositoryJson(vendor)));
    app.route(base, environmentRoutes(vendor));
    app.route(base, issueRoutes(vendor));
    app.route(`${base}/hooks`, hookRoutes(parts));
  }
  app.all("*", (c) => refusal(c, 404, "Not Found"));
  return app;
}

function repositoryJson({ world }: Vendor): object {
  const { owner, ownerId, ownerType, repository, repositoryId, visibility } = world.github;
  return {
    id: repositoryId,
    name: repository,
    full_name: `${owner}/${repository}`,
    private: visibility === "private",
    visibility,
    default_branch: "main",
    owner: { login: owner, id: ownerId, type: ownerType },
  };
}
