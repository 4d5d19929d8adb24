import { type Context, Hono } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, flag, number, object, optionalText, text, texts } from "../values.ts";
import { findProject, kinds, ofProject } from "./api.ts";

/** The part of Vercel's REST API (vercel.com/docs/rest-api) that the command line reads; any version prefix is taken. */
export function vercelRoutes(vendor: Vendor): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    if (c.req.header("authorization") === undefined) return failure(c, 403, "forbidden", "Not authorized");
    return await next();
  });

  app.get("/:version{v[0-9]+}/user", (c) => c.json({ user: { id: "sandbox", username: vendor.world.github.owner } }));

  app.get("/:version{v[0-9]+}/projects", (c) => {
    const projects = vendor.store.list(kinds.project).map(([, project]) => projectJson(vendor, project));
    return c.json({ projects, pagination: { count: projects.length, next: null, prev: null } });
  });

  app.get("/:version{v[0-9]+}/projects/:project", (c) => {
    const project = findProject(vendor, c.req.param("project"));
    return project === null ? projectNotFound(c) : c.json(projectJson(vendor, project));
  });

  app.get("/:version{v[0-9]+}/projects/:project/env", (c) => {
    const project = findProject(vendor, c.req.param("project"));
    if (project === null) return projectNotFound(c);
    const decrypt = c.req.query("decrypt") === "true";
    const envs = ofProject(vendor, kinds.variable, text(project, "id")).map(([, variable]) =>
      variableJson(variable, decrypt),
    );
    return c.json({ envs, pagination: { count: envs.length, next: null, prev: null } });
  });

  app.get("/:version{v[0-9]+}/projects/:project/domains", (c) => {
    const project = findProject(vendor, c.req.param("project"));
    if (project === null) return projectNotFound(c);
    const domains = ofProject(vendor, kinds.domain, text(project, "id")).map(([, domain]) => domainJson(domain));
    return c.json({ domains, pagination: { count: domains.length, next: null, prev: null } });
  });

  app.all("*", (c) => failure(c, 404, "not_found", "The requested resource was not found"));
  return app;
}

function failure(c: Context, status: 403 | 404, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status);
}

function projectNotFound(c: Context): Response {
  return failure(c, 404, "not_found", "Project not found");
}

function projectJson({ world }: Vendor, project: Fields): object {
  const git = object(project, "gitRepository");
  const [org, repo] = git === null ? [] : text(git, "repo").split("/");
  return {
    id: text(project, "id"),
    name: text(project, "name"),
    accountId: world.vercel.teamId,
    framework: optionalText(project, "framework"),
    rootDirectory: optionalText(project, "rootDirectory"),
    nodeVersion: optionalText(project, "nodeVersion"),
    createdAt: number(project, "createdAt"),
    updatedAt: number(project, "updatedAt"),
    ...(git === null
      ? {}
      : { link: { type: text(git, "type"), org, repo, productionBranch: text(git, "productionBranch") } }),
  };
}

/** A sensitive value is never shown; any other only where decryption is asked for. */
function variableJson(variable: Fields, decrypt: boolean): object {
  const sensitive = flag(variable, "sensitive");
  return {
    id: text(variable, "id"),
    key: text(variable, "key"),
    type: sensitive ? "sensitive" : "encrypted",
    value: sensitive ? "" : decrypt ? text(variable, "value") : Buffer.from(text(variable, "id")).toString("base64"),
    decrypted: decrypt && !sensitive,
    target: texts(variable, "targets"),
    customEnvironmentIds: texts(variable, "customEnvironmentIds"),
    gitBranch: optionalText(variable, "gitBranch") ?? undefined,
    comment: text(variable, "comment"),
    createdAt: number(variable, "createdAt"),
    updatedAt: number(variable, "updatedAt"),
  };
}

function domainJson(domain: Fields): object {
  return {
    name: text(domain, "domain"),
    projectId: text(domain, "projectId"),
    redirect: optionalText(domain, "redirect"),
    redirectStatusCode: number(domain, "redirectStatusCode") || null,
    gitBranch: optionalText(domain, "gitBranch"),
    verified: flag(domain, "verified"),
    createdAt: number(domain, "createdAt"),
    updatedAt: number(domain, "updatedAt"),
  };
}
