import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { TestSandbox } from "../support.ts";
import { refusalOf, TestAccount } from "./account.ts";

const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:app-alerts";

describe("sandbox: aws.sns.TopicSubscription", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
    account.create(topicType, "alerts", { name: "app-alerts" });
  });
  const inputs = { topic: topicArn, protocol: "email", endpoint: "ops@example.com" };

  it("by e-mail is pending when it is made, and confirmed at the next read", () => {
    const deployed = account.create(subscriptionType, "s", inputs);
    expect(deployed.id).to.match(
      /^arn:aws:sns:eu-central-1:123456789012:app-alerts:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(deployed.state).to.include({
      arn: deployed.id,
      confirmationTimeoutInMinutes: 1,
      confirmationWasAuthenticated: false,
      filterPolicyScope: "",
      ownerId: "123456789012",
      pendingConfirmation: true,
    });
    expect(account.refreshed(deployed).state["pendingConfirmation"]).to.equal(false);
  });

  it("that is set back shows as pending, and its deletion leaves it at AWS", () => {
    const deployed = account.create(subscriptionType, "s", inputs);
    account.edit(deployed, { pendingConfirmation: true });
    const pending = account.refreshed(deployed);
    expect(pending.state["pendingConfirmation"]).to.equal(true);
    expect(account.diff(pending, inputs).changed).to.deep.equal([]);
    account.delete(pending);
    expect(account.refresh(pending)).not.to.equal(null);
    account.edit(deployed, { pendingConfirmation: false });
    account.delete(deployed);
    expect(account.refresh(deployed)).to.equal(null);
  });

  it("of a queue or a function is confirmed at once, of a web address by nobody", () => {
    const pendingFor = (protocol: string, endpoint: string): unknown[] => {
      const deployed = account.create(subscriptionType, "s", { topic: topicArn, protocol, endpoint });
      return [deployed, account.refreshed(deployed)].map(({ state }) => state["pendingConfirmation"]);
    };
    expect(pendingFor("sqs", "arn:aws:sqs:eu-central-1:123456789012:jobs")).to.deep.equal([false, false]);
    expect(pendingFor("lambda", "arn:aws:lambda:eu-central-1:123456789012:function:f")).to.deep.equal([false, false]);
    expect(pendingFor("https", "https://example.com/hook")).to.deep.equal([true, true]);
  });

  it("is the same when it is made again, and refused with other attributes", () => {
    const first = account.create(subscriptionType, "s", { ...inputs, redrivePolicy: '{"deadLetterTargetArn":"a"}' });
    const again = account.create(subscriptionType, "t", inputs);
    expect(again.id).to.equal(first.id);
    expect(again.state).to.include({ pendingConfirmation: false, redrivePolicy: '{"deadLetterTargetArn":"a"}' });
    expect(refusalOf(() => account.create(subscriptionType, "t", { ...inputs, filterPolicy: '{"a":["b"]}' }))).to.match(
      /Attributes Reason: Subscription already exists with different attributes$/,
    );
  });

  it("replaces on topic, protocol and endpoint only", () => {
    const deployed = account.create(subscriptionType, "s", inputs);
    const other = { topic: `${topicArn}2`, protocol: "email-json", endpoint: "b@example.com" };
    expect(account.diff(deployed, other).replaces).to.deep.equal(["endpoint", "protocol", "topic"]);
    const filtered = { ...inputs, filterPolicy: '{"kind":["failure"]}' };
    expect(account.diff(deployed, filtered).replaces).to.deep.equal([]);
    const updated = account.update(deployed, filtered);
    expect(updated.state).to.include({
      filterPolicyScope: "MessageAttributes",
      filterPolicy: '{"kind":["failure"]}',
    });
    expect(account.update(updated, inputs).state["filterPolicyScope"]).to.equal("");
  });

  it("falls back to attributes where the program gives up a scope", () => {
    const filterPolicy = '{"kind":["failure"]}';
    const deployed = account.create(subscriptionType, "s", {
      ...inputs,
      filterPolicy,
      filterPolicyScope: "MessageBody",
    });
    expect(deployed.state["filterPolicyScope"]).to.equal("MessageBody");
    expect(account.diff(deployed, { ...inputs, filterPolicy }).changed).to.deep.equal(["filterPolicyScope"]);
  });

  const refusals: readonly (readonly [inputs: Fields, reason: RegExp])[] = [
    [
      { topic: `${topicArn}2` },
      /^creating SNS Topic Subscription: .*StatusCode: 404, .*, NotFound: Topic does not exist$/,
    ],
    [{ endpoint: "nobody" }, /InvalidParameter: Invalid parameter: Email address$/],
    [{ protocol: "https", endpoint: "http://example.com" }, /Endpoint must match the specified protocol$/],
    [
      { rawMessageDelivery: true },
      /Invalid parameter: Attributes Reason: Delivery protocol \[email\] does not support raw message delivery\.$/,
    ],
    [{ filterPolicyScope: "MessageBody" }, /^filter_policy is required when filter_policy_scope is set$/],
  ];
  for (const [different, reason] of refusals) {
    it(`refuses ${JSON.stringify(different)}`, () =>
      expect(refusalOf(() => account.create(subscriptionType, "s", { ...inputs, ...different }))).to.match(reason));
  }

  it("refuses at Check unknown protocols and a topic that is no ARN", () => {
    expect(account.refusals(subscriptionType, { topic: "alerts", protocol: "fax", endpoint: "1" })).to.deep.equal([
      'expected protocol to be one of ["application" "email" "email-json" "firehose" "http" "https" "lambda" "sms" "sqs"], got fax',
      '"topic_arn" (alerts) is an invalid ARN: arn: invalid prefix',
    ]);
  });

  it("can be set back to pending behind Pulumi's back", async () => {
    const sandbox = await TestSandbox.start();
    try {
      await sandbox.configure("aws", { region: "eu-central-1" });
      await sandbox.up(topicType, "alerts", { name: "app-alerts" });
      const { id, state } = await sandbox.up(subscriptionType, "mail", inputs);
      const edit = { type: subscriptionType, id: "mail", path: "pendingConfirmation", value: true };
      expect((await sandbox.control("POST", "/edit", edit)).status).to.equal(200);
      expect((await sandbox.read(subscriptionType, id, state))?.state["pendingConfirmation"]).to.equal(true);
      expect((await sandbox.control("POST", "/edit", { ...edit, path: "ownerId", value: "x" })).status).to.equal(400);
    } finally {
      await sandbox.stop();
    }
  });
});
