import { Budget } from "@pulumi/aws/budgets/budget.js";
import type * as pulumi from "@pulumi/pulumi";

import type { BudgetConfig } from "../../core/config/types.ts";
import { limitAmount } from "../../core/monitoring/limit-amount.ts";
import { BUDGET } from "../../core/naming/names.ts";
import type { Tags } from "../tags.ts";

/** Written down, because AWS would take the month of the first run, and stages made in different months would differ. */
const START = "2026-01-01_00:00";

export interface MonthlyBudgetArgs {
  readonly name: string;
  readonly config: BudgetConfig;
  readonly topicArn: pulumi.Input<string>;
  /**
   * Limits the budget to the costs of one stage, which its tag tells apart: of all apps in the account that have a stage of this name.
   * @default the whole account
   */
  readonly stage?: string;
  readonly tags: Tags;
}

/** A monthly limit in US dollars that alerts at percentages of what was spent and of what is forecast. */
export function monthlyBudget(
  { name, config, topicArn, stage, tags }: MonthlyBudgetArgs,
  opts: pulumi.CustomResourceOptions,
): Budget {
  const notify = (notificationType: "ACTUAL" | "FORECASTED") => (threshold: number) => ({
    comparisonOperator: "GREATER_THAN",
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topicArn],
  });
  return new Budget(
    BUDGET,
    {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      timePeriodStart: START,
      limitAmount: limitAmount(config.monthlyUsd),
      limitUnit: "USD",
      // Credits would hide what is spent until they are used up.
      costTypes: { includeCredit: false },
      ...(stage !== undefined && { costFilters: [{ name: "TagKeyValue", values: [`user:stage$${stage}`] }] }),
      notifications: [
        ...config.actualPercent.map(notify("ACTUAL")),
        ...config.forecastPercent.map(notify("FORECASTED")),
      ],
      tags,
    },
    opts,
  );
}
