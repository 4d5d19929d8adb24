import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect } from "chai";

import { isAccountStack, Stage, stageFromConfig } from "../../components/entry.ts";
import { parseStageConfig } from "../../core/config/parse.ts";
import type { StageConfig } from "../../core/config/types.ts";
import { evaluate, resourceAt, type Setting } from "./support/evaluate.ts";
import { changedBase, EXAMPLE_BASE, EXAMPLE_SECRETS, evaluateStage, type Json } from "./support/example.ts";
import { valuesOf } from "./support/inputs.ts";

describe("stageFromConfig", () => {
  it("shows everything that is wrong with the configuration at once, without a stack", async () => {
    const message = await refusal({ base: changedBase({ github: { plan: "gratis" }, vercel: { teem: "acme" } }) });

    expect(message).to.include("The configuration has 2 problems:");
    expect(message).to.include("stagekeeper:base.github.plan").and.include('"gratis"');
    expect(message).to.include("stagekeeper:base.vercel.teem").and.include("team");
  });

  it("names the command that sets a missing secret", async () => {
    const message = await refusal({ secrets: { OPENAI_API_KEY: "canary-openai", DATABASE_URL: "" } });

    expect(message).to.include("pulumi config set --stack prod --secret --path 'stagekeeper:secrets.DATABASE_URL'");
    expect(message).not.to.include("canary");
  });

  it("takes a stack without any secret as one that has none yet", async () => {
    const message = await refusal({ secrets: null });

    expect(message).to.include("stagekeeper:secrets.OPENAI_API_KEY").and.include("stagekeeper:secrets.DATABASE_URL");
  });

  it("refuses a secret in the environment that is not declared there", async () => {
    const environment = { STAGEKEEPER_SECRET_PROD_DATABASE_URL: "canary-environment" };
    const message = await refusal({}, { environment });

    expect(message).to.include("STAGEKEEPER_SECRET_PROD_DATABASE_URL").and.not.to.include("canary");
  });

  it("refuses a stack that the configuration does not name, and a project without configuration", async () => {
    expect(await refusal({}, { stack: "prd" })).to.include("Did you mean prod?");
    expect(await refusal({ base: undefined, stage: undefined })).to.include("Pulumi.yaml");
  });

  it("refuses from: with an output that the program does not add, and suggests the one it does", async () => {
    const base = changedBase({ variables: { QUEUE_URL: { from: "extra.queue.uri", to: ["vercel.web"] } } });
    const config = { base, stage: {}, secrets: EXAMPLE_SECRETS };
    const error = await failure({ stack: "prod", config }, () => stageFromConfig({ outputs: { queue: { url: "x" } } }));

    expect(error.message).to.include("extra.queue.url");
  });

  it("lets a stage override what the base says", async () => {
    const evaluation = await evaluateStage("dev", { config: { stage: { github: { waitMinutes: 5 } } } });

    const environment = resourceAt(evaluation, "github:index/repositoryEnvironment:RepositoryEnvironment::environment");
    expect(environment.inputs["waitTimer"]).to.equal(5);
  });
});

describe("a program with resources of its own", () => {
  it("delivers its queue's URL to Vercel through from: extra.queue.url", async () => {
    const base = changedBase({ variables: { QUEUE_URL: { from: "extra.queue.url", to: ["vercel.web"] } } });
    const config = { base, stage: {}, secrets: EXAMPLE_SECRETS };
    const evaluation = await evaluate({ stack: "prod", config }, ownQueue);

    const url = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs";
    const address = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable::QUEUE_URL";
    const variable = resourceAt(evaluation, address);
    expect(variable.inputs).to.include({ value: url, sensitive: false });
    expect(variable.dependencies).to.include(resourceAt(evaluation, "aws:sqs/queue:Queue::jobs").urn);
    expect(await valuesOf(evaluation.result.outputs)).to.include({ "extra.queue.url": url });
  });

  it("is the one in the documentation", () => {
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    expect(read("docs/components.md")).to.include(read("tests/components/examples/own-queue.ts"));
  });

  it("builds upon the roles of the stage", async () => {
    const { result } = await evaluateStage("prod");

    expect(await valuesOf({ pipeline: result.roles.pipeline.name, runtime: result.roles.runtime.name })).to.deep.equal({
      pipeline: "agent-ops-prod-pipeline",
      runtime: "agent-ops-prod-runtime",
    });
  });
});

describe("a Stage that is put together by hand", () => {
  it("refuses a declared secret without a value", async () => {
    const { result } = await evaluateStage("prod");
    expect(result).to.be.instanceOf(Stage);

    const config = await parsedExample();
    const setting = { stack: "prod", config: {} };
    const error = await failure(setting, () => new Stage("agent-ops", { config, secrets: {} }));
    expect(error.message).to.equal("The secret OPENAI_API_KEY is declared, but the stage was given no value for it.");
  });

  it("refuses from: with an output that the stage does not have, and lists those it has", async () => {
    const config = await parsedExample();
    const source = { kind: "output", path: "extra.queue.url" } as const;
    const changed = { ...config, secrets: {}, variables: { QUEUE_URL: { source, to: [{ kind: "github" } as const] } } };
    const setting = { stack: "prod", config: {} };
    const error = await failure(setting, () => new Stage("agent-ops", { config: changed, secrets: {} }));

    expect(error.message).to.include(
      "The variable QUEUE_URL is `from: extra.queue.url`, which this stage does not have.",
    );
    expect(error.message).to.include("\n  warehouse.production.tables.facts.name\n");
  });
});

describe("the account stack", () => {
  it("is the one that aws.accountStack names, by default account", async () => {
    expect(await isAccount("account", EXAMPLE_BASE)).to.equal(true);
    expect(await isAccount("prod", EXAMPLE_BASE)).to.equal(false);
    const base = changedBase({ aws: { accountStack: "shared" } });
    expect(await isAccount("shared", base)).to.equal(true);
    expect(await isAccount("account", base)).to.equal(false);
  });
});

/** Evaluates a user's program, on the modules that this test has loaded too. */
function ownQueue(): typeof import("./examples/own-queue.ts") {
  return createRequire(import.meta.url)("./examples/own-queue.ts");
}

async function isAccount(stack: string, base: Json): Promise<boolean> {
  const { result } = await evaluate({ stack, config: { base } }, isAccountStack);
  return result;
}

/** The message with which stageFromConfig stops. */
async function refusal(config: Json, setting: Partial<Setting> = {}): Promise<string> {
  const whole = { base: EXAMPLE_BASE, stage: {}, secrets: EXAMPLE_SECRETS, ...config };
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
  const error = await failure({ stack: "prod", ...setting, config: given }, stageFromConfig);
  expect(error).to.have.property("__pulumiRunError", true);
  return error.message;
}

async function failure(setting: Setting, program: () => unknown): Promise<Error> {
  try {
    await evaluate(setting, program);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("the program did not stop");
}

async function parsedExample(): Promise<StageConfig> {
  const files = { base: "Pulumi.yaml", stage: "Pulumi.prod.yaml" };
  const parsed = parseStageConfig({ base: EXAMPLE_BASE, overrides: {}, stage: "prod", files });
  if (!parsed.ok) throw new Error("the example does not parse");
  return parsed.config;
}
