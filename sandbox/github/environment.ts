import type { Created, PlanRule, ResourceModel, Vendor } from "../model.ts";
import { type Fields, flag, isFields, list, number, object, text } from "../values.ts";
import { GitHubError, notFound, type Request, repositoryIdOf, repositoryPath, timeStamp } from "./api.ts";
import { buildId, githubKey, kinds, parseId, removeEnvironment, requireRepository } from "./objects.ts";
import { environment, integerBetween, output, repository } from "./rules.ts";

const maxReviewers = 6;
const maxWaitMinutes = 43_200;

/** terraform-provider-github, resource_github_repository_environment.go. */
export const repositoryEnvironment: ResourceModel = {
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  kind: kinds.environment,
  key: githubKey,
  bridge: "sdk",
  schemaVersion: 1,
  properties: {
    repository,
    environment,
    canAdminsBypass: { type: "boolean", default: true },
    preventSelfReview: { type: "boolean", default: false },
    waitTimer: { type: "integer", rules: [integerBetween("wait_timer", 0, maxWaitMinutes)] },
    reviewers: {
      type: {
        list: {
          object: {
            teams: { type: { set: "integer", max: maxReviewers } },
            users: { type: { set: "integer", max: maxReviewers } },
          },
        },
        max: 1,
      },
    },
    deploymentBranchPolicy: {
      type: {
        object: {
          protectedBranches: { type: "boolean", required: true },
          customBranchPolicies: { type: "boolean", required: true },
        },
      },
    },
    repositoryId: output("integer"),
  },
  planChecks: [atMostSixReviewers],
  create,
  read,
  update,
  delete: remove,
};

/** GitHub counts users and teams together. */
function atMostSixReviewers(...[planned]: Parameters<PlanRule>): string | null {
  return reviewerCount(planned) > maxReviewers
    ? "a maximum of 6 reviewers (users and teams combined) can be set for an environment"
    : null;
}

/** An upsert: an environment of that name is silently taken over. */
function create(vendor: Vendor, planned: Fields): Created {
  putEnvironment(vendor, planned);
  const repositoryName = text(planned, "repository");
  const id = buildId(repositoryName, text(planned, "environment"));
  const repositoryId = repositoryIdOf(vendor, repositoryName);
  return { id, state: { ...planned, reviewers: reviewersOf(planned), repositoryId } };
}

function update(vendor: Vendor, _id: string, planned: Fields): Fields {
  putEnvironment(vendor, planned);
  return { ...planned, reviewers: reviewersOf(planned) };
}

/** The provider reads reviewers only where there are any, so their removal at GitHub stays unseen (issue 3609). */
function read(vendor: Vendor, id: string, state: Fields | null): Fields | null {
  const found = vendor.store.get(kinds.environment, githubKey(id));
  if (found === null) return null;
  const [repositoryName = "", environmentName = ""] = parseId(id);
  const waitTimer = number(found, "waitTimer");
  const wasZero = state?.["waitTimer"] === undefined || state["waitTimer"] === null;
  const reviewed = reviewerCount(found) > 0 ? found : (state ?? {});
  return {
    repository: state?.["repository"] ?? repositoryName,
    environment: state?.["environment"] ?? environmentName,
    canAdminsBypass: flag(found, "canAdminsBypass"),
    waitTimer: waitTimer === 0 && wasZero ? null : waitTimer,
    reviewers: reviewersOf(reviewed),
    preventSelfReview: flag(reviewed, "preventSelfReview"),
    deploymentBranchPolicy: object(found, "deploymentBranchPolicy"),
    repositoryId: repositoryIdOf(vendor, repositoryName),
  };
}

/** The provider takes GitHub's 404 for success. */
function remove(vendor: Vendor, id: string): void {
  removeEnvironment(vendor, githubKey(id));
}

/** docs.github.com/rest/deployments/environments, "Create or update an environment". */
function putEnvironment(vendor: Vendor, planned: Fields): void {
  const [repositoryName, name] = [text(planned, "repository"), text(planned, "environment")];
  const path = repositoryPath(vendor, repositoryName, `/environments/${encodeURIComponent(name)}`);
  const request: Request = { method: "PUT", path };
  requireRepository(vendor, repositoryName, request);
  requirePlan(vendor, planned, request);
  refuseEqualBranchPolicy(planned, request);
  const key = githubKey(buildId(repositoryName, name));
  const before = vendor.store.get(kinds.environment, key);
  const now = timeStamp(vendor.now(), before === null ? "" : text(before, "updatedAt"));
  vendor.store.put(kinds.environment, key, {
    ...planned,
    // Without reviewers in the request, GitHub keeps those that it has (terraform-provider-github issue 3156).
    reviewers:
      reviewerCount(planned) > 0 ? list(planned, "reviewers") : before === null ? [] : list(before, "reviewers"),
    number:
      before === null ? Number(vendor.newId(`github environment ${key}`, "123456789", 10)) : number(before, "number"),
    createdAt: before === null ? now : text(before, "createdAt"),
    updatedAt: now,
  });
}

/**
 * What the plan allows (docs.github.com, "Managing environments for deployment"; go-github, CreateUpdateEnvironment):
 * a private repository of the Free plan has no environments at all; reviewers and a wait timer need a public repository
 * or Enterprise.
 */
function requirePlan({ world }: Vendor, planned: Fields, request: Request): void {
  const { plan, visibility } = world.github;
  if (visibility === "public" || plan === "enterprise") return;
  if (plan === "free") throw notFound(request);
  const rule =
    reviewerCount(planned) > 0 ? "required reviewers" : number(planned, "waitTimer") > 0 ? "wait timer" : null;
  if (rule === null) return;
  const support = `Please ensure the billing plan supports the ${rule} protection rule.`;
  throw new GitHubError(request, 422, `Failed to create the environment protection rule. ${support}`);
}

/** "protected_branches and custom_branch_policies cannot have the same value" (GitHub's REST reference). */
function refuseEqualBranchPolicy(planned: Fields, request: Request): void {
  const policy = object(planned, "deploymentBranchPolicy");
  if (policy === null || flag(policy, "protectedBranches") !== flag(policy, "customBranchPolicies")) return;
  throw new GitHubError(request, 422, "protected_branches and custom_branch_policies cannot have the same value");
}

function reviewersOf(fields: Fields): readonly Fields[] {
  const [block] = list(fields, "reviewers");
  return isFields(block) ? [{ teams: list(block, "teams"), users: list(block, "users") }] : [];
}

function reviewerCount(fields: Fields): number {
  const [block] = reviewersOf(fields);
  return block === undefined ? 0 : list(block, "users").length + list(block, "teams").length;
}
