import { inBase, inStage } from "../example.ts";
import { ruleCases } from "./table.ts";

const domains = (...names: string[]) => ({ vercel: { projects: { web: { domains: names } } } });
const many = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example.com`);

describe("rules for Vercel", () => {
  ruleCases([
    {
      when: "the slug of a personal account",
      patch: { vercel: { plan: "hobby", team: "jdoes-projects" } },
      problems: [],
    },
    { when: "a paid plan with its team", patch: { vercel: { plan: "pro", team: "acme" } }, problems: [] },
    {
      when: "a paid plan without a team",
      patch: { vercel: { plan: "pro" } },
      problems: [
        inBase(
          "vercel.team",
          null,
          "the team's slug: the plan pro belongs to a team",
          "Write the slug that stands in https://vercel.com/<slug>.",
        ),
      ],
    },
    {
      when: "domains in a stage's file",
      patch: {},
      more: { overrides: domains("example.com", "*.example.com") },
      problems: [],
    },
    {
      when: "domains in the base of a product with one stage",
      patch: { stages: ["prod"], ...domains("example.com") },
      problems: [],
    },
    {
      when: "domains in the base of a product with several stages",
      patch: domains("example.com"),
      problems: [
        inBase(
          "vercel.projects.web.domains",
          '["example.com"]',
          "an empty list in stagekeeper:base: a domain belongs to one stage",
          "Move the domains to the file of their stage, under stagekeeper:stage.",
        ),
      ],
    },
    {
      when: "one domain in two projects",
      patch: { vercel: { projects: { docs: {} } } },
      more: {
        overrides: {
          vercel: {
            projects: { web: { domains: ["example.com"] }, docs: { domains: ["docs.example.com", "example.com"] } },
          },
        },
      },
      problems: [
        inStage(
          "vercel.projects.docs.domains[1]",
          '"example.com"',
          "a domain that no project has yet",
          "Remove one example.com.",
        ),
      ],
    },
    { when: "50 domains on Hobby", patch: {}, more: { overrides: domains(...many(50)) }, problems: [] },
    {
      when: "51 domains on a paid plan",
      patch: { vercel: { plan: "pro", team: "acme" } },
      more: { overrides: domains(...many(51)) },
      problems: [],
    },
    {
      when: "51 domains on Hobby",
      patch: {},
      more: { overrides: domains(...many(51)) },
      problems: [
        inStage(
          "vercel.projects.web.domains",
          '"51 domains"',
          "at most 50 domains a project on Hobby",
          "Remove some, or use a paid plan.",
        ),
      ],
    },
  ]);
});
