import type { StageConfig } from "../../../../core/config/types.ts";
import type { VendorContext } from "../../../../core/drift/types.ts";
import type { Deployment, StateResource } from "../../../../core/parity/state.ts";
import { configOf } from "../../config/example.ts";

type Outputs = Readonly<Record<string, unknown>>;

/** A resource of prod's state. */
export function resource(
  type: string,
  name: string,
  outputs: Outputs,
  more: Partial<StateResource> = {},
): StateResource {
  const urn = `urn:pulumi:prod::agent-ops::stagekeeper:index:Stage$${type}::${name}`;
  return { urn, type, custom: true, id: name, outputs, ...more };
}

export function deployment(...resources: readonly StateResource[]): Deployment {
  return { resources, pending_operations: [] };
}

const place = { repository: "agent-ops", environment: "prod" };

export const environment = (outputs: Outputs = {}, name = "environment"): StateResource =>
  resource("github:index/repositoryEnvironment:RepositoryEnvironment", name, { ...place, ...outputs });

export const environmentSecret = (name: string, outputs: Outputs = {}, more: Partial<StateResource> = {}) =>
  resource(
    "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    name,
    { ...place, secretName: name, ...outputs },
    more,
  );

export const environmentVariable = (name: string, outputs: Outputs = {}): StateResource =>
  resource("github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable", name, {
    ...place,
    variableName: name,
    ...outputs,
  });

export const repositorySecret = (name: string, secretName: string): StateResource =>
  resource("github:index/actionsSecret:ActionsSecret", name, { repository: "agent-ops", secretName });

export const policy = (policyId: number, outputs: Outputs): StateResource =>
  resource(
    "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
    `policy-${policyId}`,
    { ...place, policyId, ...outputs },
  );

export const project = (name: string, id: string): StateResource =>
  resource("vercel:index/project:Project", name, { name: `agent-ops-${name}-prod`, teamId: null }, { id });

export const variable = (
  key: string,
  id: string,
  outputs: Outputs = {},
  more: Partial<StateResource> = {},
): StateResource =>
  resource(
    "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
    key,
    {
      key,
      projectId: "prj_web",
      sensitive: false,
      targets: ["production"],
      customEnvironmentIds: [],
      gitBranch: null,
      comment: "",
      ...outputs,
    },
    { id, ...more },
  );

/** prod of a small configuration, with other settings of GitHub where they are given. */
export function context(state: Deployment, github: Partial<StageConfig["github"]> = {}): VendorContext {
  const config = configOf();
  return {
    stage: "prod",
    stack: "prod",
    kind: "stage",
    config: { ...config, github: { ...config.github, repository: "agent-ops", ...github } },
    deployment: state,
  };
}
