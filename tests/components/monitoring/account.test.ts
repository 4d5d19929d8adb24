import { expect } from "chai";

import { resourceAt } from "../support/evaluate.ts";
import { withPolicies } from "../support/inputs.ts";
import { ACCOUNT_ID } from "../support/vendors.ts";
import { evaluateAccount, TAGS, TOPIC } from "./evaluated-account.ts";

describe("what alerts an account", () => {
  it("is a topic to which only this account's budgets and alarms and the relay may publish", async () => {
    const evaluation = await evaluateAccount();

    expect(resourceAt(evaluation, "aws:sns/topic:Topic::alerts").inputs).to.deep.equal({
      name: "agent-ops-alerts",
      tags: TAGS,
    });
    const publish = { Effect: "Allow", Action: ["sns:Publish"], Resource: [TOPIC] };
    const onlyFor = (arn: string) => ({
      StringEquals: { "aws:SourceAccount": ACCOUNT_ID },
      ArnLike: { "aws:SourceArn": arn },
    });
    expect(withPolicies(resourceAt(evaluation, "aws:sns/topicPolicy:TopicPolicy::alerts").inputs)).to.deep.equal({
      arn: TOPIC,
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Budgets",
            ...publish,
            Principal: { Service: "budgets.amazonaws.com" },
            Condition: onlyFor(`arn:aws:budgets::${ACCOUNT_ID}:*`),
          },
          {
            Sid: "Alarms",
            ...publish,
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: onlyFor(`arn:aws:cloudwatch:eu-central-1:${ACCOUNT_ID}:alarm:*`),
          },
          { Sid: "Relay", ...publish, Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:role/agent-ops-relay` } },
        ],
      },
    });
  });

  it("lets the relay publish once all of it is there: SNS refuses a role that has only just been made", async () => {
    const evaluation = await evaluateAccount();

    const { dependencies } = resourceAt(evaluation, "aws:sns/topicPolicy:TopicPolicy::alerts");
    expect(dependencies).to.include(resourceAt(evaluation, "aws:lambda/function:Function::relay").urn);
  });

  it("mails everybody who is named", async () => {
    const evaluation = await evaluateAccount({ monitoring: { emails: ["jdoe@example.com", "ops@example.com"] } });

    for (const email of ["jdoe@example.com", "ops@example.com"]) {
      const { inputs } = resourceAt(evaluation, `aws:sns/topicSubscription:TopicSubscription::${email}`);
      expect(inputs).to.deep.equal({ topic: TOPIC, protocol: "email", endpoint: email });
    }
  });

  it("warns of an address from which nobody has confirmed the mail of AWS", async () => {
    const emails = ["jdoe@example.com", "new-colleague@example.com"];
    const { warnings } = await evaluateAccount({ monitoring: { emails } });

    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.include(
      "new-colleague@example.com gets no alerts yet: AWS has sent a mail there, and somebody has to follow its link",
    );
  });

  it("has a budget of the whole bill, which is made once it may publish", async () => {
    const evaluation = await evaluateAccount();

    const budget = resourceAt(evaluation, "aws:budgets/budget:Budget::monthly");
    const notify = (notificationType: string, threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [TOPIC],
    });
    expect(budget.inputs).to.deep.equal({
      name: "agent-ops-monthly",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      timePeriodStart: "2026-01-01_00:00",
      limitAmount: "1.0",
      limitUnit: "USD",
      costTypes: { includeCredit: false },
      notifications: [notify("ACTUAL", 50), notify("ACTUAL", 80), notify("ACTUAL", 100), notify("FORECASTED", 100)],
      tags: TAGS,
    });
    expect(budget.dependencies).to.include(resourceAt(evaluation, "aws:sns/topicPolicy:TopicPolicy::alerts").urn);
  });

  it("is the topic alone where nothing else is asked for", async () => {
    const { errors, resources } = await evaluateAccount({ monitoring: {} }, { keepMonitoring: false });

    expect(errors).to.deep.equal([]);
    const parts = resources.filter(({ urn }) => urn.includes("stagekeeper:monitoring:Account$"));
    expect(parts.map(({ address }) => address)).to.deep.equal([
      "aws:sns/topic:Topic::alerts",
      "aws:sns/topicPolicy:TopicPolicy::alerts",
    ]);
    expect(JSON.stringify(resourceAt({ resources }, "aws:sns/topicPolicy:TopicPolicy::alerts").inputs)).not.to.include(
      "Relay",
    );
  });

  for (const relay of ["workflow", "none"]) {
    it(`has no relay, and asks for no code of it, with relay: ${relay}`, async () => {
      const { errors, resources } = await evaluateAccount({ monitoring: { relay } });

      expect(errors).to.deep.equal([]);
      const parts = resources.filter(({ address }) => /relay|lambda|webhook/i.test(address));
      expect(parts.map(({ address }) => address)).to.deep.equal([]);
    });
  }

  it("lets the deploy roles tell the topic only with relay: workflow", async () => {
    const policies = async (relay: string) => {
      const { resources } = await evaluateAccount({ monitoring: { relay } });
      const named = resources.filter(({ address }) => address.includes("-deploy") && !address.includes(":Role::"));
      expect(named).to.have.lengthOf(6);
      return named.filter(({ inputs }) => JSON.stringify(inputs).includes("sns:Publish"));
    };
    expect(await policies("workflow")).to.have.lengthOf(6);
    expect(await policies("lambda")).to.have.lengthOf(0);
  });
});
