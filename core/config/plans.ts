/** What a GitHub plan can do: https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
import type { BindingsMode, GitHubPlan, Visibility } from "./types.ts";

/** Free has no environments in private repositories. */
export function hasEnvironments(plan: GitHubPlan, visibility: Visibility): boolean {
  return visibility === "public" || plan !== "free";
}

/** Reviewers and wait timers: public repositories of any plan, private ones on Enterprise only. */
export function hasDeploymentProtection(plan: GitHubPlan, visibility: Visibility): boolean {
  return visibility === "public" || plan === "enterprise";
}

/** Where bindings land: as asked, or for `auto` in the environment wherever there is one. */
export function bindingsMode(asked: "auto" | BindingsMode, plan: GitHubPlan, visibility: Visibility): BindingsMode {
  if (asked !== "auto") return asked;
  return hasEnvironments(plan, visibility) ? "environment" : "repository";
}
