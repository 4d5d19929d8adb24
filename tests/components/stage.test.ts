import { expect } from "chai";
import { resourceAt } from "./support/evaluate.ts";
import { changedBase, evaluateStage, exampleOverrides } from "./support/example.ts";
import { type ExpectedStage, expectedStage } from "./support/expected-stage.ts";
import { inputsByAddress, valuesOf } from "./support/inputs.ts";

const EXAMPLE: readonly ExpectedStage[] = [
  { stage: "dev", logLevel: "debug", previews: true, bindings: "environment" },
  { stage: "staging", logLevel: "info", previews: false, bindings: "environment" },
  { stage: "prod", logLevel: "info", previews: false, bindings: "environment" },
];

describe("a stage", () => {
  for (const expected of EXAMPLE) {
    it(`is exactly this in the example's ${expected.stage}`, async () => {
      const evaluation = await evaluateStage(expected.stage, { config: { stage: exampleOverrides(expected.stage) } });

      expect(evaluation.errors).to.deep.equal([]);
      expect(inputsByAddress(evaluation)).to.deep.equal(expectedStage(expected));
    });
  }

  for (const stage of ["dev", "qa", "staging", "prod"]) {
    it(`is exactly this in ${stage} of a private repository on the free plan, with one more stage`, async () => {
      const base = changedBase({ stages: ["dev", "qa", "staging", "prod"], github: { visibility: "private" } });
      const evaluation = await evaluateStage(stage, { config: { base } });

      expect(evaluation.errors).to.deep.equal([]);
      const expected = { stage, logLevel: "info", previews: stage === "dev", bindings: "repository" } as const;
      expect(inputsByAddress(evaluation)).to.deep.equal(expectedStage(expected));
    });
  }

  it("has the same addresses in every stage but for the alarms that lists name, none of which names the stage", async () => {
    const [dev, staging, prod] = await inOrder(["dev", "staging", "prod"], async (stack) => {
      const { resources } = await evaluateStage(stack);
      return resources.map(({ address }) => address).sort();
    });

    expect(dev).to.have.lengthOf(54);
    expect(staging).to.deep.equal(dev);
    expect(prod?.filter((address) => !address.includes("MetricAlarm"))).to.deep.equal(dev);
    const logicalNames = dev?.map((address) => address.slice(address.indexOf("::") + 2)) ?? [];
    expect(logicalNames.filter((name) => /(^|[^a-z])(dev|staging|prod)([^a-z]|$)/.test(name))).to.deep.equal([]);
  });

  it("keeps its own inputs and those of its parts empty, because they land in state", async () => {
    const { resources } = await evaluateStage("prod");

    const parts = resources.filter(({ address }) => address.startsWith("stagekeeper:"));
    expect(parts.flatMap(({ inputs }) => Object.keys(inputs))).to.deep.equal([]);
  });

  it("has outputs for everything that from: can name", async () => {
    const { result } = await evaluateStage("prod");

    const values = await valuesOf(result.outputs);
    expect(values).to.deep.include({
      "stage.name": "prod",
      "aws.region": "eu-central-1",
      "aws.accountId": "123456789012",
      "roles.pipeline.arn": "arn:aws:iam::123456789012:role/agent-ops-prod-pipeline",
      "roles.runtime.arn": "arn:aws:iam::123456789012:role/agent-ops-prod-runtime",
      "alerts.topic.arn": "arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts",
      "vercel.web.id": "web-id",
      "vercel.web.name": "agent-ops-web-prod",
      "warehouse.sandbox.tables.raw.name": "agent-ops-prod-raw",
      "warehouse.production.tables.facts.arn": "arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-prod-facts",
      "warehouse.production.buckets.published.name": "agent-ops-prod-published-123456789012",
      "warehouse.production.buckets.published.arn": "arn:aws:s3:::agent-ops-prod-published-123456789012",
    });
    expect(Object.keys(values)).to.have.lengthOf(20);
  });

  it("delivers outputs as bindings: a role to Vercel, a project's id to GitHub", async () => {
    const base = changedBase({
      variables: {
        AWS_ROLE_ARN: { from: "roles.runtime.arn", to: ["vercel.web"] },
        VERCEL_PROJECT_ID: { from: "vercel.web.id", to: ["github", "vercel.web"] },
      },
    });
    const evaluation = await evaluateStage("prod", { config: { base } });

    const vercel = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    const role = resourceAt(evaluation, `${vercel}::AWS_ROLE_ARN`);
    expect(role.inputs["value"]).to.equal("arn:aws:iam::123456789012:role/agent-ops-prod-runtime");
    const github = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
    expect(resourceAt(evaluation, `${github}::VERCEL_PROJECT_ID`).inputs["value"]).to.equal("web-id");
    expect(resourceAt(evaluation, `${vercel}::VERCEL_PROJECT_ID`).inputs["value"]).to.equal("web-id");
  });
});

/** One after another: evaluations in parallel would share Pulumi's configuration. */
async function inOrder<T, U>(items: readonly T[], run: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}
