import { expect } from "chai";

import { vercelRegion } from "../../../components/vercel/regions.ts";
import { resourceAt } from "../support/evaluate.ts";
import { changedBase, evaluateStage, replacedBase } from "../support/example.ts";
import { withPolicies } from "../support/inputs.ts";

const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";

describe("a Vercel project", () => {
  it("uses the issuer of its team, which the runtime role trusts", async () => {
    const evaluation = await evaluateStage("prod", { config: { base: changedBase({ vercel: { team: "acme" } }) } });

    const project = resourceAt(evaluation, "vercel:index/project:Project::web");
    expect(project.inputs["oidcTokenConfig"]).to.deep.equal({ issuerMode: "team" });
    expect(resourceAt(evaluation, "pulumi:providers:vercel::vercel").inputs).to.deep.equal({ team: "acme" });
    const { inputs } = resourceAt(evaluation, "aws:iam/role:Role::runtime");
    expect(JSON.stringify(withPolicies(inputs)["assumeRolePolicy"]))
      .to.include("oidc-provider/oidc.vercel.com/acme")
      .and.include('"oidc.vercel.com/acme:sub":"owner:acme:project:agent-ops-web-prod:environment:production"');
  });

  it("has its root directory and no framework where the configuration says so", async () => {
    const base = changedBase({ vercel: { projects: { web: { framework: null, rootDirectory: "apps/web" } } } });
    const { inputs } = resourceAt(
      await evaluateStage("prod", { config: { base } }),
      "vercel:index/project:Project::web",
    );

    expect(inputs).to.include({ rootDirectory: "apps/web" });
    expect(inputs).not.to.have.property("framework");
  });

  it("has its domains, under names that are the same in every stage", async () => {
    const stage = {
      vercel: { projects: { web: { domains: ["dev.example.com", "example-dev.org", "devices.example.com"] } } },
    };
    const evaluation = await evaluateStage("dev", { config: { stage } });

    const domain = (name: string) => resourceAt(evaluation, `vercel:index/projectDomain:ProjectDomain::${name}`).inputs;
    expect(domain("<stage>.example.com")).to.deep.equal({ projectId: "web-id", domain: "dev.example.com" });
    expect(domain("example-<stage>.org")).to.include({ domain: "example-dev.org" });
    expect(domain("devices.example.com")).to.include({ domain: "devices.example.com" });
  });

  it("runs beside the tables where Vercel has a region there, else where Vercel chooses", async () => {
    expect(vercelRegion("us-east-1")).to.equal("iad1");
    expect(vercelRegion("eu-south-2")).to.equal(null);

    const evaluation = await evaluateStage("prod", {
      config: { base: changedBase({ aws: { region: "eu-south-2" } }) },
    });
    const { inputs } = resourceAt(evaluation, "vercel:index/project:Project::web");
    expect(inputs).not.to.have.property("resourceConfig");
  });
});

describe("a Vercel variable", () => {
  it("goes before its successor comes, because Vercel refuses two of one key", async () => {
    const { resources } = await evaluateStage("prod");

    const variables = resources.filter(({ address }) => address.startsWith(VARIABLE));
    expect(variables.map(({ deleteBeforeReplace }) => deleteBeforeReplace)).to.deep.equal([true, true, true, true]);
  });

  it("never goes to the target development", async () => {
    for (const stack of ["dev", "prod"]) {
      const { resources } = await evaluateStage(stack);
      const targets = resources.flatMap(({ inputs }) => inputs["targets"] ?? []);
      expect(new Set(targets)).to.deep.equal(new Set(stack === "dev" ? ["preview", "production"] : ["production"]));
    }
  });

  it("keeps the binding's name in the first project that it goes to, and names the others", async () => {
    const base = replacedBase({
      vercel: { projects: { web: {}, admin: {} } },
      variables: {
        LOG_LEVEL: { value: "info", to: ["github", "vercel.web", "vercel.admin"] },
        THEME: { value: "dark", to: ["vercel.admin"] },
      },
      secrets: {},
    });
    const evaluation = await evaluateStage("prod", { config: { base, secrets: {} } });

    const variables = evaluation.resources.filter(({ address }) => address.startsWith(VARIABLE));
    const places = variables.map(({ address, inputs }) => [address, inputs["projectId"], inputs["key"]]);
    expect(places.sort()).to.deep.equal([
      [`${VARIABLE}::LOG_LEVEL`, "web-id", "LOG_LEVEL"],
      [`${VARIABLE}::THEME`, "admin-id", "THEME"],
      [`${VARIABLE}::admin.LOG_LEVEL`, "admin-id", "LOG_LEVEL"],
    ]);
    expect(new Set(evaluation.resources.map(({ urn }) => urn)).size).to.equal(evaluation.resources.length);
  });
});
