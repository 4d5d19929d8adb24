import { heartbeatUrlName } from "../../naming/names.ts";
import type { Violation } from "../violation.ts";
import type { Rule } from "./rule.ts";

/** GitHub delays and drops scheduled runs, so one missed run must not wake anybody. */
export const silenceOutlastsTwoRuns: Rule = ({ written }) =>
  Object.entries(written.pipelines)
    .filter(([, { everyMinutes, silentAfterMinutes }]) => silentAfterMinutes < 2 * everyMinutes)
    .map(([name, { everyMinutes }]) => ({
      path: ["pipelines", name, "silentAfterMinutes"],
      allowed: `at least ${2 * everyMinutes}, twice everyMinutes: GitHub delays and drops scheduled runs`,
      next: `Write ${2 * everyMinutes} or more.`,
    }));

/** Two names can become one secret: `sync-a` and `sync_a`. */
export const heartbeatUrlsDiffer: Rule = ({ written }) => {
  const owners = new Map<string, string>();
  const pinging = Object.entries(written.pipelines).filter(([, { heartbeat }]) => heartbeat === "url");
  return pinging.flatMap(([name]): readonly Violation[] => {
    const secret = heartbeatUrlName(name);
    const owner = owners.get(secret);
    owners.set(secret, owner ?? name);
    if (owner === undefined) return [];
    return [
      {
        path: ["pipelines", name],
        given: name,
        allowed: `a name whose secret is its own: ${secret} holds the URL of ${owner}`,
        next: "Choose another name.",
      },
    ];
  });
};
