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
