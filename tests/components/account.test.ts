import { expect } from "chai";

import { type Account, accountFromConfig } from "../../components/entry.ts";
import { type Evaluation, evaluate, resourceAt } from "./support/evaluate.ts";
import { changedBase, EXAMPLE_BASE, type Json } from "./support/example.ts";
import { inputsByAddress, valuesOf, withPolicies } from "./support/inputs.ts";

const GITHUB = "token.actions.githubusercontent.com";

describe("an account", () => {
  it("has the identity providers of GitHub and Vercel, and for each stage two roles and a boundary", async () => {
    const evaluation = await evaluateAccount();

    expect(evaluation.errors).to.deep.equal([]);
    const stages = ["dev", "staging", "prod"];
    expect(Object.keys(inputsByAddress(evaluation)).sort()).to.deep.equal(
      [
        "pulumi:providers:aws::preflight",
        "pulumi:providers:aws::aws",
        "pulumi:providers:github::github",
        "stagekeeper:index:Account::agent-ops",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider::github",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider::vercel",
        ...stages.flatMap((stage) => [
          `stagekeeper:aws:AccountRoles::${stage}`,
          `aws:iam/policy:Policy::${stage}-deploy-boundary`,
          `aws:iam/role:Role::${stage}-deploy`,
          `aws:iam/role:Role::${stage}-inspect`,
          `aws:iam/rolePolicy:RolePolicy::${stage}-deploy`,
          `aws:iam/rolePolicy:RolePolicy::${stage}-inspect`,
        ]),
      ].sort(),
    );
  });

  it("protects all of it", async () => {
    const { resources } = await evaluateAccount();

    const atAws = resources.filter(({ address }) => address.startsWith("aws:"));
    expect(atAws).to.have.lengthOf(17);
    expect(atAws.filter(({ protect }) => !protect)).to.deep.equal([]);
  });

  it("trusts GitHub's issuer for AWS, and the global issuer of Vercel for a personal account", async () => {
    const evaluation = await evaluateAccount();

    const provider = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    expect(resourceAt(evaluation, `${provider}::github`).inputs).to.deep.equal({
      url: `https://${GITHUB}`,
      clientIdLists: ["sts.amazonaws.com"],
      tags: { app: "agent-ops" },
    });
    expect(resourceAt(evaluation, `${provider}::vercel`).inputs).to.deep.equal({
      url: "https://oidc.vercel.com",
      clientIdLists: ["https://vercel.com/jdoe"],
      tags: { app: "agent-ops" },
    });
  });

  it("trusts the issuer of a Vercel team where there is one", async () => {
    const evaluation = await evaluateAccount({ base: changedBase({ vercel: { team: "acme" } }) });

    const vercel = resourceAt(evaluation, "aws:iam/openIdConnectProvider:OpenIdConnectProvider::vercel");
    expect(vercel.inputs).to.deep.include({
      url: "https://oidc.vercel.com/acme",
      clientIdLists: ["https://vercel.com/acme"],
    });
  });

  it("lets jobs of the stage's environment deploy, under the boundary", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:iam/role:Role::prod-deploy");

    expect(withPolicies(inputs)).to.deep.equal({
      name: "agent-ops-prod-deploy",
      permissionsBoundary: "arn:aws:iam::123456789012:policy/agent-ops-prod-deploy-boundary",
      assumeRolePolicy: { Version: "2012-10-17", Statement: [trust("GitHub1", "environment", "prod")] },
      tags: { app: "agent-ops", stage: "prod" },
    });
  });

  it("lets them inspect, and scheduled jobs on the default branch, which no reviewer holds up", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:iam/role:Role::prod-inspect");

    expect(withPolicies(inputs)["assumeRolePolicy"]).to.deep.equal({
      Version: "2012-10-17",
      Statement: [trust("GitHub1", "environment", "prod"), trust("GitHub2", "ref", "refs/heads/main")],
    });
  });

  it("trusts the stage's branch where the plan has no environments", async () => {
    const evaluation = await evaluateAccount({ base: changedBase({ github: { visibility: "private" } }) });

    const { inputs } = resourceAt(evaluation, "aws:iam/role:Role::prod-deploy");
    expect(withPolicies(inputs)["assumeRolePolicy"]).to.deep.equal({
      Version: "2012-10-17",
      Statement: [trust("GitHub1", "ref", "refs/heads/stage/prod")],
    });
  });

  it("takes the stages that its own file names, where there are several accounts", async () => {
    const evaluation = await evaluateAccount({ stage: { stages: ["prod"] } });

    const roles = evaluation.resources.filter(({ address }) => address.startsWith("aws:iam/role:"));
    expect(roles.map(({ address }) => address).sort()).to.deep.equal([
      "aws:iam/role:Role::prod-deploy",
      "aws:iam/role:Role::prod-inspect",
    ]);
  });

  it("shows the ARNs that workflows need", async () => {
    const { result } = await evaluateAccount();

    expect(await valuesOf(result.outputs)).to.deep.include({
      "aws.accountId": "123456789012",
      "oidc.github.arn": `arn:aws:iam::123456789012:oidc-provider/${GITHUB}`,
      "roles.prod.deploy.arn": "arn:aws:iam::123456789012:role/agent-ops-prod-deploy",
      "roles.dev.inspect.arn": "arn:aws:iam::123456789012:role/agent-ops-dev-inspect",
    });
  });
});

function evaluateAccount(config: Json = {}): Promise<Evaluation<Account>> {
  return evaluate({ stack: "account", config: { base: EXAMPLE_BASE, ...config } }, accountFromConfig);
}

function trust(sid: string, claim: "environment" | "ref", value: string): object {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        [`${GITHUB}:aud`]: "sts.amazonaws.com",
        [`${GITHUB}:repository_id`]: "815",
        [`${GITHUB}:${claim}`]: value,
        [`${GITHUB}:sub`]: [`repo:jdoe/agent-ops:${claim}:${value}`, `repo:jdoe@4711/agent-ops@815:${claim}:${value}`],
      },
    },
  };
}
