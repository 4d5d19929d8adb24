import { expect } from "chai";
import { alarm, opened, throttled } from "./alarm-objects.ts";
import { account, TestVendors, topicArn } from "./vendors.ts";

describe("Budgets in the sandbox", () => {
  let vendors: TestVendors;
  const notification = (threshold: number, notificationType = "ACTUAL", more: object = {}) => ({
    comparisonOperator: "GREATER_THAN",
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topicArn],
    ...more,
  });
  const budget = { name: "monthly", budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "1.0", limitUnit: "USD" };
  beforeEach(async () => {
    vendors = await TestVendors.start();
    vendors.putTopic(opened);
  });
  afterEach(() => vendors.stop());
  const spend = (body: object) => vendors.control("POST", "/aws/spend", body);

  it("tell of each threshold once a month, and of a forecast each time that it crosses", async () => {
    const notifications = [
      notification(50),
      notification(100),
      notification(100, "FORECASTED", { subscriberSnsTopicArns: [], subscriberEmailAddresses: ["boss@example.com"] }),
    ];
    vendors.put("aws/budgets-budget", `${account}:monthly`, { ...budget, notifications });
    await spend({ usd: 0.5 });
    expect(await vendors.outbox()).to.deep.equal([]);
    await spend({ usd: 0.6 });
    await spend({ usd: 0.7, forecastUsd: 1.5 });
    await spend({ usd: 0.7, forecastUsd: 0.9 });
    await spend({ usd: 1.2, forecastUsd: 1.5 });
    const sent = await vendors.outbox();
    expect(sent.map(({ to, source, text }) => [to, source, /Alert Threshold: (.*)/.exec(text)?.[1]])).to.deep.equal([
      ["jdoe@example.com", "budget", "> 50%"],
      ["boss@example.com", "budget", "> 100%"],
      ["jdoe@example.com", "budget", "> 100%"],
      ["boss@example.com", "budget", "> 100%"],
    ]);
    await vendors.advance(31 * 24 * 60);
    await spend({ usd: 0.6 });
    expect((await vendors.outbox()).length).to.equal(5);
  });

  it("count what carries their tag", async () => {
    const costFilters = [{ name: "TagKeyValue", values: ["user:stage$dev"] }];
    vendors.put("aws/budgets-budget", `${account}:dev`, {
      ...budget,
      name: "dev",
      costFilters,
      notifications: [notification(100)],
    });
    await spend({ usd: 5 });
    await spend({ usd: 5, tags: { stage: "prod" } });
    expect(await vendors.outbox()).to.deep.equal([]);
    await spend({ usd: 5, tags: { stage: "dev" } });
    expect(await vendors.subjects()).to.deep.equal(["AWS Budgets: dev has exceeded your alert threshold"]);
  });

  it("lose what the topic's policy does not let through: the default policy lets alarms through, not them", async () => {
    vendors.store.remove("aws/sns-topic-policy", topicArn);
    vendors.put("aws/budgets-budget", `${account}:monthly`, { ...budget, notifications: [notification(100)] });
    vendors.put("aws/cloudwatch-alarm", "facts", alarm("facts", throttled));
    await spend({ usd: 5 });
    await vendors.advance(1);
    expect((await vendors.outbox()).map(({ source }) => source)).to.deep.equal(["alarm"]);
  });

  it("say so where they count what is not modelled; amounts that are none are refused", async () => {
    const failure = (body: object) =>
      spend(body).then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await failure({ usd: -1 })).to.equal("-1 is no amount.");
    expect(await failure({ usd: 1, tags: { a: "1", b: "2" } })).to.include("several tags");
    const own = { costFilters: [{ name: "Service", values: ["EC2"] }], notifications: [notification(100)] };
    vendors.put("aws/budgets-budget", `${account}:x`, { ...budget, name: "x", ...own });
    vendors.put("aws/budgets-budget", `${account}:y`, { ...budget, name: "y", timeUnit: "DAILY", notifications: [] });
    vendors.put("aws/budgets-budget", `${account}:monthly`, { ...budget, notifications: [notification(100)] });
    expect(await spend({ usd: 5 })).to.deep.equal({
      notCounted: [
        "x: the sandbox does not model other cost filters than one of TagKeyValue",
        "y: the sandbox does not model other budgets than monthly ones of costs",
      ],
    });
    expect((await vendors.outbox()).length).to.equal(1);
  });
});
