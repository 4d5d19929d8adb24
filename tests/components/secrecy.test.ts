import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import type { Registered } from "./support/evaluate.ts";
import { changedBase, EXAMPLE_SECRETS, evaluateStage } from "./support/example.ts";

describe("secrets", () => {
  it("are secret at every place that they reach", async () => {
    const { resources } = await evaluateStage("prod");

    expect(sinks(resources, (value) => "secret" in value)).to.deep.equal([
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret::OPENAI_API_KEY value",
      "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable::DATABASE_URL value",
      "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable::OPENAI_API_KEY value",
    ]);
    const canaries = Object.values(EXAMPLE_SECRETS);
    const inClear = JSON.stringify(resources.map(({ inputs }) => withoutSecrets(inputs)));
    expect(canaries.filter((canary) => inClear.includes(canary))).to.deep.equal([]);
  });

  it("stay secret in the outputs that providers return", async () => {
    const { resources } = await evaluateStage("prod");

    const secret = resources.filter(({ address }) => /Secret::|Variable::(OPENAI_API_KEY|DATABASE_URL)/.test(address));
    expect(secret).to.have.lengthOf(3);
    expect(secret.filter(({ secretOutputs }) => !secretOutputs.includes("value"))).to.deep.equal([]);
  });

  it("may look like numbers or flags, which Pulumi's configuration stores as such", async () => {
    const { resources } = await evaluateStage("prod", {
      config: { secrets: { OPENAI_API_KEY: 1234, DATABASE_URL: true } },
    });

    const values = resources.flatMap(({ inputs }) => (isSecret(inputs["value"]) ? [inputs["value"].secret] : []));
    expect(new Set(values)).to.deep.equal(new Set(["1234", "true"]));
  });

  it("come from the environment where the declaration says so", async () => {
    const base = changedBase({ secrets: { OPENAI_API_KEY: { to: ["github"], from: "env" } } });
    const { resources } = await evaluateStage("prod", {
      config: { base, secrets: { DATABASE_URL: "canary-database" } },
      environment: { STAGEKEEPER_SECRET_PROD_OPENAI_API_KEY: "canary-environment" },
    });

    const [secret] = resources.filter(({ address }) => address.endsWith("ActionsEnvironmentSecret::OPENAI_API_KEY"));
    expect(secret?.inputs["value"]).to.deep.equal({ secret: "canary-environment" });
  });
});

describe("plain variables", () => {
  it("stay plain, inputs and outputs, though the Vercel SDK marks every value secret", async () => {
    const { resources } = await evaluateStage("prod");

    const plain = resources.filter(({ address }) => /Variable::(LOG_LEVEL|FACTS_TABLE)$/.test(address));
    expect(plain.map(({ inputs }) => inputs["value"]).sort()).to.deep.equal([
      "agent-ops-prod-facts",
      "agent-ops-prod-facts",
      "info",
      "info",
    ]);
    expect(plain.flatMap(({ secretOutputs }) => secretOutputs)).to.deep.equal([]);
  });

  it("stay secret where an output of the program's own is", async () => {
    const base = changedBase({ variables: { QUEUE_URL: { from: "extra.queue.url", to: ["vercel.web"] } } });
    const outputs = { queue: { url: pulumi.secret("canary-output") } };
    const { resources } = await evaluateStage("prod", { config: { base } }, { outputs });

    const [variable] = resources.filter(({ address }) => address.endsWith("::QUEUE_URL"));
    expect(variable?.inputs["value"]).to.deep.equal({ secret: "canary-output" });
  });
});

describe("credentials", () => {
  it("reach no provider as an argument, though the GitHub SDK copies its token there", async () => {
    const { resources } = await evaluateStage("prod");

    expect(JSON.stringify(resources)).not.to.include("credential-of-");
    const providers = resources.filter(({ address }) => address.startsWith("pulumi:providers:"));
    expect(providers).to.have.lengthOf(4);
    const keys = new Set(providers.flatMap(({ inputs }) => Object.keys(inputs)));
    expect([...keys].sort()).to.deep.equal([
      "baseUrl",
      "owner",
      "region",
      "skipCredentialsValidation",
      "skipRegionValidation",
    ]);
  });

  it("do not include the account that AWS is limited to", async () => {
    const { resources } = await evaluateStage("prod", {
      config: { base: changedBase({ aws: { accountId: "123456789012" } }) },
    });

    const limits = resources.flatMap(({ address, inputs }) =>
      "allowedAccountIds" in inputs ? [[address, inputs["allowedAccountIds"]]] : [],
    );
    expect(limits).to.deep.equal([["pulumi:providers:aws::aws", '["123456789012"]']]);
  });
});

type SecretValue = { readonly secret: unknown };

function isSecret(value: unknown): value is SecretValue {
  return typeof value === "object" && value !== null && "secret" in value;
}

function sinks(resources: readonly Registered[], matches: (value: object) => boolean): readonly string[] {
  return resources
    .flatMap(({ address, inputs }) =>
      Object.entries(inputs)
        .filter(([, value]) => typeof value === "object" && value !== null && matches(value))
        .map(([key]) => `${address} ${key}`),
    )
    .sort();
}

function withoutSecrets(inputs: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isSecret(value)));
}
