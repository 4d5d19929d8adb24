import { inBase, inStage } from "../example.ts";
import { ruleCases } from "./table.ts";

const oneWord = (word: string, owner: string) => `a word that means one stage; ${word} means ${owner} already`;
const ownStack = (stack: string, owner: string) => `a stack of its own; ${stack} belongs to ${owner}`;

describe("rules for stages", () => {
  ruleCases([
    {
      when: "stages with stacks and aliases of their own",
      patch: { stages: ["dev", { name: "prod", stack: "acme/shop/prod-eu", aliases: ["live"] }] },
      problems: [],
    },
    {
      when: "a stage named twice",
      patch: { stages: ["dev", "dev", "prod"] },
      problems: [inBase("stages[1]", '"dev"', oneWord("dev", "dev"), "Rename or remove one dev.")],
    },
    {
      when: "an alias that is another stage's name in other letters",
      patch: { stages: ["dev", { name: "prod", aliases: ["DEV"] }] },
      problems: [inBase("stages[1]", '"DEV"', oneWord("DEV", "dev"), "Rename or remove one DEV.")],
    },
    {
      when: "two stages in one stack",
      patch: {
        stages: [
          { name: "dev", stack: "acme/shop/main" },
          { name: "prod", stack: "main" },
        ],
      },
      problems: [inBase("stages[1]", '"main"', ownStack("main", "stage dev"), "Give prod another stack.")],
    },
    {
      when: "a stage in the account's stack",
      patch: { stages: ["account", "prod"] },
      problems: [inBase("stages[0]", '"account"', ownStack("account", "the account"), "Give account another stack.")],
    },
    {
      when: "lists that name stages of the configuration",
      patch: {
        pipelines: { etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 60, stages: ["prod"] } },
        monitoring: { throttleAlarms: { stages: ["prod"] } },
        vercel: { projects: { web: { previews: { stages: ["dev"] } } } },
        parity: { allow: [{ path: "x", stages: ["dev"], reason: "why", owner: "jdoe" }] },
      },
      problems: [],
    },
    {
      when: "every list that names a stage which does not exist",
      patch: {
        pipelines: { etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 60, stages: ["prod", "prd"] } },
        monitoring: { throttleAlarms: { stages: ["production"] } },
        vercel: { projects: { web: { previews: { stages: ["DEV"] } } } },
        parity: { allow: [{ path: "x", stages: ["qa"], reason: "why", owner: "jdoe" }] },
      },
      problems: [
        inBase("pipelines.etl.stages[1]", '"prd"', "a stage: dev or prod", "Did you mean prod?"),
        inBase("monitoring.throttleAlarms.stages[0]", '"production"', "a stage: dev or prod"),
        inBase("vercel.projects.web.previews.stages[0]", '"DEV"', "a stage: dev or prod", "Did you mean dev?"),
        inBase("parity.allow[0].stages[0]", '"qa"', "a stage: dev or prod"),
      ],
    },
    {
      when: "what is the same for all stages in a stage's file",
      patch: {},
      more: { overrides: { app: "other", stages: ["prod"], parity: { allow: [] } } },
      problems: [
        inStage("app", '"other"', "nothing: app is the same for all stages", "Move app to stagekeeper:base."),
        inStage("stages", '["prod"]', "nothing: stages is the same for all stages", "Move stages to stagekeeper:base."),
        inStage(
          "parity",
          '{"allow":[]}',
          "nothing: parity is the same for all stages",
          "Move parity to stagekeeper:base.",
        ),
      ],
    },
  ]);
});
