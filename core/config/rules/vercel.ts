/** Vercel: the account, and domains, which belong to one project and so to one stage. */
import { valueAt } from "../path.ts";
import type { Rule } from "./rule.ts";

/** https://vercel.com/docs/limits */
const MOST_HOBBY_DOMAINS = 50;

/** Only Hobby is the plan of a person; the paid plans are bought by a team. */
export const paidPlanNamesTeam: Rule = ({ written: { vercel } }) => {
  if (vercel.plan === "hobby" || vercel.team !== null) return [];
  return [
    {
      path: ["vercel", "team"],
      allowed: `the team's slug: the plan ${vercel.plan} belongs to a team`,
      next: "Write the slug that stands in https://vercel.com/<slug>.",
    },
  ];
};

export const domainsBelongToOneStage: Rule = ({ written, stages, overrides }) => {
  if (stages.length < 2) return [];
  return Object.entries(written.vercel.projects).flatMap(([name, { domains }]) => {
    const path = ["vercel", "projects", name, "domains"];
    if (domains.length === 0 || valueAt(overrides, path) !== undefined) return [];
    return [
      {
        path,
        allowed: "an empty list in stagekeeper:base: a domain belongs to one stage",
        next: "Move the domains to the file of their stage, under stagekeeper:stage.",
      },
    ];
  });
};

export const domainsStandOnce: Rule = ({ written }) => {
  const seen = new Set<string>();
  return Object.entries(written.vercel.projects).flatMap(([name, { domains }]) =>
    domains.flatMap((domain, index) => {
      if (!seen.has(domain)) {
        seen.add(domain);
        return [];
      }
      return [
        {
          path: ["vercel", "projects", name, "domains", index],
          allowed: "a domain that no project has yet",
          next: `Remove one ${domain}.`,
        },
      ];
    }),
  );
};

export const hobbyDomainsAreFew: Rule = ({ written: { vercel } }) => {
  if (vercel.plan !== "hobby") return [];
  return Object.entries(vercel.projects)
    .filter(([, { domains }]) => domains.length > MOST_HOBBY_DOMAINS)
    .map(([name, { domains }]) => ({
      path: ["vercel", "projects", name, "domains"],
      given: `${domains.length} domains`,
      allowed: `at most ${MOST_HOBBY_DOMAINS} domains a project on Hobby`,
      next: "Remove some, or use a paid plan.",
    }));
};
