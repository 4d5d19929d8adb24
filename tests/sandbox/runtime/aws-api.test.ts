import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { GetParameterCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { accessKeyOfRole } from "../../../sandbox/aws/runtime/caller.ts";
import { account, refused, region, TestVendors, topicArn } from "./vendors.ts";

describe("the sandbox's AWS APIs, asked by the real SDK", () => {
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start();
  });
  afterEach(() => vendors.stop());

  describe("SNS", () => {
    const publish = (input: object) =>
      new SNSClient(vendors.aws).send(new PublishCommand({ TopicArn: topicArn, Message: "It broke.\n<&ü>", ...input }));

    it("sends to everybody who confirmed, once", async () => {
      vendors.putTopic();
      vendors.putSubscription("ops@example.com");
      vendors.putSubscription("late@example.com", { pendingConfirmation: true });
      vendors.putSubscription("arn:aws:sqs:eu-central-1:123456789012:alerts", { protocol: "sqs" });
      const attributes = { stage: { DataType: "String", StringValue: "prod" } };
      const { MessageId } = await publish({ Subject: "[prod] etl.yml failed", MessageAttributes: attributes });
      const [first, second, queued, ...others] = await vendors.outbox();
      expect(first).to.deep.equal({
        id: 1,
        at: "2026-11-23T17:14:28.000Z",
        channel: "email",
        to: "jdoe@example.com",
        subject: "[prod] etl.yml failed",
        text: "It broke.\n<&ü>",
        source: "publish",
        stage: "prod",
      });
      expect(second?.to).to.equal("ops@example.com");
      expect(JSON.parse(queued?.text ?? "")).to.deep.include({
        MessageId,
        Message: "It broke.\n<&ü>",
        TopicArn: topicArn,
      });
      expect(others).to.deep.equal([]);
    });

    it("holds to filter policies, and refuses those that it does not know", async () => {
      vendors.putTopic();
      vendors.putSubscription("prod@example.com", { filterPolicy: '{"stage":["prod"]}' });
      await publish({ MessageAttributes: { stage: { DataType: "String", StringValue: "dev" } } });
      expect((await vendors.outbox()).map(({ to }) => to)).to.deep.equal(["jdoe@example.com"]);
      for (const list of ['["dev","test"]', '["dev","prod"]']) {
        await publish({ MessageAttributes: { stage: { DataType: "String.Array", StringValue: list } } });
      }
      const all = await vendors.outbox();
      expect(all.filter(({ to }) => to === "prod@example.com").length).to.equal(1);
      const broken = { stage: { DataType: "String.Array", StringValue: "dev" } };
      expect((await refused(publish({ MessageAttributes: broken }))).message).to.include("no JSON array");
      vendors.putSubscription("prod@example.com", { filterPolicy: '{"stage":[{"prefix":"p"}]}' });
      expect((await refused(publish({}))).message).to.include("does not model filter policies");
    });

    it("tells who hears of a topic", async () => {
      vendors.putTopic();
      vendors.putSubscription("late@example.com", { pendingConfirmation: true });
      const client = new SNSClient(vendors.aws);
      expect((await client.send(new ListTopicsCommand({}))).Topics).to.deep.equal([{ TopicArn: topicArn }]);
      const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
      expect(Subscriptions?.map(({ SubscriptionArn, Endpoint }) => [SubscriptionArn, Endpoint])).to.deep.equal([
        [`${topicArn}:jdoe@example.com`, "jdoe@example.com"],
        ["PendingConfirmation", "late@example.com"],
      ]);
      const attributes = new GetSubscriptionAttributesCommand({ SubscriptionArn: `${topicArn}:jdoe@example.com` });
      expect((await client.send(attributes)).Attributes).to.include({
        PendingConfirmation: "false",
        Protocol: "email",
      });
      const topic = (await client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }))).Attributes;
      expect(topic).to.include({ SubscriptionsPending: "1", SubscriptionsConfirmed: "1" });
      expect(topic?.["Policy"]).to.include("__default_policy_ID");
    });

    it("refuses what SNS refuses, and what is not modelled", async () => {
      expect(await refused(publish({}))).to.deep.equal({ name: "NotFoundException", message: "Topic does not exist" });
      vendors.putTopic();
      expect((await refused(publish({ Subject: "x".repeat(101) }))).name).to.equal("InvalidParameterException");
      expect((await refused(publish({ Subject: "ü" }))).message).to.equal("Invalid parameter: Subject");
      expect((await refused(publish({ Message: "x".repeat(262_145) }))).message).to.include("too long");
      expect((await refused(publish({ MessageStructure: "json" }))).message).to.include("MessageStructure of Publish");
      const subscribe = new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: "x@example.com" });
      expect((await refused(new SNSClient(vendors.aws).send(subscribe))).message).to.include(
        "does not model sns:Subscribe",
      );
      expect(await vendors.outbox()).to.deep.equal([]);
    });
  });

  it("SSM: reads parameters, in clear only where asked", async () => {
    const parameter = {
      name: "/a/secret",
      type: "SecureString",
      value: "hunter2",
      version: 1,
      lastModifiedAt: "2026-11-23T17:14:28.000Z",
    };
    vendors.put("aws/ssm-parameter", "/a/secret", parameter);
    const client = new SSMClient(vendors.aws);
    const { Parameters, InvalidParameters } = await client.send(
      new GetParametersCommand({ Names: ["/a/secret", "/a/none"], WithDecryption: true }),
    );
    expect(Parameters?.[0]).to.deep.include({
      Value: "hunter2",
      Version: 1,
      LastModifiedDate: new Date("2026-11-23T17:14:28.000Z"),
    });
    expect(InvalidParameters).to.deep.equal(["/a/none"]);
    const hidden = await client.send(new GetParameterCommand({ Name: "/a/secret" }));
    expect(hidden.Parameter?.Value).not.to.include("hunter2");
    expect((await refused(client.send(new GetParameterCommand({ Name: "/a/none" })))).name).to.equal(
      "ParameterNotFound",
    );
  });

  it("CloudWatch: takes metrics and describes alarms", async () => {
    const client = new CloudWatchClient(vendors.aws);
    const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:beat`;
    vendors.put("aws/cloudwatch-alarm", "beat", {
      name: "beat",
      arn,
      namespace: "app",
      metricName: "Beat",
      period: 60,
      statistic: "Sum",
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      createdAt: "2026-11-23T17:00:00.000Z",
    });
    const state = async () =>
      (await client.send(new DescribeAlarmsCommand({ AlarmNames: ["beat"] }))).MetricAlarms?.[0]?.StateValue;
    expect(await state()).to.equal("INSUFFICIENT_DATA");
    const datum = { MetricName: "Beat", Value: 1, Timestamp: vendors.machine.now() };
    await client.send(new PutMetricDataCommand({ Namespace: "app", MetricData: [datum] }));
    await vendors.advance(1);
    expect(await state()).to.equal("OK");
    expect(
      (await refused(client.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData: [datum] })))).name,
    ).to.equal("InvalidParameterValueException");
    expect((await refused(client.send(new ListMetricsCommand({})))).message).to.include(
      "does not model cloudwatch:ListMetrics",
    );
  });

  it("lets a role do what its policies allow, and nothing else", async () => {
    vendors.putTopic();
    const role = `arn:aws:iam::${account}:role/agent-ops-relay`;
    vendors.put("aws/iam-role", "agent-ops-relay", { name: "agent-ops-relay", arn: role });
    const policy = { Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: topicArn }] };
    vendors.put("aws/iam-role-policy", "agent-ops-relay:own", {
      role: "agent-ops-relay",
      policy: JSON.stringify(policy),
    });
    const credentials = { accessKeyId: accessKeyOfRole(role), secretAccessKey: "sandbox" };
    const sns = new SNSClient({ ...vendors.aws, credentials });
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: "m" }));
    expect((await vendors.outbox()).map(({ source }) => source)).to.deep.equal(["relay"]);
    const get = new GetParameterCommand({ Name: "/a/secret" });
    expect(await refused(new SSMClient({ ...vendors.aws, credentials }).send(get))).to.include({
      name: "AccessDeniedException",
      message: `User: ${role} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:${region}:${account}:parameter/a/secret because no identity-based policy allows the ssm:GetParameter action`,
    });
    vendors.put("aws/iam-role-policy", "agent-ops-relay:own", { role: "agent-ops-relay", policy: "{}" });
    vendors.put("aws/sns-topic-policy", topicArn, { arn: topicArn, policy: "{}" });
    expect((await refused(sns.send(new PublishCommand({ TopicArn: topicArn, Message: "m" })))).name).to.equal(
      "AuthorizationErrorException",
    );
  });
});
