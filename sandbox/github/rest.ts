import { type Context, Hono } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, flag, isFields, list, number, object, text } from "../values.ts";
import type { DeliveryParts } from "./deliveries.ts";
import { hookRoutes } from "./hook-routes.ts";
import { issueRoutes } from "./issues.ts";
import { findEnvironment, githubKey, heldBy, kinds } from "./objects.ts";

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
    app.route(base, issueRoutes(vendor));
    app.route(`${base}/hooks`, hookRoutes(parts));
    app.get(`${base}/environments`, (c) => {
      const environments = vendor.store.list(kinds.environment).map(([, fields]) => environmentJson(vendor, fields));
      return c.json({ total_count: environments.length, environments });
    });
    app.get(`${base}/environments/:environment`, (c) => {
      const found = findEnvironment(vendor, github.repository, c.req.param("environment"));
      return found === null ? notFound(c) : c.json(environmentJson(vendor, found));
    });
    for (const { path, key, kind, name, toJson } of lists) {
      app.get(`${base}/environments/:environment/${path}`, (c) => {
        const environment = c.req.param("environment");
        if (findEnvironment(vendor, github.repository, environment) === null) return notFound(c);
        const held = heldBy(
          vendor,
          kind.environment,
          githubKey(`${github.repository}:${environment.replaceAll(":", "??")}`),
          name,
        );
        return page(c, key, held.map(toJson));
      });
      app.get(`${base}/actions/${path}`, (c) => {
        return page(c, key, heldBy(vendor, kind.repository, githubKey(github.repository), name).map(toJson));
      });
    }
  }
  app.all("*", notFound);
  return app;
}

interface ListEndpoint {
  readonly path: string;
  readonly key: string;
  readonly kind: { readonly environment: string; readonly repository: string };
  readonly name: string;
  toJson(fields: Fields): object;
}

const lists: readonly ListEndpoint[] = [
  {
    path: "secrets",
    key: "secrets",
    kind: { environment: kinds.environmentSecret, repository: kinds.secret },
    name: "secretName",
    toJson: (fields) => ({ name: text(fields, "secretName").toUpperCase(), ...datesJson(fields) }),
  },
  {
    path: "variables",
    key: "variables",
    kind: { environment: kinds.environmentVariable, repository: kinds.variable },
    name: "variableName",
    toJson: (fields) => ({
      name: text(fields, "variableName").toUpperCase(),
      value: text(fields, "value"),
      ...datesJson(fields),
    }),
  },
];

function page(c: Context, key: string, entries: readonly object[]): Response {
  const size = Math.min(Number(c.req.query("per_page") ?? 30), 100);
  const start = (Number(c.req.query("page") ?? 1) - 1) * size;
  return c.json({ total_count: entries.length, [key]: entries.slice(start, start + size) });
}

function notFound(c: Context): Response {
  return c.json({ message: "Not Found", documentation_url: docs, status: "404" }, 404);
}

function datesJson(fields: Fields): object {
  return { created_at: text(fields, "createdAt"), updated_at: text(fields, "updatedAt") };
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

function environmentJson(vendor: Vendor, fields: Fields): object {
  const policy = object(fields, "deploymentBranchPolicy");
  return {
    id: number(fields, "number"),
    name: text(fields, "environment"),
    ...datesJson(fields),
    can_admins_bypass: flag(fields, "canAdminsBypass"),
    protection_rules: protectionRules(vendor, fields),
    deployment_branch_policy:
      policy === null
        ? null
        : {
            protected_branches: flag(policy, "protectedBranches"),
            custom_branch_policies: flag(policy, "customBranchPolicies"),
          },
  };
}

/** GitHub lists only the rules that there are. */
function protectionRules({ world }: Vendor, fields: Fields): object[] {
  const rules: object[] = [];
  const waitTimer = number(fields, "waitTimer");
  if (waitTimer > 0) rules.push({ id: 1, type: "wait_timer", wait_timer: waitTimer });
  const [block] = list(fields, "reviewers");
  const reviewers = isFields(block)
    ? [
        ...list(block, "users").map((id) => ({
          type: "User",
          reviewer: { id, login: world.github.users.find((user) => user.id === id)?.login },
        })),
        ...list(block, "teams").map((id) => ({
          type: "Team",
          reviewer: { id, slug: world.github.teams.find((team) => team.id === id)?.slug },
        })),
      ]
    : [];
  if (reviewers.length > 0) {
    rules.push({
      id: 2,
      type: "required_reviewers",
      prevent_self_review: flag(fields, "preventSelfReview"),
      reviewers,
    });
  }
  if (object(fields, "deploymentBranchPolicy") !== null) rules.push({ id: 3, type: "branch_policy" });
  return rules;
}
