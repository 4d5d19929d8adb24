import { type Created, type ResourceModel, type Vendor, VendorError } from "../model.ts";
import { type Fields, text } from "../values.ts";
import { asProvider, findProject, kinds, teamIdOf, timeStamp, VercelError } from "./api.ts";
import { oneOfNumbers } from "./rules.ts";

const redirectCodes = [301, 302, 307, 308];

/** terraform-provider-vercel, vercel/resource_project_domain.go. */
export const projectDomain: ResourceModel = {
  type: "vercel:index/projectDomain:ProjectDomain",
  kind: kinds.domain,
  bridge: "framework",
  coarseDiff: true,
  properties: {
    projectId: { type: "string", required: true, replace: true },
    domain: { type: "string", required: true, replace: true },
    gitBranch: { type: "string" },
    redirect: { type: "string" },
    redirectStatusCode: { type: "integer", rules: [oneOfNumbers("redirect_status_code", redirectCodes)] },
    customEnvironmentId: { type: "string", notModelled: true },
    waitForReady: { type: "boolean" },
    teamId: { type: "string", computed: true, replace: true },
    verified: { type: "boolean", outputOnly: true },
    verifications: { type: { list: { map: "string" } }, outputOnly: true },
  },
  create,
  read: (vendor, id, state) => {
    const found = vendor.store.get(kinds.domain, id.split("/").at(-1) ?? id);
    return found === null ? null : { ...stateOf(vendor, found), waitForReady: state?.["waitForReady"] ?? null };
  },
  update,
  delete: ({ store }, id) => store.remove(kinds.domain, id),
};

function create(vendor: Vendor, planned: Fields): Created {
  const [domain, projectId] = [text(planned, "domain"), text(planned, "projectId")];
  if (findProject(vendor, projectId) === null) {
    const advice = "please make sure both the project_id and team_id match the project and team you wish to deploy to.";
    throw new VendorError(`Error creating project domain: Could not find project, ${advice}`);
  }
  const failure = `Could not add domain ${domain} to project ${projectId}`;
  const made = asProvider("Error adding domain to project", failure, () => {
    if (vendor.store.get(kinds.domain, domain) !== null) {
      throw new VercelError(
        409,
        "domain_already_in_use",
        `Cannot add ${domain} since it's already assigned to another project.`,
      );
    }
    const now = timeStamp(vendor.now());
    return putDomain(vendor, domain, { ...planned, verified: true, verifications: [], createdAt: now, updatedAt: now });
  });
  return { id: domain, state: { ...planned, ...stateOf(vendor, made) } };
}

function update(vendor: Vendor, id: string, planned: Fields): Fields {
  const failure = `Could not update domain ${id} for project ${text(planned, "projectId")}`;
  const now = asProvider("Error updating project domain", failure, () => {
    const before = vendor.store.get(kinds.domain, id);
    if (before === null) throw new VercelError(404, "not_found", "The domain was not found.");
    return putDomain(vendor, id, { ...before, ...planned, updatedAt: timeStamp(vendor.now(), before) });
  });
  return { ...planned, ...stateOf(vendor, now) };
}

function putDomain({ store }: Vendor, id: string, fields: Fields): Fields {
  store.put(kinds.domain, id, { ...fields, id });
  return { ...fields, id };
}

function stateOf(vendor: Vendor, found: Fields): Fields {
  const { createdAt, updatedAt, ...shown } = found;
  return { ...shown, teamId: teamIdOf(vendor, found) };
}
