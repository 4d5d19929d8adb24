import { exactlyOneOf } from "../combinations.ts";
import type { Created, ResourceModel, Vendor } from "../model.ts";
import { type Fields, flag, number, object, text } from "../values.ts";
import { GitHubError, notFound, type Request, repositoryIdOf, repositoryPath } from "./api.ts";
import { buildId, githubKey, kinds, parseId, requireEnvironment } from "./objects.ts";
import { environment, notEmpty, output, repository } from "./rules.ts";

/** terraform-provider-github, resource_github_repository_environment_deployment_policy.go. */
export const deploymentPolicy: ResourceModel = {
  type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  kind: kinds.policy,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: {
    repository,
    environment,
    branchPattern: { type: "string", rules: [notEmpty("branch_pattern")] },
    tagPattern: { type: "string", rules: [notEmpty("tag_pattern")] },
    policyId: output("integer"),
    repositoryId: output("integer"),
  },
  checks: exactlyOneOf("branchPattern", "tagPattern"),
  replacesTogether: [["branchPattern", "tagPattern"]],
  create,
  read,
  update,
  delete: remove,
};

function create(vendor: Vendor, planned: Fields): Created {
  const request: Request = { method: "POST", path: policiesPath(vendor, planned) };
  const [repositoryName, environmentName] = [text(planned, "repository"), text(planned, "environment")];
  const held = requireEnvironment(vendor, repositoryName, environmentName, request);
  requireCustomPolicies(held, request);
  refuseSamePattern(vendor, planned, request);
  const environmentId = buildId(repositoryName, environmentName);
  const policyId = Number(vendor.newId(`github policy ${githubKey(environmentId)}`, "123456789", 8));
  const id = `${environmentId}:${policyId}`;
  vendor.store.put(kinds.policy, githubKey(id), { ...planned, policyId });
  return { id, state: { ...planned, policyId, repositoryId: repositoryIdOf(vendor, repositoryName) } };
}

function update(vendor: Vendor, id: string, planned: Fields, prior: Fields): Fields {
  const request: Request = { method: "PUT", path: `${policiesPath(vendor, prior)}/${number(prior, "policyId")}` };
  const found = vendor.store.get(kinds.policy, githubKey(id));
  if (found === null) throw notFound(request);
  refuseSamePattern(vendor, planned, request);
  vendor.store.put(kinds.policy, githubKey(id), { ...found, ...planned });
  return planned;
}

function read(vendor: Vendor, id: string, state: Fields | null): Fields | null {
  const found = vendor.store.get(kinds.policy, githubKey(id));
  if (found === null) return null;
  const [repositoryName = "", environmentName = "", policyId = ""] = parseId(id);
  return {
    repository: state?.["repository"] ?? repositoryName,
    environment: state?.["environment"] ?? environmentName,
    branchPattern: found["branchPattern"],
    tagPattern: found["tagPattern"],
    policyId: Number(policyId),
    repositoryId: repositoryIdOf(vendor, repositoryName),
  };
}

function remove(vendor: Vendor, id: string, state: Fields): void {
  if (vendor.store.get(kinds.policy, githubKey(id)) === null) {
    throw notFound({ method: "DELETE", path: `${policiesPath(vendor, state)}/${number(state, "policyId")}` });
  }
  vendor.store.remove(kinds.policy, githubKey(id));
}

/** GitHub's REST reference: 404 also where the environment does not allow custom branch policies. */
function requireCustomPolicies(held: Fields, request: Request): void {
  const policy = object(held, "deploymentBranchPolicy");
  if (policy === null || !flag(policy, "customBranchPolicies")) throw notFound(request);
}

/** GitHub's REST reference: 303 where the same pattern already exists. */
function refuseSamePattern({ store }: Vendor, planned: Fields, request: Request): void {
  const key = `${githubKey(buildId(text(planned, "repository"), text(planned, "environment")))}:`;
  const same = store
    .list(kinds.policy)
    .some(
      ([other, fields]) =>
        other.startsWith(key) &&
        text(fields, "branchPattern") === text(planned, "branchPattern") &&
        text(fields, "tagPattern") === text(planned, "tagPattern"),
    );
  if (same) throw new GitHubError(request, 303, "See Other");
}

function policiesPath(vendor: Vendor, fields: Fields): string {
  const name = encodeURIComponent(text(fields, "environment"));
  return repositoryPath(vendor, text(fields, "repository"), `/environments/${name}/deployment-branch-policies`);
}
