import { expect } from "chai";
import { policyOfTopic } from "../../../sandbox/aws/sns/policy.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { type Deployed, refusalOf, TestAccount } from "./account.ts";

const topicType = "aws:sns/topic:Topic";
const policyType = "aws:sns/topicPolicy:TopicPolicy";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:app-alerts";

/** Lets one service publish. */
function policyFor(service: string, action: unknown = "sns:Publish"): string {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: topicArn };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

describe("sandbox: SNS's topics", () => {
  let account: TestAccount;
  let topic: Deployed;
  beforeEach(() => {
    account = new TestAccount();
    topic = account.create(topicType, "alerts", { name: "app-alerts", tags: { Stage: "prod" } });
  });

  describe("aws.sns.Topic", () => {
    it("returns its ARN as id, the provider's defaults, and a policy for its owner", () => {
      expect(topic.id).to.equal(topicArn);
      expect(topic.state).to.include({
        arn: topicArn,
        owner: "123456789012",
        fifoTopic: false,
        fifoThroughputScope: "",
        contentBasedDeduplication: false,
        signatureVersion: 0,
        tracingConfig: "",
      });
      expect(String(topic.state["policy"]))
        .to.match(/^\{"Id":"__default_policy_ID",/)
        .and.include('"Condition":{"StringEquals":{"AWS:SourceOwner":"123456789012"}}')
        .and.not.include("SNS:Receive");
    });

    it("names itself, with the ending of a topic with an order", () => {
      const inputs = account.checked(topicType, "ordered".padEnd(90, "x"), { fifoTopic: true });
      expect(inputs["name"])
        .to.match(/^orderedx+-[0-9a-f]{7}\.fifo$/)
        .and.have.length(80);
      const prefixed = account.create(topicType, "p", { namePrefix: "job-", fifoTopic: true });
      expect(prefixed.state["name"]).to.match(/^job-\d{26}\.fifo$/);
      expect(prefixed.state["fifoThroughputScope"]).to.equal("Topic");
    });

    it("is taken again where one of its name has the tags", () => {
      expect(account.create(topicType, "again", { name: "app-alerts", tags: { Stage: "prod" } }).id).to.equal(topicArn);
      const untagged = account.create(topicType, "untagged", { name: "app-alerts" });
      expect(untagged.state["tags"]).to.deep.equal({ Stage: "prod" });
      const other = { name: "app-alerts", tags: { Stage: "dev" } };
      expect(refusalOf(() => account.create(topicType, "other", other))).to.match(
        /^creating SNS Topic \(app-alerts\): operation error SNS: CreateTopic, .*, InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags$/,
      );
    });

    it("replaces on name and order, changes the rest in place", () => {
      const inputs: Fields = { name: "app-alerts", tags: { Stage: "prod" } };
      expect(account.diff(topic, { ...inputs, name: "other" }).replaces).to.deep.equal(["name"]);
      expect(account.diff(topic, { ...inputs, fifoTopic: true, name: "a.fifo" }).replaces).to.deep.equal([
        "fifoTopic",
        "name",
      ]);
      expect(account.diff(topic, { ...inputs, displayName: "Alerts" })).to.deep.equal({
        changed: ["displayName"],
        replaces: [],
      });
      const renamed = account.update(topic, { ...inputs, displayName: "Alerts" });
      expect(renamed.state["displayName"]).to.equal("Alerts");
      expect(renamed.state["policy"]).to.equal(topic.state["policy"]);
    });

    const refusals: readonly (readonly [inputs: Fields, reason: string])[] = [
      [{ name: "a b" }, "invalid topic name: a b"],
      [{ name: "ordered", fifoTopic: true }, "invalid topic name: ordered"],
      [{ contentBasedDeduplication: true }, "content-based deduplication can only be set for FIFO topics"],
      [{ fifoThroughputScope: "Topic" }, "FIFO throughput scope can only be set for FIFO topics"],
      [{ archivePolicy: '{"MessageRetentionPeriod":1}' }, "message archive policy can only be set for FIFO topics"],
    ];
    for (const [inputs, reason] of refusals) {
      it(`refuses when it plans: ${reason}`, () =>
        expect(refusalOf(() => account.create(topicType, "t", inputs))).to.equal(reason));
    }

    it("refuses at Check what has a wrong form", () => {
      expect(account.refusals(topicType, { signatureVersion: 3, tracingConfig: "On", policy: "x" })).to.deep.equal([
        `"policy" contains an invalid JSON: invalid character 'x' looking for beginning of value`,
        "expected signature_version to be in the range (1 - 2), got 3",
        'expected tracing_config to be one of ["Active" "PassThrough"], got On',
      ]);
      expect(
        account.refusals(topicType, { httpSuccessFeedbackSampleRate: 101, sqsFailureFeedbackRoleArn: "me" }),
      ).to.deep.equal([
        "expected http_success_feedback_sample_rate to be in the range (0 - 100), got 101",
        '"sqs_failure_feedback_role_arn" (me) is an invalid ARN: arn: invalid prefix',
      ]);
    });

    it("shows changed JSON by what it means", () => {
      const inputs = { name: "json", deliveryPolicy: '{"a":1,"b":2}' };
      const deployed = account.create(topicType, "j", inputs);
      expect(account.diff(deployed, { ...inputs, deliveryPolicy: '{ "b": 2, "a": 1 }' }).changed).to.deep.equal([]);
      expect(account.diff(deployed, { ...inputs, deliveryPolicy: '{"a":2}' }).changed).to.deep.equal([
        "deliveryPolicy",
      ]);
    });

    it("takes its policy and its subscriptions along", () => {
      const policy = account.create(policyType, "p", { arn: topicArn, policy: policyFor("budgets.amazonaws.com") });
      const subscription = account.create(subscriptionType, "s", {
        topic: topicArn,
        protocol: "email",
        endpoint: "a@b.c",
      });
      account.delete(topic);
      for (const gone of [topic, policy, subscription]) expect(account.refresh(gone)).to.equal(null);
      account.delete(topic);
      expect(account.create(topicType, "again", { name: "app-alerts" }).state["policy"]).not.to.include("budgets");
    });
  });

  describe("aws.sns.TopicPolicy", () => {
    const budgets = policyFor("budgets.amazonaws.com");

    it("takes the place of the default policy, and shows at the topic too", () => {
      const deployed = account.create(policyType, "p", { arn: topicArn, policy: JSON.parse(budgets) as Fields });
      expect(deployed.id).to.equal(topicArn);
      expect(deployed.state["owner"]).to.equal("123456789012");
      expect(policyOfTopic(account.vendor(), topicArn)).to.include("budgets.amazonaws.com");
      const refreshed = account.refreshed(topic);
      expect(refreshed.state["policy"]).to.include("budgets.amazonaws.com");
      expect(account.diff(refreshed, topic.inputs).changed).to.deep.equal([]);
    });

    it("stays as it is when its topic changes something else", () => {
      const deployed = account.create(policyType, "p", { arn: topicArn, policy: budgets });
      account.update(account.refreshed(topic), { name: "app-alerts", displayName: "Alerts" });
      expect(policyOfTopic(account.vendor(), topicArn)).to.include("budgets.amazonaws.com");
      account.edit(deployed, { policy: policyFor("events.amazonaws.com") });
      expect(policyOfTopic(account.vendor(), topicArn)).to.include("events.amazonaws.com");
    });

    it("is compared by meaning, and replaces for another topic", () => {
      const deployed = account.create(policyType, "p", { arn: topicArn, policy: budgets });
      const again = { arn: topicArn, policy: policyFor("budgets.amazonaws.com", ["SNS:Publish"]) };
      expect(account.diff(deployed, again).changed).to.deep.equal([]);
      expect(account.diff(deployed, { ...again, arn: `${topicArn}2` }).replaces).to.deep.equal(["arn"]);
    });

    it("shows what somebody set at the topic, and puts it right", () => {
      const deployed = account.create(policyType, "p", { arn: topicArn, policy: budgets });
      account.edit(topic, { policy: policyFor("events.amazonaws.com") });
      const refreshed = account.refreshed(deployed);
      expect(refreshed.inputs["policy"]).to.include("events.amazonaws.com");
      account.update(refreshed, { arn: topicArn, policy: budgets });
      expect(policyOfTopic(account.vendor(), topicArn)).to.include("budgets.amazonaws.com");
    });

    it("leaves the default policy behind, in the provider's wording", () => {
      const deployed = account.create(policyType, "p", { arn: topicArn, policy: budgets });
      account.delete(deployed);
      expect(policyOfTopic(account.vendor(), topicArn)).to.include("SNS:Receive").and.not.include("budgets");
      account.delete(topic);
      account.delete(deployed);
    });

    it("needs its topic, actions that topics have, and one resource", () => {
      const create = (inputs: Fields) => refusalOf(() => account.create(policyType, "p", inputs));
      const two = budgets.replace(`"${topicArn}"`, `["${topicArn}","${topicArn}2"]`);
      expect(create({ arn: topicArn, policy: two })).to.match(/Policy statement must apply to a single resource!$/);
      expect(create({ arn: `${topicArn}2`, policy: budgets })).to.match(/NotFound: Topic does not exist$/);
      expect(create({ arn: topicArn, policy: policyFor("budgets.amazonaws.com", "sns:*") })).to.match(
        /^setting SNS Topic \(.*\) attribute \(Policy\): .*InvalidParameter: Invalid parameter: Policy statement action out of service scope!$/,
      );
    });
  });
});
