import { expect } from "chai";
import { parseAccountConfig } from "../../../core/config/account.ts";
import { base, inBase } from "./example.ts";

const FILES = { base: "Pulumi.yaml", stage: "Pulumi.account.yaml" };
const parseAccount = (patch: unknown, overrides: unknown = {}) =>
  parseAccountConfig({ base: base(patch), overrides, files: FILES });
const problemsOf = (patch: unknown, overrides: unknown = {}) => {
  const parsed = parseAccount(patch, overrides);
  return parsed.ok ? [] : parsed.problems;
};

const DEV = { name: "dev", stack: "dev", aliases: [] };
const PROD = { name: "prod", stack: "prod", aliases: [] };

describe("parsing the account stack's configuration", () => {
  it("holds what exists once per account, for all stages", () => {
    const parsed = parseAccount({
      vercel: { projects: { web: { previews: { stages: ["dev"] } } } },
      monitoring: {
        emails: ["jdoe@example.com"],
        budget: { monthlyUsd: 1 },
        throttleAlarms: { stages: ["prod"] },
        relay: "lambda",
        webhookSecretGeneration: 2,
        chat: true,
      },
      pipelines: {
        etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["prod"] },
        sync: { workflow: "sync.yml", everyMinutes: 30, silentAfterMinutes: 480 },
      },
    });
    expect(parsed).to.deep.equal({
      ok: true,
      config: {
        app: "shop",
        stages: [DEV, PROD],
        github: {
          owner: "acme",
          repository: "shop",
          plan: "free",
          visibility: "public",
          bindings: "environment",
          reviewers: [],
          waitMinutes: 0,
        },
        vercel: {
          plan: "hobby",
          team: null,
          deploy: "branch",
          projects: { web: { framework: null, rootDirectory: null, domains: [], previews: false } },
        },
        aws: { region: "eu-central-1", accountId: null, accountStack: "account" },
        monitoring: {
          emails: ["jdoe@example.com"],
          budget: { monthlyUsd: 1, actualPercent: [80, 100], forecastPercent: [100], perStage: false },
          throttleAlarmLayers: [],
          systemErrorOperations: [],
          heartbeatMetric: true,
          relay: "lambda",
          webhookSecretGeneration: 2,
          chat: true,
        },
        pipelines: {
          etl: { workflow: "etl.yml", stages: ["prod"] },
          sync: { workflow: "sync.yml", stages: ["dev", "prod"] },
        },
      },
    });
  });

  it("takes the stages that live in this account, where its own file names them", () => {
    const parsed = parseAccount(
      {},
      { stages: ["prod"], aws: { accountId: "123456789012", accountStack: "account-prod" } },
    );
    expect(parsed.ok && parsed.config.stages).to.deep.equal([PROD]);
    expect(parsed.ok && parsed.config.aws.accountId).to.equal("123456789012");
  });

  it("objects to stages that the base does not have", () => {
    expect(problemsOf({}, { stages: ["prd", 7] })).to.deep.equal([
      {
        path: "stagekeeper:stage.stages[0]",
        file: "Pulumi.account.yaml",
        given: '"prd"',
        allowed: "a stage of the base: dev or prod",
        next: "Did you mean prod?",
      },
      {
        path: "stagekeeper:stage.stages[1]",
        file: "Pulumi.account.yaml",
        given: "7",
        allowed: "a stage of the base: dev or prod",
        next: "Correct it in Pulumi.account.yaml.",
      },
    ]);
    expect(problemsOf({}, { stages: "prod" })).to.deep.equal([]);
  });

  it("objects to whatever is wrong in the base", () => {
    expect(problemsOf({ github: { plan: "fre" } })).to.deep.equal([
      inBase("github.plan", '"fre"', "free, pro, team or enterprise", "Did you mean free?"),
    ]);
  });

  it("objects to role names that are too long in any stage", () => {
    expect(problemsOf({ app: "a".repeat(50) }).map(({ given, allowed }) => [given, allowed])).to.deep.equal([]);
    expect(problemsOf({ app: "a".repeat(53) }).map(({ given, allowed }) => [given, allowed])).to.deep.equal([
      [`"${"a".repeat(53)}-prod-inspect"`, "an IAM role's name of 1 to 64 characters; this one has 66"],
    ]);
  });
});
