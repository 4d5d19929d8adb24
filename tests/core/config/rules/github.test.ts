import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const noProtection = (plan: string) => `the plan ${plan} has no reviewers and no waiting in private repositories`;
const noEnvironment = "with bindings: repository there is no environment to protect";
const github = (settings: object) => ({ github: settings });

describe("rules for GitHub's plans", () => {
  ruleCases([
    {
      when: "reviewers in a public repository of the free plan",
      patch: github({ reviewers: ["jdoe", "team:ops"], waitMinutes: 5 }),
      problems: [],
    },
    {
      when: "reviewers in a private repository on Enterprise",
      patch: github({ plan: "enterprise", visibility: "private", reviewers: ["jdoe"], waitMinutes: 5 }),
      problems: [],
    },
    ...(["free", "pro", "team"] as const).map((plan) => ({
      when: `reviewers and waiting in a private repository of the plan ${plan}`,
      patch: github({ plan, visibility: "private", reviewers: ["jdoe"], waitMinutes: 5 }),
      problems: [
        inBase(
          "github.reviewers",
          '["jdoe"]',
          `none: ${noProtection(plan)}`,
          "Make the repository public, use GitHub Enterprise, or remove the reviewers.",
        ),
        inBase(
          "github.waitMinutes",
          "5",
          `0: ${noProtection(plan)}`,
          "Make the repository public, use GitHub Enterprise, or set it to 0.",
        ),
      ],
    })),
    {
      when: "reviewers and waiting where the bindings stand in the repository",
      patch: github({ bindings: "repository", reviewers: ["jdoe"], waitMinutes: 5 }),
      problems: [
        inBase(
          "github.reviewers",
          '["jdoe"]',
          `none: ${noEnvironment}`,
          "Write bindings: environment, or remove the reviewers.",
        ),
        inBase("github.waitMinutes", "5", `0: ${noEnvironment}`, "Write bindings: environment, or set it to 0."),
      ],
    },
    {
      when: "environments in a private repository of the plan pro",
      patch: github({ plan: "pro", visibility: "private", bindings: "environment" }),
      problems: [],
    },
    {
      when: "bindings: auto in a private repository of the free plan",
      patch: github({ visibility: "private" }),
      problems: [],
    },
    {
      when: "environments in a private repository of the free plan",
      patch: github({ visibility: "private", bindings: "environment" }),
      problems: [
        inBase(
          "github.bindings",
          '"environment"',
          "repository or auto: GitHub Free has no environments in private repositories",
          "Write auto; the names then get the stage's prefix.",
        ),
      ],
    },
    { when: "six reviewers", patch: github({ reviewers: ["a", "b", "c", "d", "e", "f"] }), problems: [] },
    {
      when: "seven reviewers",
      patch: github({ reviewers: ["a", "b", "c", "d", "e", "f", "g"] }),
      problems: [
        inBase(
          "github.reviewers",
          '["a","b","c","d","e","f","g"]',
          "at most 6 users and teams",
          "Put the people into a team and name it as team:slug.",
        ),
      ],
    },
  ]);
});
