/** GitHub: what the plan and the repository's visibility allow. */
import { hasDeploymentProtection, hasEnvironments } from "../plans.ts";
import { placeAtGitHub } from "./binding.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers */
const MOST_REVIEWERS = 6;

export const reviewersNeedPlan: Rule = (context) => {
  if (context.written.github.reviewers.length === 0 || protects(context)) return [];
  return [
    {
      path: ["github", "reviewers"],
      allowed: `none: ${missingOn(context)}`,
      next: `${waysOut(context)} remove the reviewers.`,
    },
  ];
};

export const waitingNeedsPlan: Rule = (context) => {
  if (context.written.github.waitMinutes === 0 || protects(context)) return [];
  return [
    { path: ["github", "waitMinutes"], allowed: `0: ${missingOn(context)}`, next: `${waysOut(context)} set it to 0.` },
  ];
};

export const environmentsNeedPlan: Rule = ({ written: { github } }) => {
  if (github.bindings !== "environment" || hasEnvironments(github.plan, github.visibility)) return [];
  return [
    {
      path: ["github", "bindings"],
      allowed: "repository or auto: GitHub Free has no environments in private repositories",
      next: "Write auto; the names then get the stage's prefix.",
    },
  ];
};

export const reviewersAreFew: Rule = ({ written: { github } }) => {
  if (github.reviewers.length <= MOST_REVIEWERS) return [];
  return [
    {
      path: ["github", "reviewers"],
      allowed: `at most ${MOST_REVIEWERS} users and teams`,
      next: "Put the people into a team and name it as team:slug.",
    },
  ];
};

function protects({ written }: RuleContext): boolean {
  const { plan, visibility } = written.github;
  return hasDeploymentProtection(plan, visibility) && placeAtGitHub(written) === "environment";
}

function missingOn({ written: { github } }: RuleContext): string {
  if (hasDeploymentProtection(github.plan, github.visibility))
    return "with bindings: repository there is no environment to protect";
  return `the plan ${github.plan} has no reviewers and no waiting in private repositories`;
}

function waysOut({ written: { github } }: RuleContext): string {
  if (hasDeploymentProtection(github.plan, github.visibility)) return "Write bindings: environment, or";
  return "Make the repository public, use GitHub Enterprise, or";
}
