import { expect } from "chai";

import { resourceAt } from "../support/evaluate.ts";
import type { Json } from "../support/example.ts";
import { withPolicies } from "../support/inputs.ts";
import { ACCOUNT_ID, RELAY_URL } from "../support/vendors.ts";
import { evaluateAccount, refusal, secretOf, TAGS, TOPIC } from "./evaluated-account.ts";

describe("the relay", () => {
  it("is a small function of a fixed text, in a supported runtime", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:lambda/function:Function::relay");

    const { code, environment, ...others } = inputs as { code: Json; environment: { variables: Json } } & Json;
    expect(others).to.deep.equal({
      name: "agent-ops-relay",
      role: `arn:aws:iam::${ACCOUNT_ID}:role/agent-ops-relay`,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: 128,
      timeout: 5,
      tags: TAGS,
    });
    const { assets } = code as { assets: Readonly<Record<string, Json>> };
    expect(Object.keys(assets)).to.deep.equal(["index.mjs"]);
    // A path would name the machine.
    expect(assets["index.mjs"]).to.have.property("text").that.includes("STAGEKEEPER_RELAY");
    expect(assets["index.mjs"]).not.to.have.any.keys("path", "uri");
    expect(Object.keys(environment.variables)).to.deep.equal(["STAGEKEEPER_RELAY"]);
  });

  it("is told what it has to know, and no secret", async () => {
    const evaluation = await evaluateAccount({
      stages: ["dev", "staging", { name: "prod", aliases: ["live"] }],
      pipelines: {
        etl: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["prod"] },
        etl2: { workflow: "etl.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["dev", "prod"] },
      },
    });

    const { inputs } = resourceAt(evaluation, "aws:lambda/function:Function::relay");
    const { variables } = inputs["environment"] as { variables: { STAGEKEEPER_RELAY: string } };
    expect(JSON.parse(variables.STAGEKEEPER_RELAY)).to.deep.equal({
      app: "agent-ops",
      repository: "jdoe/agent-ops",
      repositoryId: 815,
      topicArn: TOPIC,
      table: "agent-ops-relay",
      secretParameters: ["/agent-ops/relay/webhook-secret/1"],
      hookIdParameter: "/agent-ops/relay/hook-id",
      chatParameter: null,
      stages: [
        { name: "dev", aliases: [], branch: "stage/dev", environment: "dev" },
        { name: "staging", aliases: [], branch: "stage/staging", environment: "staging" },
        { name: "prod", aliases: ["live"], branch: "stage/prod", environment: "prod" },
      ],
      vercelProjects: { "agent-ops-web-dev": "dev", "agent-ops-web-staging": "staging", "agent-ops-web-prod": "prod" },
      workflows: { "etl.yml": { pipeline: "etl", stages: ["prod", "dev"] } },
    });
  });

  it("has a log with an end, and a role with its policy, before the function", async () => {
    const evaluation = await evaluateAccount();

    const logs = resourceAt(evaluation, "aws:cloudwatch/logGroup:LogGroup::relay");
    expect(logs.inputs).to.deep.equal({ name: "/aws/lambda/agent-ops-relay", retentionInDays: 30, tags: TAGS });
    const function_ = resourceAt(evaluation, "aws:lambda/function:Function::relay");
    expect(function_.dependencies).to.include.members([
      logs.urn,
      resourceAt(evaluation, "aws:iam/rolePolicy:RolePolicy::relay").urn,
    ]);
  });

  it("may write its log, keep its table, read its parameters and publish, and nothing else", async () => {
    const evaluation = await evaluateAccount();

    const allow = { Effect: "Allow" };
    expect(withPolicies(resourceAt(evaluation, "aws:iam/rolePolicy:RolePolicy::relay").inputs)["policy"]).to.deep.equal(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Log",
            ...allow,
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: [`arn:aws:logs:eu-central-1:${ACCOUNT_ID}:log-group:/aws/lambda/agent-ops-relay:*`],
          },
          {
            Sid: "Deliveries",
            ...allow,
            Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
            Resource: [`arn:aws:dynamodb:eu-central-1:${ACCOUNT_ID}:table/agent-ops-relay`],
          },
          { Sid: "Publish", ...allow, Action: ["sns:Publish"], Resource: [TOPIC] },
          {
            Sid: "Parameters",
            ...allow,
            Action: ["ssm:GetParameters"],
            Resource: [`arn:aws:ssm:eu-central-1:${ACCOUNT_ID}:parameter/agent-ops/relay/*`],
          },
        ],
      },
    );
    expect(withPolicies(resourceAt(evaluation, "aws:iam/role:Role::relay").inputs)["assumeRolePolicy"]).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Lambda", ...allow, Principal: { Service: "lambda.amazonaws.com" }, Action: ["sts:AssumeRole"] },
      ],
    });
  });

  it("remembers deliveries in a table that forgets by itself", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:dynamodb/table:Table::relay");

    expect(inputs).to.deep.equal({
      name: "agent-ops-relay",
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
      billingMode: "PROVISIONED",
      readCapacity: 1,
      writeCapacity: 1,
      ttl: { enabled: true, attributeName: "expiresAt" },
      pointInTimeRecovery: { enabled: false },
      tags: TAGS,
    });
  });

  it("is reached through a public URL with both permissions that it needs", async () => {
    const evaluation = await evaluateAccount();

    expect(resourceAt(evaluation, "aws:lambda/functionUrl:FunctionUrl::relay").inputs).to.deep.equal({
      functionName: "agent-ops-relay",
      authorizationType: "NONE",
    });
    const permission = (name: string) => resourceAt(evaluation, `aws:lambda/permission:Permission::${name}`).inputs;
    const everybody = { function: "agent-ops-relay", principal: "*" };
    expect(permission("relay-url")).to.deep.equal({
      ...everybody,
      statementId: "relay-url",
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "NONE",
    });
    expect(permission("relay-invoke")).to.deep.equal({
      ...everybody,
      statementId: "relay-invoke",
      action: "lambda:InvokeFunction",
      invokedViaFunctionUrl: true,
    });
  });

  it("is called by a webhook whose URL and secret are secret, and learns its number afterwards", async () => {
    const evaluation = await evaluateAccount();

    const hook = resourceAt(evaluation, "github:index/repositoryWebhook:RepositoryWebhook::relay");
    const { secret } = secretOf(evaluation, 1);
    expect(secret).to.match(/^[\w-]{43}$/);
    expect(hook.inputs).to.deep.equal({
      repository: "agent-ops",
      active: true,
      events: ["deployment_status", "workflow_run"],
      configuration: { url: { secret: RELAY_URL }, contentType: "json", insecureSsl: false, secret: { secret } },
    });
    const id = resourceAt(evaluation, "aws:ssm/parameter:Parameter::hook-id");
    expect(id.inputs).to.deep.include({
      name: "/agent-ops/relay/hook-id",
      type: "String",
      value: { secret: "relay-id" },
    });
    expect(id.dependencies).to.deep.equal([hook.urn]);
  });

  it("has the webhook sign with a secret only after the function knows it and lets it in", async () => {
    const evaluation = await evaluateAccount();

    const { dependencies } = resourceAt(evaluation, "github:index/repositoryWebhook:RepositoryWebhook::relay");
    const function_ = resourceAt(evaluation, "aws:lambda/function:Function::relay");
    expect(dependencies).to.include.members([
      function_.urn,
      resourceAt(evaluation, "aws:lambda/permission:Permission::relay-url").urn,
      resourceAt(evaluation, "aws:lambda/permission:Permission::relay-invoke").urn,
    ]);
    const parameter = resourceAt(evaluation, "aws:ssm/parameter:Parameter::webhook-secret-1");
    expect(function_.dependencies).to.include(parameter.urn);
  });

  it("accepts the secret before too, once it was rotated, and signs with the new one", async () => {
    const evaluation = await evaluateAccount({ monitoring: { webhookSecretGeneration: 3 } });

    const names = evaluation.resources.filter(({ address }) => address.includes("webhook-secret"));
    expect(names.map(({ address }) => address).sort()).to.deep.equal([
      "aws:ssm/parameter:Parameter::webhook-secret-2",
      "aws:ssm/parameter:Parameter::webhook-secret-3",
    ]);
    expect(secretOf(evaluation, 2).secret).not.to.equal(secretOf(evaluation, 3).secret);
    const { inputs } = resourceAt(evaluation, "aws:lambda/function:Function::relay");
    expect(JSON.stringify(inputs)).to.match(/webhook-secret\/3.*webhook-secret\/2/);
    const hook = resourceAt(evaluation, "github:index/repositoryWebhook:RepositoryWebhook::relay");
    expect((hook.inputs["configuration"] as Json)["secret"]).to.deep.equal(secretOf(evaluation, 3));
  });

  it("keeps a secret for as long as its generation, whatever the program makes up", async () => {
    const { resources } = await evaluateAccount();

    const ignoring = resources.filter(({ ignoreChanges }) => ignoreChanges.length > 0);
    expect(ignoring.map(({ address, ignoreChanges }) => [address, ...ignoreChanges])).to.deep.equal([
      ["aws:ssm/parameter:Parameter::webhook-secret-1", "value"],
    ]);
  });

  it("raises an alarm when it is called more often than GitHub calls", async () => {
    const { inputs } = resourceAt(await evaluateAccount(), "aws:cloudwatch/metricAlarm:MetricAlarm::relay-invocations");

    const { alarmDescription, ...others } = inputs;
    expect(alarmDescription).to.include("more than 300 times in 15 minutes");
    expect(others).to.deep.equal({
      name: "agent-ops-relay-invocations",
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: "agent-ops-relay" },
      statistic: "Sum",
      period: 900,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 300,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: TAGS,
    });
  });

  it("posts to a chat whose URL stays secret", async () => {
    const url = "https://hooks.example.com/services/canary-chat";
    const evaluation = await evaluateAccount({ monitoring: { chat: true } }, { secrets: { ALERTS_CHAT_URL: url } });

    expect(resourceAt(evaluation, "aws:ssm/parameter:Parameter::chat-url").inputs).to.deep.equal({
      name: "/agent-ops/relay/chat-url",
      type: "SecureString",
      value: { secret: url },
      tags: TAGS,
    });
    const { inputs } = resourceAt(evaluation, "aws:lambda/function:Function::relay");
    expect(JSON.stringify(inputs)).to.include("/agent-ops/relay/chat-url").and.not.to.include("canary");
  });

  it("says how to set the chat's URL where it is missing, and objects to one that nothing reads", async () => {
    expect(await refusal({ monitoring: { chat: true } }, {})).to.include(
      "pulumi config set --stack account --secret --path 'stagekeeper:secrets.ALERTS_CHAT_URL'",
    );
    expect(await refusal({}, { ALERTS_CHAT_URL: "canary" }))
      .to.include("stagekeeper:secrets.ALERTS_CHAT_URL")
      .and.not.to.include("canary");
  });

  it("refuses settings that Lambda would not take", async () => {
    const stages = Array.from({ length: 60 }, (_, index) => `stage-number-${index}`);
    const changes = { stages, pipelines: {}, vercel: {}, parity: {}, variables: {}, secrets: {} };
    const setting = { keepMonitoring: false };
    const { errors } = await evaluateAccount({ ...changes, monitoring: { relay: "lambda" } }, setting);

    expect(errors.map(({ message }) => message).join()).to.match(
      /The relay's settings have \d+ bytes, and Lambda takes 4096/,
    );
  });
});
