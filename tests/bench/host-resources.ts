/** What one invented service has at Vercel and GitHub. */
import { TYPES } from "./resource-types.ts";
import { type BenchResource, type Names, resourceIn } from "./service-names.ts";

export function hostResources(names: Names): readonly BenchResource[] {
  const { stage, service, physical, made, project, url } = names;
  const resource = resourceIn(names);
  return [
    resource(
      TYPES.project,
      "web",
      project,
      {
        __defaults: [],
        framework: "nextjs",
        gitRepository: { __defaults: [], productionBranch: `stage/${stage.name}`, repo: "acme/shop", type: "github" },
        name: `shop-${service}-${stage.name}`,
        resourceConfig: { __defaults: [], functionDefaultRegions: ["fra1"] },
      },
      { autoAssignCustomDomains: true, nodeVersion: "22.x", teamId: "team_4kbmy5KLWjvqNxGH" },
    ),
    resource(
      TYPES.vercelVariable,
      "web-api-url",
      stage.id("env", service),
      { __defaults: [], key: "API_URL", projectId: project, sensitive: false, targets: ["production"], value: url },
      { comment: "", customEnvironmentIds: [] },
      { projectId: made(TYPES.project, "web") },
    ),
    resource(
      TYPES.githubVariable,
      "ORDERS_TABLE",
      `shop:${stage.name}:${service}_ORDERS_TABLE`,
      {
        __defaults: [],
        environment: stage.name,
        repository: "shop",
        value: physical("orders"),
        variableName: `${service}_ORDERS_TABLE`.toUpperCase(),
      },
      { createdAt: "2026-03-01 10:00:00 +0000 UTC", updatedAt: "2026-03-01 10:00:00 +0000 UTC" },
      { value: made(TYPES.table, "orders") },
    ),
    resource(
      TYPES.githubSecret,
      "API_KEY",
      `shop:${stage.name}:${service}_API_KEY`,
      {
        __defaults: [],
        environment: stage.name,
        plaintextValue: stage.secret(stage.id("key", service)),
        repository: "shop",
        secretName: `${service}_API_KEY`.toUpperCase(),
      },
      { createdAt: "2026-03-01 10:00:00 +0000 UTC", updatedAt: "2026-03-01 10:00:00 +0000 UTC" },
    ),
  ];
}
