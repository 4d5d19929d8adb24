import { AutoName, type Created, type PropertyModel, type ResourceModel, type Vendor } from "../model.ts";
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
import { frameworks } from "./frameworks.ts";
import { lengthBetween, matches, oneOf } from "./rules.ts";

const protections = [
  "standard_protection_new",
  "standard_protection",
  "all_deployments",
  "only_preview_deployments",
  "none",
];
const nodeVersions = ["18.x", "20.x", "22.x", "24.x"];
const optionalText: PropertyModel = { type: "string" };
const computedFlag: PropertyModel = { type: "boolean", computed: true };
const notModelled: PropertyModel = { type: { map: "string" }, notModelled: true };

/** terraform-provider-vercel, vercel/resource_project.go. */
export const project: ResourceModel = {
  type: "vercel:index/project:Project",
  kind: kinds.project,
  bridge: "framework",
  properties: {
    name: {
      type: "string",
      required: true,
      default: new AutoName(),
      rules: [
        lengthBetween("name", 1, 52),
        matches(
          "name",
          /^[a-z0-9-]{0,100}$/,
          "The name of a Project can only contain up to 100 alphanumeric lowercase characters and hyphens",
        ),
      ],
    },
    teamId: { type: "string", computed: true, replace: true },
    framework: { type: "string", rules: [knownFramework] },
    rootDirectory: optionalText,
    buildCommand: optionalText,
    devCommand: optionalText,
    ignoreCommand: optionalText,
    installCommand: optionalText,
    outputDirectory: optionalText,
    previewDeploymentSuffix: optionalText,
    nodeVersion: { type: "string", computed: true, rules: [oneOf("node_version", nodeVersions)] },
    skewProtection: {
      type: "string",
      rules: [oneOf("skew_protection", ["30 minutes", "12 hours", "1 day", "7 days"])],
    },
    buildMachineType: {
      type: "string",
      computed: true,
      rules: [oneOf("build_machine_type", ["enhanced", "turbo", "elastic"])],
    },
    gitRepository: {
      type: {
        object: {
          type: {
            type: "string",
            required: true,
            rules: [oneOf("git_repository.type", ["github", "gitlab", "bitbucket"])],
          },
          repo: { type: "string", required: true },
          productionBranch: { type: "string", computed: true },
          deployHooks: notModelled,
        },
      },
    },
    gitComments: { type: { object: { onCommit: required("boolean"), onPullRequest: required("boolean") } } },
    gitProviderOptions: {
      computed: true,
      type: {
        object: {
          createDeployments: computedFlag,
          repositoryDispatchEvents: computedFlag,
          gitCommitStatus: computedFlag,
          requireVerifiedCommits: computedFlag,
          consolidatedGitCommitStatus: {
            computed: true,
            type: { object: { enabled: required("boolean"), propagateFailures: required("boolean") } },
          },
        },
      },
    },
    oidcTokenConfig: {
      type: {
        object: {
          issuerMode: {
            type: "string",
            default: "team",
            rules: [oneOf("oidc_token_config.issuer_mode", ["team", "global"])],
          },
        },
      },
      default: { issuerMode: "team" },
    },
    vercelAuthentication: {
      computed: true,
      type: {
        object: {
          deploymentType: {
            type: "string",
            computed: true,
            rules: [oneOf("vercel_authentication.deployment_type", protections)],
          },
        },
      },
    },
    resourceConfig: {
      computed: true,
      type: {
        object: {
          fluid: computedFlag,
          functionDefaultCpuType: { type: "string", computed: true },
          functionDefaultRegions: { type: { set: "string" }, computed: true },
          functionDefaultTimeout: { type: "integer", computed: true },
        },
      },
    },
    autoAssignCustomDomains: { type: "boolean", default: true },
    gitForkProtection: { type: "boolean", default: true },
    automaticallyExposeSystemEnvironmentVariables: computedFlag,
    customerSuccessCodeVisibility: computedFlag,
    directoryListing: computedFlag,
    enableAffectedProjectsDeployments: computedFlag,
    enablePreviewFeedback: computedFlag,
    enableProductionFeedback: computedFlag,
    functionFailover: computedFlag,
    gitLfs: computedFlag,
    onDemandConcurrentBuilds: computedFlag,
    previewDeploymentsDisabled: computedFlag,
    prioritiseProductionBuilds: computedFlag,
    protectedSourcemaps: computedFlag,
    environments: notModelled,
    optionsAllowlist: notModelled,
    passwordProtection: notModelled,
    previewComments: notModelled,
    publicSource: notModelled,
    serverlessFunctionRegion: notModelled,
    trustedIps: notModelled,
    trustedSources: notModelled,
  },
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
  const held = [kinds.variable, kinds.domain].flatMap((kind) =>
    ofProject(vendor, kind, id).map(([key]): Change => ({ kind, key, fields: null })),
  );
  vendor.store.commit([...held, { kind: kinds.project, key: id, fields: null }]);
}

/** The planned values; what the plan leaves to Vercel comes from `before`, also inside objects. */
function withDefaults(before: Fields, planned: Fields): Fields {
  const result: Record<string, Value | undefined> = { ...planned };
  for (const [name, property] of Object.entries(project.properties)) {
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
  const { owner, repository, ownerType } = world.github;
  const repo = text(git, "repo");
  if (repo.toLowerCase() !== `${owner}/${repository}`.toLowerCase()) {
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

function knownFramework(value: Value): string | null {
  if (frameworks.has(String(value))) return null;
  return `Invalid Framework. The framework ${String(value)} is not supported on Vercel. Must be one of ${[...frameworks].join(", ")}.`;
}

function required(type: "boolean"): PropertyModel {
  return { type, required: true };
}
