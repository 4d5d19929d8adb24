import { AutoName, type PropertyModel, type PropertyRule } from "../../model.ts";
import { accountNumber, arn, each, oneOf } from "../common/rules.ts";
import { tagProperties } from "../common/tags.ts";
import { sameAmount } from "./amount.ts";
import { timeProblem } from "./time-period.ts";

const budgetTypes = [
  "USAGE",
  "COST",
  "RI_UTILIZATION",
  "RI_COVERAGE",
  "SAVINGS_PLANS_UTILIZATION",
  "SAVINGS_PLANS_COVERAGE",
];

const included: PropertyModel = { type: "boolean", default: true };
const notModelled: PropertyModel = { type: { map: "string" }, notModelled: true };

const notification = {
  object: {
    comparisonOperator: {
      type: "string",
      required: true,
      rules: [oneOf("comparison_operator", ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"])],
    },
    notificationType: {
      type: "string",
      required: true,
      rules: [oneOf("notification_type", ["ACTUAL", "FORECASTED"])],
    },
    subscriberEmailAddresses: { type: { set: "string" } },
    subscriberSnsTopicArns: { type: { set: "string" }, rules: [each("subscriber_sns_topic_arns", arn)] },
    threshold: { type: "number", required: true },
    thresholdType: {
      type: "string",
      required: true,
      rules: [oneOf("threshold_type", ["PERCENTAGE", "ABSOLUTE_VALUE"])],
    },
  },
} as const satisfies PropertyModel["type"];

/** terraform-provider-aws, internal/service/budgets/budget.go. Budgets that plan or adjust their limits are not modelled. */
export const budgetProperties: Readonly<Record<string, PropertyModel>> = {
  ...tagProperties,
  accountId: { type: "string", computed: true, replace: true, rules: [accountNumber("account_id")] },
  arn: { type: "string", outputOnly: true },
  autoAdjustData: notModelled,
  billingViewArn: { type: "string", notModelled: true },
  budgetType: { type: "string", required: true, rules: [oneOf("budget_type", budgetTypes)] },
  costFilters: {
    type: {
      set: {
        object: { name: { type: "string", required: true }, values: { type: { list: "string" }, required: true } },
      },
    },
    computed: true,
  },
  costTypes: {
    type: {
      object: {
        includeCredit: included,
        includeDiscount: included,
        includeOtherSubscription: included,
        includeRecurring: included,
        includeRefund: included,
        includeSubscription: included,
        includeSupport: included,
        includeTax: included,
        includeUpfront: included,
        useAmortized: { type: "boolean", default: false },
        useBlended: { type: "boolean", default: false },
      },
    },
    computed: true,
  },
  filterExpression: notModelled,
  limitAmount: { type: "string", computed: true, same: sameAmount },
  limitUnit: { type: "string", computed: true },
  metrics: { type: "string", notModelled: true },
  name: { type: "string", computed: true, replace: true, default: new AutoName({ unless: "namePrefix" }) },
  namePrefix: { type: "string", computed: true, replace: true },
  notifications: { type: { set: notification } },
  plannedLimits: notModelled,
  timePeriodEnd: { type: "string", default: "2087-06-15_00:00", rules: [time("time_period_end")] },
  timePeriodStart: { type: "string", computed: true, rules: [time("time_period_start")] },
  timeUnit: {
    type: "string",
    required: true,
    rules: [oneOf("time_unit", ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"])],
  },
};

function time(key: string): PropertyRule {
  return (value) => timeProblem(key, String(value));
}
