import type { RelaySettings } from "../../../core/monitoring/relay-settings.ts";

export const settings: RelaySettings = {
  app: "agent-ops",
  repository: "octo-org/octo-repo",
  repositoryId: 283462325,
  topicArn: "arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts",
  table: "agent-ops-relay",
  secretParameters: ["/agent-ops/relay/webhook-secret/2", "/agent-ops/relay/webhook-secret/1"],
  hookIdParameter: "/agent-ops/relay/hook-id",
  chatParameter: null,
  stages: [
    { name: "dev", aliases: [], branch: "stage/dev", environment: "dev" },
    { name: "staging", aliases: ["test"], branch: "stage/staging", environment: "staging" },
    { name: "prod", aliases: ["live"], branch: "stage/prod", environment: "prod" },
  ],
  vercelProjects: {
    "agent-ops-web-dev": "dev",
    "agent-ops-web-staging": "staging",
    "agent-ops-web-prod": "prod",
  },
  workflows: {
    "etl.yml": { pipeline: "etl", stages: ["prod"] },
    "sync.yml": { pipeline: "sync", stages: ["dev", "prod"] },
  },
};

export const secret = "a webhook secret of forty characters, new";
export const secretBefore = "a webhook secret of forty characters, old";
export const hookId = "446655440000";
