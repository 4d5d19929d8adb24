import type { Created, PropertyModel, ResourceModel, Vendor } from "../model.ts";
import { type Fields, text } from "../values.ts";
import { GitHubError, goTime, notFound, type Request, repositoryIdOf, repositoryPath, timeStamp } from "./api.ts";
import { requireRoom } from "./limits.ts";
import { githubKey, homeOf, kinds, parseId, requireHome } from "./objects.ts";
import { environment, output, repository, secretName } from "./rules.ts";

const variableProperties: Readonly<Record<string, PropertyModel>> = {
  variableName: { type: "string", required: true, replace: true, rules: secretName },
  value: { type: "string", required: true },
  createdAt: output("string"),
  updatedAt: output("string"),
  repositoryId: output("integer"),
};

/** terraform-provider-github, resource_github_actions_environment_variable.go. */
export const environmentVariable: ResourceModel = {
  type: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  kind: kinds.environmentVariable,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: { repository, environment, ...variableProperties },
  ...variableCalls(kinds.environmentVariable),
};

/** terraform-provider-github, resource_github_actions_variable.go. */
export const repositoryVariable: ResourceModel = {
  type: "github:index/actionsVariable:ActionsVariable",
  kind: kinds.variable,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: { repository, ...variableProperties },
  ...variableCalls(kinds.variable),
};

function variableCalls(kind: string): Pick<ResourceModel, "create" | "read" | "update" | "delete"> {
  return {
    create: (vendor, planned) => createVariable(vendor, kind, planned),
    read: (vendor, id, state) => readVariable(vendor, kind, id, state),
    update: (vendor, id, planned, prior) => {
      const request: Request = { method: "PATCH", path: variablePath(vendor, prior) };
      const before = requireVariable(vendor, kind, id, request);
      requireRoom(vendor, kind, homeOf(prior).id, id, text(planned, "value"), request);
      const updatedAt = timeStamp(vendor.now(), text(before, "updatedAt"));
      vendor.store.put(kind, githubKey(id), { ...before, value: text(planned, "value"), updatedAt });
      return { ...planned, updatedAt: goTime(updatedAt) };
    },
    delete: (vendor, id, state) => {
      requireVariable(vendor, kind, id, { method: "DELETE", path: variablePath(vendor, state) });
      vendor.store.remove(kind, githubKey(id));
    },
  };
}

/** No upsert: a variable of that name is a conflict. */
function createVariable(vendor: Vendor, kind: string, planned: Fields): Created {
  const request: Request = { method: "POST", path: variablesPath(vendor, planned) };
  const home = homeOf(planned);
  requireHome(vendor, home, request);
  const id = `${home.id}:${text(planned, "variableName")}`;
  if (vendor.store.get(kind, githubKey(id)) !== null) {
    throw new GitHubError(request, 409, "Already exists - Variable already exists");
  }
  requireRoom(vendor, kind, home.id, id, text(planned, "value"), request);
  const now = timeStamp(vendor.now());
  vendor.store.put(kind, githubKey(id), { ...planned, createdAt: now, updatedAt: now });
  const repositoryId = repositoryIdOf(vendor, home.repository);
  return { id, state: { ...planned, createdAt: goTime(now), updatedAt: goTime(now), repositoryId } };
}

function readVariable(vendor: Vendor, kind: string, id: string, state: Fields | null): Fields | null {
  const found = vendor.store.get(kind, githubKey(id));
  if (found === null) return null;
  const parts = parseId(id);
  const names = parts.length === 3 ? { environment: parts[1] ?? "" } : {};
  return {
    ...(state ?? { repository: parts[0] ?? "", ...names, variableName: parts.at(-1) ?? "" }),
    value: text(found, "value"),
    createdAt: goTime(text(found, "createdAt")),
    updatedAt: goTime(text(found, "updatedAt")),
    repositoryId: repositoryIdOf(vendor, parts[0] ?? ""),
  };
}

/** Unlike environments, variables that are gone are an error for the provider. */
function requireVariable({ store }: Vendor, kind: string, id: string, request: Request): Fields {
  const found = store.get(kind, githubKey(id));
  if (found === null) throw notFound(request);
  return found;
}

function variablesPath(vendor: Vendor, fields: Fields): string {
  const { repository: name, environment: environmentName } = homeOf(fields);
  const home = environmentName === null ? "/actions" : `/environments/${encodeURIComponent(environmentName)}`;
  return repositoryPath(vendor, name, `${home}/variables`);
}

function variablePath(vendor: Vendor, fields: Fields): string {
  return `${variablesPath(vendor, fields)}/${text(fields, "variableName")}`;
}
