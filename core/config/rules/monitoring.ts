/** Monitoring: what is free, and what reaches the topic. */
import {
  ALARM_METRIC_USD,
  type AlarmGroup,
  alarmArithmetic,
  alarmMetrics,
  FREE_ALARM_METRICS,
} from "../../monitoring/alarm-limit.ts";
import { stageAlarms } from "../../monitoring/stage-alarms.ts";
import { RELAY_INVOCATIONS } from "../../naming/names.ts";
import { watchedParts } from "../normalise.ts";
import type { Violation } from "../violation.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const MOST_NOTIFICATIONS = 10;

/** https://aws.amazon.com/cloudwatch/pricing/: ten alarm metrics of an account are free. */
export const alarmsAreFree: Rule = (context) => {
  const groups = alarmGroups(context);
  if (alarmMetrics(groups) <= FREE_ALARM_METRICS) return [];
  const each = ALARM_METRIC_USD.toFixed(2);
  return [
    {
      path: ["monitoring"],
      given: alarmArithmetic(groups),
      isWorkedOut: true,
      allowed: `at most ${FREE_ALARM_METRICS} alarm metrics in an AWS account: each further one costs ${each} USD a month`,
      next: "Name fewer stages in pipelines and throttleAlarms, fewer layers, or fewer operations in throttleAlarms.systemErrors.",
    },
  ];
};

/** An alarm publishes to a topic of its own region only, and computes the topic's name. */
export const alarmsStandInTopicsRegion: Rule = (context) => {
  const { written, inBase, stage, inAccount } = context;
  const sharesAccountStack = written.aws.accountStack === inBase.aws.accountStack;
  if (!sharesAccountStack || written.aws.region === inBase.aws.region) return [];
  const watched = stage === null ? inAccount : inAccount.filter((one) => one.stage.name === stage.name);
  if (watched.every((one) => stageAlarms(watchedParts(one.written, one.stage)).length === 0)) return [];
  const { region, accountStack } = inBase.aws;
  return [
    {
      path: ["aws", "region"],
      allowed: `${region}, as the base has it: alarms reach a topic of their own region only, and that of ${accountStack} is there`,
      next: "Write the region in the base, give the stage an account stack of its own (aws.accountStack), or remove its alarms.",
    },
  ];
};

export const budgetAlertsFit: Rule = ({ written: { monitoring } }) => {
  if (monitoring.budget === null) return [];
  const { actualPercent, forecastPercent } = monitoring.budget;
  const count = actualPercent.length + forecastPercent.length;
  const tooMany: readonly Violation[] =
    count <= MOST_NOTIFICATIONS
      ? []
      : [
          {
            path: ["monitoring", "budget"],
            given: `${count} thresholds`,
            allowed: `at most ${MOST_NOTIFICATIONS} thresholds, actual and forecast together: a budget at AWS takes no more`,
            next: "Remove some.",
          },
        ];
  const none: readonly Violation[] =
    count > 0
      ? []
      : [
          {
            path: ["monitoring", "budget"],
            given: "no threshold",
            allowed: "at least one percentage in actualPercent or forecastPercent",
            next: "Add one, or remove the budget.",
          },
        ];
  return [
    ...tooMany,
    ...none,
    ...standTwice("actualPercent", actualPercent),
    ...standTwice("forecastPercent", forecastPercent),
  ];
};

export const emailsStandOnce: Rule = ({ written: { monitoring } }) =>
  monitoring.emails.flatMap((email, index) =>
    monitoring.emails.indexOf(email) === index
      ? []
      : [{ path: ["monitoring", "emails", index], allowed: "each address once", next: "Remove it." }],
  );

/** Nothing else posts to a chat. */
export const chatNeedsRelay: Rule = ({ written: { monitoring } }) =>
  monitoring.chat && monitoring.relay !== "lambda"
    ? [
        {
          path: ["monitoring", "chat"],
          allowed: "true only with relay: lambda, which posts to the chat",
          next: "Write relay: lambda, or remove chat.",
        },
      ]
    : [];

/** Of all stages of the account, and of the account itself. */
function alarmGroups({ written, inAccount }: RuleContext): readonly AlarmGroup[] {
  const stages = inAccount.map(({ stage, written: parts }) => {
    return { of: stage.name, alarms: stageAlarms(watchedParts(parts, stage)) };
  });
  const relay = written.monitoring.relay === "lambda" ? [{ name: RELAY_INVOCATIONS, metrics: 1 }] : [];
  return [...stages, { of: "account", alarms: relay }];
}

function standTwice(key: string, percents: readonly number[]): readonly Violation[] {
  return percents.flatMap((percent, index) =>
    percents.indexOf(percent) === index
      ? []
      : [{ path: ["monitoring", "budget", key, index], allowed: "each percentage once", next: "Remove it." }],
  );
}
