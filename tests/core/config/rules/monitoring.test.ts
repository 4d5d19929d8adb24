import { expect } from "chai";
import { parseAccountConfig } from "../../../../core/config/account.ts";
import { base, inBase, inStage } from "../example.ts";
import { ruleCases } from "./table.ts";

const MOST = "at most 10 alarm metrics in an AWS account: each further one costs 0.10 USD a month";
const FEWER =
  "Name fewer stages in pipelines and throttleAlarms, fewer layers, or fewer operations in throttleAlarms.systemErrors.";

/** So many pipelines, in all stages or those named. */
const pipelines = (count: number, stages?: readonly string[]) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const pipeline = { workflow: `p${index}.yml`, everyMinutes: 30, silentAfterMinutes: 480 };
      return [`p${index}`, { ...pipeline, ...(stages && { stages }) }];
    }),
  );
const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}-heartbeat 1`).join(", ");
const tables = (count: number) => ({
  lake: { tables: Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, { hashKey: "pk" }])) },
});

describe("rules for monitoring", () => {
  ruleCases([
    {
      when: "ten alarm metrics of all stages and the relay",
      patch: {
        pipelines: pipelines(1, ["prod"]),
        monitoring: { throttleAlarms: { stages: ["dev", "prod"] }, relay: "lambda" },
      },
      problems: [],
    },
    { when: "ten pipelines in one stage", patch: { pipelines: pipelines(10, ["prod"]) }, problems: [] },
    {
      when: "eleven pipelines in one stage",
      patch: { pipelines: pipelines(11, ["prod"]) },
      problems: [inBase("monitoring", `"11 alarm metrics: prod 11 (${names(11)})"`, MOST, FEWER)],
    },
    {
      when: "pipelines that are few in each stage and many in the account",
      patch: { pipelines: pipelines(6) },
      problems: [inBase("monitoring", `"12 alarm metrics: dev 6 (${names(6)}) + prod 6 (${names(6)})"`, MOST, FEWER)],
    },
    {
      when: "one alarm too many because of the relay",
      patch: { pipelines: pipelines(10, ["dev"]), monitoring: { relay: "lambda" } },
      problems: [
        inBase(
          "monitoring",
          `"11 alarm metrics: dev 10 (${names(10)}) + account 1 (relay-invocations 1)"`,
          MOST,
          FEWER,
        ),
      ],
    },
    {
      when: "alarms of tables, each counted by its metrics",
      patch: {
        warehouse: tables(2),
        monitoring: { throttleAlarms: { stages: ["prod"], systemErrors: ["Query", "Scan", "GetItem", "PutItem"] } },
      },
      problems: [
        inBase(
          "monitoring",
          '"18 alarm metrics: prod 18 (facts-throttled 2, t0-throttled 2, t1-throttled 2, facts-system-errors 4, t0-system-errors 4, t1-system-errors 4)"',
          MOST,
          FEWER,
        ),
      ],
    },
    {
      when: "pipelines that ping a URL, however many",
      patch: {
        pipelines: Object.fromEntries(
          Object.entries(pipelines(20)).map(([name, pipeline]) => [name, { ...pipeline, heartbeat: "url" }]),
        ),
      },
      problems: [],
    },
    {
      when: "a stage in an account of its own, whose alarms count there alone",
      patch: { pipelines: pipelines(6) },
      more: { overrides: { aws: { accountId: "222222222222", accountStack: "account-prod" } } },
      problems: [],
    },
    {
      when: "another stage in an account of its own, where its file was read",
      patch: { pipelines: pipelines(6) },
      more: { allOverrides: { dev: { aws: { accountId: "222222222222", accountStack: "account-dev" } } } },
      problems: [],
    },
    {
      when: "what another stage's file adds, where it was read",
      patch: { pipelines: pipelines(5) },
      more: { allOverrides: { dev: { monitoring: { throttleAlarms: { systemErrors: [] } } } } },
      problems: [
        inBase(
          "monitoring",
          `"12 alarm metrics: dev 7 (${names(5)}, facts-throttled 2) + prod 5 (${names(5)})"`,
          MOST,
          FEWER,
        ),
      ],
    },
  ]);

  ruleCases([
    {
      when: "alarms in the base's region",
      patch: { pipelines: pipelines(1) },
      more: { overrides: { aws: { region: "eu-central-1" } } },
      problems: [],
    },
    {
      when: "another region without alarms",
      patch: { pipelines: pipelines(1, ["dev"]) },
      more: { overrides: { aws: { region: "us-east-1" } } },
      problems: [],
    },
    {
      when: "alarms in another region than the account stack that all share",
      patch: { pipelines: pipelines(1) },
      more: { overrides: { aws: { region: "us-east-1" } } },
      problems: [
        inStage(
          "aws.region",
          '"us-east-1"',
          "eu-central-1, as the base has it: alarms reach a topic of their own region only, and that of account is there",
          "Write the region in the base, give the stage an account stack of its own (aws.accountStack), or remove its alarms.",
        ),
      ],
    },
    {
      when: "alarms in another region with an account stack there",
      patch: { pipelines: pipelines(1) },
      more: { overrides: { aws: { region: "us-east-1", accountStack: "account-us" } } },
      problems: [],
    },
    {
      when: "ten thresholds",
      patch: { monitoring: { budget: { monthlyUsd: 1, actualPercent: [1, 2, 3, 4, 5, 6, 7, 8, 9] } } },
      problems: [],
    },
    {
      when: "eleven thresholds",
      patch: { monitoring: { budget: { monthlyUsd: 1, actualPercent: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } } },
      problems: [
        inBase(
          "monitoring.budget",
          '"11 thresholds"',
          "at most 10 thresholds, actual and forecast together: a budget at AWS takes no more",
          "Remove some.",
        ),
      ],
    },
    {
      when: "a budget that tells nobody",
      patch: { monitoring: { budget: { monthlyUsd: 1, actualPercent: [], forecastPercent: [] } } },
      problems: [
        inBase(
          "monitoring.budget",
          '"no threshold"',
          "at least one percentage in actualPercent or forecastPercent",
          "Add one, or remove the budget.",
        ),
      ],
    },
    {
      when: "a threshold twice",
      patch: { monitoring: { budget: { monthlyUsd: 1, actualPercent: [50, 80, 50], forecastPercent: [50] } } },
      problems: [inBase("monitoring.budget.actualPercent[2]", "50", "each percentage once", "Remove it.")],
    },
    {
      when: "an address twice",
      patch: { monitoring: { emails: ["a@example.com", "b@example.com", "a@example.com"] } },
      problems: [inBase("monitoring.emails[2]", '"a@example.com"', "each address once", "Remove it.")],
    },
    { when: "a chat that the relay posts to", patch: { monitoring: { relay: "lambda", chat: true } }, problems: [] },
    {
      when: "a chat without the relay",
      patch: { monitoring: { relay: "workflow", chat: true } },
      problems: [
        inBase(
          "monitoring.chat",
          "true",
          "true only with relay: lambda, which posts to the chat",
          "Write relay: lambda, or remove chat.",
        ),
      ],
    },
  ]);

  it("counts for the account stack the stages that live there", () => {
    const parse = (overrides: object) =>
      parseAccountConfig({
        base: base({ pipelines: pipelines(6) }),
        overrides,
        files: { base: "Pulumi.yaml", stage: "Pulumi.account.yaml" },
      });
    expect(parse({ stages: ["prod"] }).ok).to.equal(true);
    const all = parse({});
    expect(all.ok ? [] : all.problems.map(({ allowed }) => allowed)).to.deep.equal([MOST]);
  });
});
