import * as v from "valibot";
import { described, integer, listOf, matching, oneOf, section } from "./field.ts";

const repository = matching(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, "owner/name");
const reviewer = matching(/^(team:)?[A-Za-z0-9][A-Za-z0-9_-]*$/, "a GitHub user name, or team:slug");

export const githubSchema = section({
  repository: described(
    repository,
    "The repository, as owner/name. Vercel's Hobby plan links only a person's own repositories.",
  ),
  plan: v.optional(
    described(oneOf(["free", "pro", "team", "enterprise"]), "GitHub plan of the repository's owner."),
    "free",
  ),
  visibility: described(
    oneOf(["public", "private"]),
    "Who can see the repository; with the plan it decides what environments can do.",
  ),
  bindings: v.optional(
    described(
      oneOf(["auto", "environment", "repository"]),
      "Where secrets and variables land: in the stage's environment, or in the repository under names with a STAGE_ prefix. auto takes what plan and visibility allow.",
    ),
    "auto",
  ),
  reviewers: v.optional(
    described(listOf(reviewer, "reviewers"), "Who must approve a deployment: user names and team:slug, at most six."),
    [],
  ),
  // GitHub takes 30 days at most: https://docs.github.com/rest/deployments/environments
  waitMinutes: v.optional(described(integer(0, 43_200, "minutes"), "How long GitHub waits before a deployment."), 0),
});
