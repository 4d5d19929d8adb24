import { inBase } from "../example.ts";
import { ruleCases } from "./table.ts";

const variables = (map: object) => ({ variables: map });
const secrets = (map: object) => ({ secrets: map });
const toGitHub = { value: "x", to: ["github"] };
const toVercel = { value: "x", to: ["vercel.web"] };
const inRepository = { github: { visibility: "private" } };
const named = (count: number, declaration: object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, declaration]));

describe("rules for how many and how large", () => {
  const secret = { to: ["github"] };
  ruleCases([
    { when: "100 secrets in an environment", patch: secrets(named(100, secret)), problems: [] },
    {
      when: "101 secrets and 101 variables in an environment",
      patch: { ...secrets(named(101, secret)), ...variables(named(101, toGitHub)) },
      problems: [
        inBase(
          "variables",
          '"101 variables"',
          "at most 100 variables in one environment at GitHub",
          "Remove some, or deliver them to Vercel only.",
        ),
        inBase(
          "secrets",
          '"101 secrets"',
          "at most 100 secrets in one environment at GitHub",
          "Remove some, or deliver them to Vercel only.",
        ),
      ],
    },
    {
      when: "50 prefixed secrets for each of two stages",
      patch: { ...inRepository, ...secrets(named(50, secret)) },
      problems: [],
    },
    {
      when: "51 prefixed secrets for each of two stages",
      patch: { ...inRepository, ...secrets(named(51, secret)) },
      problems: [
        inBase(
          "secrets",
          '"102 secrets (51 for each of 2 stages)"',
          "at most 100 secrets in one repository at GitHub",
          "Remove some, or deliver them to Vercel only.",
        ),
      ],
    },
    { when: "more secrets at Vercel", patch: secrets(named(150, { to: ["vercel.web"] })), problems: [] },
    {
      when: "a value of 48 KiB at GitHub",
      patch: variables({ X: { ...toGitHub, value: "x".repeat(49_152) } }),
      problems: [],
    },
    {
      when: "a longer value at GitHub, counted in bytes",
      patch: variables({ X: { ...toGitHub, value: "ü".repeat(24_577) } }),
      problems: [
        inBase("variables.X.value", '"49154 bytes"', "at most 48 KiB at GitHub", "Shorten it, or keep it in a file."),
      ],
    },
    {
      when: "values that fill a Vercel deployment",
      patch: variables({
        A: { ...toVercel, value: "x".repeat(40_000) },
        B: { ...toVercel, value: "x".repeat(30_000) },
      }),
      problems: [
        inBase(
          "vercel.projects.web",
          '"70002 bytes of names and plain values"',
          "at most 64 KiB of variables in a Vercel deployment",
          "Shorten values, or keep them in a file.",
        ),
      ],
    },
  ]);
});
