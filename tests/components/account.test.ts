import { expect } from "chai";

import { type Account, accountFromConfig } from "../../components/entry.ts";
import { type Evaluation, evaluate, resourceAt } from "./support/evaluate.ts";
import { changedBase, EXAMPLE_BASE, type Json } from "./support/example.ts";
import { inputsByAddress, valuesOf, withPolicies } from "./support/inputs.ts";

const GITHUB = "token.actions.githubusercontent.com";

describe("an account", () => {
  it("has the identity providers of GitHub and Vercel, for each stage two roles and a boundary, and what alerts", async () => {
    const evaluation = await evaluateAccount();

    expect(evaluation.errors).to.deep.equal([]);
    const stages = ["dev", "staging", "prod"];
    expect(Object.keys(inputsByAddress(evaluation)).sort()).to.deep.equal(
      [
        "pulumi:providers:aws::preflight",
        "pulumi:providers:aws::aws",
        "pulumi:providers:github::github",
        "stagekeeper:index:Account::agent-ops",
        "stagekeeper:monitoring:Account::monitoring",
        "stagekeeper:monitoring:Relay::relay",
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
        "aws:iam/role:Role::inspect",
        "aws:iam/rolePolicy:RolePolicy::inspect",
        "aws:sns/topic:Topic::alerts",
        "aws:sns/topicPolicy:TopicPolicy::alerts",
        "aws:sns/topicSubscription:TopicSubscription::jdoe@example.com",
        "aws:budgets/budget:Budget::monthly",
        "aws:iam/role:Role::relay",
        "aws:iam/rolePolicy:RolePolicy::relay",
        "aws:dynamodb/table:Table::relay",
        "aws:cloudwatch/logGroup:LogGroup::relay",
        "aws:lambda/function:Function::relay",
        "aws:lambda/functionUrl:FunctionUrl::relay",
        "aws:lambda/permission:Permission::relay-url",
        "aws:lambda/permission:Permission::relay-invoke",
        "aws:ssm/parameter:Parameter::webhook-secret-1",
        "aws:ssm/parameter:Parameter::hook-id",
        "aws:cloudwatch/metricAlarm:MetricAlarm::relay-invocations",
        "github:index/repositoryWebhook:RepositoryWebhook::relay",
      ].sort(),
    );
  });

  it("protects all of it but what the rotation of a secret deletes", async () => {
    const { resources } = await evaluateAccount();

    const atVendors = resources.filter(({ address }) => /^(aws|github):/.test(address));
    expect(atVendors).to.have.lengthOf(35);
    expect(atVendors.filter(({ protect }) => !protect).map(({ address }) => address)).to.deep.equal([
      "aws:ssm/parameter:Parameter::webhook-secret-1",
    ]);
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

  it("lets jobs on the default branch look for drift of the account itself", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:iam/role:Role::inspect");

    expect(withPolicies(inputs)).to.deep.equal({
      name: "agent-ops-inspect",
      assumeRolePolicy: { Version: "2012-10-17", Statement: [trust("GitHub1", "ref", "refs/heads/main")] },
      tags: { app: "agent-ops" },
    });
  });

  it("takes the stages that its own file names, where there are several accounts", async () => {
    const evaluation = await evaluateAccount({ stage: { stages: ["prod"] } });

    const roles = evaluation.resources.filter(({ address }) => /^aws:iam\/role:.*-/.test(address));
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
      "roles.inspect.arn": "arn:aws:iam::123456789012:role/agent-ops-inspect",
      "alerts.topic.arn": "arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts",
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
