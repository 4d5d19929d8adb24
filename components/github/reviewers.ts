import { getTeamOutput } from "@pulumi/github/getTeam.js";
import { getUserOutput } from "@pulumi/github/getUser.js";
import * as pulumi from "@pulumi/pulumi";

const TEAM_PREFIX = "team:";

/** GitHub wants reviewers by number: `jdoe` and `team:platform` are looked up. Null where there are none. */
export function lookUpReviewers(
  reviewers: readonly string[],
  opts: pulumi.InvokeOutputOptions,
): { readonly users: pulumi.Output<number[]>; readonly teams: pulumi.Output<number[]> } | null {
  if (reviewers.length === 0) return null;
  const teams = reviewers.filter((name) => name.startsWith(TEAM_PREFIX)).map((name) => name.slice(TEAM_PREFIX.length));
  const users = reviewers.filter((name) => !name.startsWith(TEAM_PREFIX));
  return {
    users: pulumi.all(users.map((username) => getUserOutput({ username }, opts).id.apply(Number))),
    teams: pulumi.all(teams.map((slug) => getTeamOutput({ slug, summaryOnly: true }, opts).id.apply(Number))),
  };
}
