import { type Context, Hono } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, flag, number, object, optionalText, text, texts } from "../values.ts";
import { findProject, kinds, ofProject } from "./api.ts";
import { aliasRequestJson, deploymentJson, deploymentsOf } from "./deployments.ts";

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

  /** Only what is filtered by here; without a project, of all of them. */
  app.get("/:version{v[0-9]+}/deployments", (c) => {
    const { projectId, target, state, limit = "20", until } = c.req.query();
    const project = projectId === undefined ? null : findProject(vendor, projectId);
    if (projectId !== undefined && project === null) return projectNotFound(c);
    const all = project === null ? [] : deploymentsOf(vendor, text(project, "id"));
    const matching = all
      .filter((one) => target === undefined || text(one, "target") === target)
      .filter((one) => state === undefined || state.split(",").includes(text(one, "state")))
      .filter((one) => until === undefined || number(one, "createdAt") < Number(until));
    const shown = matching.slice(0, Number(limit));
    const last = shown.at(-1);
    const next = last === undefined || shown.length === matching.length ? null : number(last, "createdAt");
    const deployments = shown.map((deployment) => deploymentJson(vendor, deployment));
    return c.json({ deployments, pagination: { count: shown.length, next, prev: null } });
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

function projectJson(vendor: Vendor, project: Fields): object {
  const git = object(project, "gitRepository");
  const [org, repo] = git === null ? [] : text(git, "repo").split("/");
  return {
    id: text(project, "id"),
    name: text(project, "name"),
    accountId: vendor.world.vercel.teamId,
    framework: optionalText(project, "framework"),
    rootDirectory: optionalText(project, "rootDirectory"),
    nodeVersion: optionalText(project, "nodeVersion"),
    createdAt: number(project, "createdAt"),
    updatedAt: number(project, "updatedAt"),
    alias: [],
    deploymentExpiration: {},
    resourceConfig: machine,
    defaultResourceConfig: machine,
    lastAliasRequest: aliasRequestJson(vendor, text(project, "id")),
    ...(git === null
      ? {}
      : { link: { type: text(git, "type"), org, repo, productionBranch: text(git, "productionBranch") } }),
  };
}

const machine = { functionDefaultRegions: ["iad1"] };

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
    securityIssues: [],
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
