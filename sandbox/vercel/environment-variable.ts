import { type Created, type ResourceModel, type Vendor, VendorError } from "../model.ts";
import { type Fields, flag, isUnset, optionalText, text, texts } from "../values.ts";
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
import { atLeastOneOf, exactlyOneOf, lengthBetween, oneOf, sizeAtLeastOne } from "./rules.ts";

const targets = ["production", "preview", "development"];

/**
 * terraform-provider-vercel, vercel/resource_project_environment_variable.go. The provider does not mark `value` secret
 * by itself; the SDK's class does, which a program can undo for plain variables.
 */
export const environmentVariable: ResourceModel = {
  type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  kind: kinds.variable,
  bridge: "framework",
  coarseDiff: true,
  properties: {
    key: { type: "string", required: true, replace: true },
    projectId: { type: "string", required: true, replace: true },
    sensitive: { type: "boolean", required: true, replace: true },
    value: { type: "string" },
    valueWo: { type: "string", notModelled: true },
    targets: { type: { set: "string" }, computed: true, rules: [oneOf("target", targets), sizeAtLeastOne("target")] },
    customEnvironmentIds: {
      type: { set: "string" },
      computed: true,
      replace: true,
      rules: [sizeAtLeastOne("custom_environment_ids")],
    },
    gitBranch: { type: "string" },
    comment: { type: "string", computed: true, rules: [lengthBetween("comment", 0, 1000)] },
    teamId: { type: "string", computed: true, replace: true },
  },
  checks: [
    ...atLeastOneOf({ targets: "target", customEnvironmentIds: "custom_environment_ids" }),
    exactlyOneOf("value", ["value", "valueWo"], "value,value_wo"),
  ],
  planChecks: [developmentIsNeverSensitive],
  create,
  read,
  update,
  delete: ({ store }, id) => store.remove(kinds.variable, id),
};

/** ModifyPlan of the same file; Vercel cannot hand a sensitive value to a developer's machine. */
function developmentIsNeverSensitive(planned: Fields): string | null {
  if (!flag(planned, "sensitive") || !texts(planned, "targets").includes("development")) return null;
  const rule = "Environment variables targeting `development` must explicitly set `sensitive = false`.";
  return `[AttributeName("sensitive")] Project Environment Variable Invalid: ${rule}`;
}

const creating = "Error creating project environment variable";

function create(vendor: Vendor, planned: Fields): Created {
  const projectId = text(planned, "projectId");
  if (findProject(vendor, projectId) === null) {
    const advice = "please make sure both the project_id and team_id match the project and team you wish to deploy to.";
    throw new VendorError(`${creating}: Could not find project, ${advice}`);
  }
  const made = asProvider(creating, "Could not create project environment variable", () =>
    postVariable(vendor, planned),
  );
  return { id: text(made, "id"), state: stateOf(vendor, made, planned) };
}

function update(vendor: Vendor, id: string, planned: Fields): Fields {
  const summary = "Error updating project environment variable";
  const now = asProvider(summary, "Could not update project environment variable", () =>
    patchVariable(vendor, id, planned),
  );
  return stateOf(vendor, now, planned);
}

/** An import is asked for as PROJECT/VARIABLE, with the team before it where there is one. */
function read(vendor: Vendor, id: string, state: Fields | null): Fields | null {
  const found = vendor.store.get(kinds.variable, id.split("/").at(-1) ?? id);
  return found === null ? null : stateOf(vendor, found, state);
}

function postVariable(vendor: Vendor, planned: Fields): Fields {
  refuseOddName(text(planned, "key"));
  const projectId = text(requireProject(vendor, text(planned, "projectId")), "id");
  refuseTaken(vendor, projectId, planned, null);
  const id = newVercelId(vendor, "env", `variable ${projectId} ${text(planned, "key")}`);
  const now = timeStamp(vendor.now());
  const made: Fields = { ...asStored(planned), id, projectId, createdAt: now, updatedAt: now };
  vendor.store.put(kinds.variable, id, made);
  return made;
}

function patchVariable(vendor: Vendor, id: string, planned: Fields): Fields {
  const before = vendor.store.get(kinds.variable, id);
  if (before === null) throw new VercelError(404, "not_found", "The environment variable was not found.");
  refuseTaken(vendor, text(before, "projectId"), planned, id);
  const now: Fields = {
    ...before,
    ...asStored(planned),
    projectId: before["projectId"],
    updatedAt: timeStamp(vendor.now(), before),
  };
  vendor.store.put(kinds.variable, id, now);
  return now;
}

function asStored(planned: Fields): Fields {
  return {
    key: planned["key"],
    value: planned["value"],
    sensitive: planned["sensitive"],
    targets: texts(planned, "targets").toSorted(),
    customEnvironmentIds: texts(planned, "customEnvironmentIds"),
    gitBranch: optionalText(planned, "gitBranch"),
    comment: text(planned, "comment"),
  };
}

/** Vercel asks for names that every shell accepts. */
function refuseOddName(key: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return;
  const rule =
    "Only letters, digits, and underscores are allowed. Furthermore, the name should not start with a digit.";
  throw new VercelError(400, "BAD_REQUEST", `The name contains invalid characters. ${rule}`);
}

/** One variable of a name for each target and branch; Vercel does not overwrite (terraform-provider-vercel issue 193). */
function refuseTaken(vendor: Vendor, projectId: string, planned: Fields, ownId: string | null): void {
  const wanted = texts(planned, "targets");
  const taken = ofProject(vendor, kinds.variable, projectId).some(
    ([id, other]) =>
      id !== ownId &&
      text(other, "key") === text(planned, "key") &&
      optionalText(other, "gitBranch") === optionalText(planned, "gitBranch") &&
      texts(other, "targets").some((target) => wanted.includes(target)),
  );
  if (!taken) return;
  const reason = "Another Environment Variable with the same Name and Environment exists in your project.";
  throw new VercelError(403, "ENV_ALREADY_EXISTS", `${reason} Remove it or choose a different Name or Environment.`);
}

/** A sensitive value cannot be read: the provider keeps what the state has. */
function stateOf(vendor: Vendor, found: Fields, plan: Fields | null): Fields {
  const { createdAt, updatedAt, ...shown } = found;
  const hidden = flag(found, "sensitive");
  const value = hidden ? (plan?.["value"] ?? null) : found["value"];
  return { ...shown, value: isUnset(value) ? null : value, teamId: teamIdOf(vendor, plan ?? found) };
}
