import { expect } from "chai";
import { HalfCreated } from "../../../sandbox/model.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { firstOf, refusalOf, TestAccount } from "./account.ts";

const type = "aws:budgets/budget:Budget";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:app-alerts";

function notification(different: Fields = {}): Fields {
  return {
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topicArn],
    ...different,
  };
}

const inputs = {
  name: "app",
  budgetType: "COST",
  limitAmount: "25",
  limitUnit: "USD",
  timeUnit: "MONTHLY",
  timePeriodStart: "2026-01-01_00:00",
  costTypes: { includeCredit: false },
  notifications: [notification(), notification({ notificationType: "FORECASTED", threshold: 100 })],
} as const satisfies Fields;

describe("sandbox: aws.budgets.Budget", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("has the account in its id, no region, and AWS's form of the limit", () => {
    const { id, state } = account.create(type, "b", inputs);
    expect(id).to.equal("123456789012:app");
    expect(state).to.include({
      accountId: "123456789012",
      arn: "arn:aws:budgets::123456789012:budget/app",
      limitAmount: "25.0",
      timePeriodStart: "2026-01-01_00:00",
      timePeriodEnd: "2087-06-15_00:00",
    });
    expect(state["costTypes"]).to.include({ includeCredit: false, includeTax: true, useBlended: false });
    expect(state).not.to.have.property("region");
    expect(firstOf(state["notifications"])["subscriberEmailAddresses"]).to.deep.equal([]);
  });

  for (const [given, read] of [
    ["1", "1.0"],
    ["12.50", "12.5"],
    ["100.00", "100.0"],
    ["0.75", "0.75"],
    ["007", "7.0"],
  ]) {
    it(`reads a limit of ${given} as ${read}, which is no difference`, () => {
      const deployed = account.create(type, "b", { ...inputs, limitAmount: given });
      const refreshed = account.refreshed(deployed);
      expect(refreshed.state["limitAmount"]).to.equal(read);
      expect(refreshed.inputs["limitAmount"]).to.equal(given);
      expect(account.diff(refreshed, { ...inputs, limitAmount: given }).changed).to.deep.equal([]);
      expect(account.diff(refreshed, { ...inputs, limitAmount: "33" }).changed).to.deep.equal(["limitAmount"]);
    });
  }

  it("begins with its current period where the program does not say", () => {
    const { timePeriodStart: _given, ...open } = inputs;
    const starts = ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"].map(
      (timeUnit) => account.create(type, "b", { ...open, name: timeUnit, timeUnit }).state["timePeriodStart"],
    );
    expect(starts).to.deep.equal(["2026-11-23_00:00", "2026-11-01_00:00", "2026-10-01_00:00", "2026-01-01_00:00"]);
    const deployed = account.create(type, "b", open);
    expect(account.diff(deployed, open).changed).to.deep.equal([]);
  });

  it("replaces on name and account only", () => {
    const deployed = account.create(type, "b", inputs);
    expect(account.diff(deployed, { ...inputs, name: "c", accountId: "999999999999" }).replaces).to.deep.equal([
      "accountId",
      "name",
    ]);
    const other = { ...inputs, timeUnit: "ANNUALLY", timePeriodStart: "2025-01-01_00:00", limitUnit: "EUR" };
    expect(account.diff(deployed, other).replaces).to.deep.equal([]);
    expect(account.update(deployed, other).state).to.include({ timeUnit: "ANNUALLY", limitUnit: "EUR" });
  });

  it("does not mind the order of notifications", () => {
    const deployed = account.create(type, "b", inputs);
    const turned = { ...inputs, notifications: [...inputs.notifications].reverse() };
    expect(account.diff(deployed, turned).changed).to.deep.equal([]);
    expect(account.diff(deployed, { ...inputs, notifications: [] }).changed).to.deep.equal([
      "notifications[0]",
      "notifications[1]",
    ]);
  });

  it("is there without notifications where one has no subscriber", () => {
    const silent = { ...inputs, notifications: [notification({ subscriberSnsTopicArns: [] })] };
    const create = () => account.create(type, "b", silent);
    expect(create).to.throw(
      HalfCreated,
      /^creating Budget \(123456789012:app\) notifications: Budget notification must have at least one subscriber$/,
    );
    expect(create).to.throw(/DuplicateRecordException: Error creating budget: app - the budget already exists\.$/);
  });

  it("keeps its old notifications where new ones are refused", () => {
    const deployed = account.create(type, "b", inputs);
    const silent = { ...inputs, limitAmount: "30", notifications: [notification({ subscriberSnsTopicArns: [] })] };
    expect(refusalOf(() => account.update(deployed, silent))).to.match(/must have at least one subscriber$/);
    const { state } = account.refreshed(deployed);
    expect(state["limitAmount"]).to.equal("30.0");
    expect(state["notifications"]).to.have.length(2);
  });

  const refusals: readonly (readonly [title: string, inputs: Fields, reason: RegExp])[] = [
    [
      "a colon in its name",
      { name: "a:b" },
      /^creating Budget \(a:b\): operation error Budgets: CreateBudget, .*ValidationException/,
    ],
    ["an amount that is none", { limitAmount: "much" }, /Value 'much' at 'budget\.budgetLimit\.amount'/],
    ["no limit", { limitAmount: null }, /InvalidParameterException: The budget has no limit\.$/],
    ["another account", { accountId: "999999999999" }, /AccessDeniedException/],
    [
      "two topics for a notification",
      { notifications: [notification({ subscriberSnsTopicArns: [topicArn, `${topicArn}2`] })] },
      /at most 10 addresses and 1 topic/,
    ],
    [
      "an eleventh notification",
      { notifications: Array.from({ length: 11 }, (_, threshold) => notification({ threshold })) },
      /at most 10 notifications/,
    ],
  ];
  for (const [title, different, reason] of refusals) {
    it(`refuses ${title}`, () =>
      expect(refusalOf(() => account.create(type, "b", { ...inputs, ...different }))).to.match(reason));
  }

  it("refuses at Check what has a wrong form", () => {
    const wrong = {
      ...inputs,
      budgetType: "MONEY",
      timePeriodStart: "2026-01-01",
      timePeriodEnd: "2026-02-30_00:00",
      notifications: [notification({ comparisonOperator: "ABOVE" })],
    };
    expect(account.refusals(type, wrong)).to.deep.equal([
      'expected budget_type to be one of ["USAGE" "COST" "RI_UTILIZATION" "RI_COVERAGE" "SAVINGS_PLANS_UTILIZATION" "SAVINGS_PLANS_COVERAGE"], got MONEY',
      'expected comparison_operator to be one of ["GREATER_THAN" "LESS_THAN" "EQUAL_TO"], got ABOVE',
      '"time_period_end" cannot be parsed as "2006-01-02_15:04": parsing time "2026-02-30_00:00": day out of range',
      '"time_period_start" cannot be parsed as "2006-01-02_15:04": parsing time "2026-01-01" as "2006-01-02_15:04": cannot parse "" as "_"',
    ]);
  });

  it("shows what somebody changed, and goes", () => {
    const deployed = account.create(type, "b", inputs);
    account.edit(deployed, { limitAmount: "1000" });
    expect(account.refreshed(deployed).inputs["limitAmount"]).to.equal("1000.0");
    account.delete(deployed);
    expect(account.refresh(deployed)).to.equal(null);
    account.delete(deployed);
  });
});
