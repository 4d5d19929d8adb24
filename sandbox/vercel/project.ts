import type { Created, ResourceModel, Vendor } from "../model.ts";
import type { Change } from "../store/store.ts";
import { type Fields, isUnset, object, text, type Value } from "../values.ts";
import {
  asProvider,
  findProject,
  kinds,
  newVercelId,
  ofProject,
  requireProject,
  teamIdOf,
  timeStamp,
  VercelError,
} from "./api.ts";
import { projectProperties } from "./project-properties.ts";

/** terraform-provider-vercel, vercel/resource_project.go. */
export const project: ResourceModel = {
  type: "vercel:index/project:Project",
  kind: kinds.project,
  bridge: "framework",
  coarseDiff: true,
  properties: projectProperties,
  create,
  read: (vendor, id, state) => {
    const found = findProject(vendor, id.split("/").at(-1) ?? id);
    return found === null ? null : stateOf(vendor, found, state);
  },
  update: (vendor, id, planned) => {
    const now = asProvider("Error updating project", `Could not update project ${text(planned, "teamId")} ${id}`, () =>
      patchProject(vendor, id, planned),
    );
    return stateOf(vendor, now, planned);
  },
  delete: removeProject,
};

/** What Vercel sets where the program says nothing. */
const serverDefaults: Fields = {
  nodeVersion: "24.x",
  buildMachineType: "",
  vercelAuthentication: { deploymentType: "standard_protection_new" },
  resourceConfig: {
    fluid: true,
    functionDefaultCpuType: null,
    functionDefaultRegions: ["iad1"],
    functionDefaultTimeout: null,
  },
  automaticallyExposeSystemEnvironmentVariables: false,
  customerSuccessCodeVisibility: false,
  directoryListing: false,
  enableAffectedProjectsDeployments: false,
  enableProductionFeedback: false,
  functionFailover: false,
  gitLfs: false,
  onDemandConcurrentBuilds: false,
  previewDeploymentsDisabled: false,
  prioritiseProductionBuilds: false,
  protectedSourcemaps: false,
};

const mainBranch = "main";

function create(vendor: Vendor, planned: Fields): Created {
  const made = asProvider("Error creating project", "Could not create project", () => postProject(vendor, planned));
  return { id: text(made, "id"), state: stateOf(vendor, made, planned) };
}

function postProject(vendor: Vendor, planned: Fields): Fields {
  refuseTakenName(vendor, text(planned, "name"), null);
  refuseForeignRepository(vendor, planned);
  const id = newVercelId(vendor, "prj", `project ${text(planned, "name")}`);
  const now = timeStamp(vendor.now());
  const made: Fields = { ...withDefaults(serverDefaults, planned), id, createdAt: now, updatedAt: now };
  vendor.store.put(kinds.project, id, made);
  return made;
}

function patchProject(vendor: Vendor, id: string, planned: Fields): Fields {
  const before = requireProject(vendor, id);
  refuseTakenName(vendor, text(planned, "name"), id);
  refuseForeignRepository(vendor, planned);
  const now: Fields = {
    ...withDefaults(before, planned),
    id,
    createdAt: before["createdAt"],
    updatedAt: timeStamp(vendor.now(), before),
  };
  vendor.store.put(kinds.project, id, now);
  return now;
}

/** Vercel prunes what belongs to a project; a project that is gone counts as deleted. */
function removeProject(vendor: Vendor, id: string): void {
  const held = [kinds.variable, kinds.domain, kinds.deployment].flatMap((kind) =>
    ofProject(vendor, kind, id).map(([key]): Change => ({ kind, key, fields: null })),
  );
  const gone = [kinds.aliasRequest, kinds.project].map((kind): Change => ({ kind, key: id, fields: null }));
  vendor.store.commit([...held, ...gone]);
}

/** The planned values; what the plan leaves to Vercel comes from `before`, also inside objects. */
function withDefaults(before: Fields, planned: Fields): Fields {
  const result: Record<string, Value | undefined> = { ...planned };
  for (const [name, property] of Object.entries(projectProperties)) {
    const [old, now] = [before[name], planned[name]];
    if (property.computed === true && isUnset(now)) result[name] = old;
    const [oldObject, nowObject] = [object(before, name), object(planned, name)];
    if (oldObject !== null && nowObject !== null) result[name] = fillObject(oldObject, nowObject);
  }
  const git = object(planned, "gitRepository");
  if (git !== null && isUnset(git["productionBranch"]))
    result["gitRepository"] = { ...git, productionBranch: mainBranch };
  return result;
}

function fillObject(before: Fields, planned: Fields): Fields {
  const entries = Object.entries(planned).map(([name, value]) => [
    name,
    isUnset(value) ? (before[name] ?? null) : value,
  ]);
  return { ...before, ...Object.fromEntries(entries) };
}

/** Comments and provider options show only where the program sets them (convertResponseToProject). */
function stateOf(vendor: Vendor, found: Fields, plan: Fields | null): Fields {
  const shown = (name: string): Value => (plan === null || isUnset(plan[name]) ? null : (found[name] ?? null));
  return {
    ...found,
    teamId: teamIdOf(vendor, found),
    gitComments: shown("gitComments"),
    gitProviderOptions: shown("gitProviderOptions"),
  };
}

function refuseTakenName(vendor: Vendor, name: string, ownId: string | null): void {
  const taken = vendor.store.list(kinds.project).some(([id, other]) => id !== ownId && text(other, "name") === name);
  if (taken)
    throw new VercelError(409, "conflict", `A project with the name "${name}" already exists, please use a new name.`);
}

/** vercel.com/docs/git: on Hobby, a repository of an organisation cannot be connected. */
function refuseForeignRepository({ world }: Vendor, planned: Fields): void {
  const git = object(planned, "gitRepository");
  if (git === null || text(git, "type") !== "github") return;
  const { owner, repository, anyRepository, ownerType } = world.github;
  const repo = text(git, "repo");
  if (!anyRepository && repo.toLowerCase() !== `${owner}/${repository}`.toLowerCase()) {
    const reason = `The repository "${repo}" couldn't be found in your linked GitHub account or the GitHub integration is not installed for it.`;
    throw new VercelError(400, "repo_not_found", reason);
  }
  if (world.vercel.plan === "hobby" && ownerType === "Organization") {
    throw new VercelError(
      403,
      "forbidden",
      `The repository "${repo}" belongs to an organization. Connecting it requires the Pro plan.`,
    );
  }
}
