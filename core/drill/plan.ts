import type { AccountConfig, StageConfig } from "../config/types.ts";
import { type StageAlarm, stageAlarms } from "../monitoring/stage-alarms.ts";
import { accountBudgetName, BUDGET, physicalName } from "../naming/names.ts";
import type { DrillKind, DrillSubject, Recipient } from "./types.ts";

/** Name under which a report shows what exists once per AWS account. */
export const ACCOUNT = "account";

/** What is to be done for one subject; `why` says what the configuration does not have. */
export type DrillTask = DrillSubject &
  (
    | { readonly do: "nothing"; readonly why: string }
    | { readonly do: "workflow"; readonly config: StageConfig }
    | { readonly do: "deployment"; readonly config: StageConfig }
    | { readonly do: "forge"; readonly config: StageConfig }
    | { readonly do: "replay"; readonly config: StageConfig }
    | { readonly do: "throttle"; readonly alarm: string; readonly table: string }
    | {
        readonly do: "silence";
        readonly alarm: string;
        readonly app: string;
        readonly silentAfterMinutes: number;
      }
    | {
        readonly do: "spend";
        readonly budget: string;
        readonly spend: {
          readonly usd: number;
          readonly forecastUsd?: number;
          readonly tags?: Readonly<Record<string, string>>;
        };
      }
  );

/** Everything that a drill of these stages does, in order: what takes no time first, and last what takes a month. */
export function planDrill(stages: readonly StageConfig[], account: AccountConfig): readonly DrillTask[] {
  return [
    ...stages.flatMap((config) => webhookTasks(config, account)),
    ...onceTasks(stages, account),
    ...stages.flatMap(throttleTasks),
    ...stages.flatMap(silenceTasks),
    ...budgetTasks(stages, account),
  ];
}

/** Everybody who is told by the topic and, of what the relay has to tell, the chat. */
export function recipientsOf(account: AccountConfig, kind: DrillKind, chatHost: string): readonly Recipient[] {
  const emails = account.monitoring.emails.map((to) => ({ channel: "email", to }));
  const isRelayed = ["failed-workflow", "failed-deployment", "forged-signature", "replayed-delivery"].includes(kind);
  return isRelayed && account.monitoring.chat ? [...emails, { channel: "chat", to: chatHost }] : emails;
}

/** Whether alerts are configured of which, as far as the configuration says, nobody would hear. */
export function hasUnheardAlerts(stages: readonly StageConfig[], account: AccountConfig): boolean {
  const { relay, emails } = account.monitoring;
  if (relay === "workflow" && emails.length === 0) return true;
  return planDrill(stages, account).some(
    (task) => task.do !== "nothing" && task.do !== "forge" && recipientsOf(account, task.kind, "chat").length === 0,
  );
}

function webhookTasks(config: StageConfig, account: AccountConfig): readonly DrillTask[] {
  const { name: stage } = config.stage;
  const workflow = { stage, kind: "failed-workflow", target: "" } as const;
  const deployment = { stage, kind: "failed-deployment", target: "" } as const;
  const why = withoutRelay(account);
  if (why !== null) return [workflow, deployment].map((subject) => ({ ...subject, do: "nothing", why }));
  return [
    { ...workflow, do: "workflow", config },
    { ...deployment, do: "deployment", config },
  ];
}

/** One webhook serves all stages: the last one lends its name. */
function onceTasks(stages: readonly StageConfig[], account: AccountConfig): readonly DrillTask[] {
  const last = stages.at(-1);
  const forged = { stage: ACCOUNT, kind: "forged-signature", target: "" } as const;
  const replayed = { stage: ACCOUNT, kind: "replayed-delivery", target: "" } as const;
  const why = withoutRelay(account);
  if (why !== null || last === undefined) {
    return [forged, replayed].map((subject) => ({ ...subject, do: "nothing", why: why ?? "no stage" }));
  }
  return [
    { ...forged, do: "forge", config: last },
    { ...replayed, do: "replay", config: last },
  ];
}

function withoutRelay({ monitoring }: AccountConfig): string | null {
  return monitoring.relay === "lambda" ? null : `monitoring.relay is ${monitoring.relay}: no webhook to try`;
}

function throttleTasks(config: StageConfig): readonly DrillTask[] {
  const { app, stage } = config;
  const alarms = alarmsOf(config, "throttled");
  if (alarms.length === 0) {
    return [{ stage: stage.name, kind: "throttled-table", target: "", do: "nothing", why: "no table has an alarm" }];
  }
  return alarms.map(({ name, table }) => ({
    stage: stage.name,
    kind: "throttled-table",
    target: table,
    do: "throttle",
    alarm: physicalName(app, stage.name, name),
    table: physicalName(app, stage.name, table),
  }));
}

function silenceTasks(config: StageConfig): readonly DrillTask[] {
  const { app, stage, pipelines } = config;
  const names = Object.keys(pipelines);
  if (names.length === 0) {
    return [{ stage: stage.name, kind: "silent-pipeline", target: "", do: "nothing", why: "no pipeline runs here" }];
  }
  const alarms = alarmsOf(config, "heartbeat");
  return names.map((pipeline): DrillTask => {
    const subject = { stage: stage.name, kind: "silent-pipeline", target: pipeline } as const;
    const alarm = alarms.find((each) => each.pipeline === pipeline);
    if (alarm === undefined) return { ...subject, do: "nothing", why: "watched by the service behind its URL" };
    const { silentAfterMinutes } = alarm;
    return { ...subject, do: "silence", alarm: physicalName(app, stage.name, alarm.name), app, silentAfterMinutes };
  });
}

function alarmsOf<Kind extends StageAlarm["kind"]>(config: StageConfig, kind: Kind) {
  return stageAlarms(config).filter((alarm): alarm is Extract<StageAlarm, { kind: Kind }> => alarm.kind === kind);
}

function budgetTasks(stages: readonly StageConfig[], { app, monitoring }: AccountConfig): readonly DrillTask[] {
  const { budget } = monitoring;
  const account = { stage: ACCOUNT, kind: "budget-crossed", target: "" } as const;
  if (budget === null) return [{ ...account, do: "nothing", why: "monitoring.budget is not set" }];
  const spend = firstCrossing(budget);
  if (spend === null) return [{ ...account, do: "nothing", why: "the budget has no threshold" }];
  const ofStages = stages.filter((config) => config.monitoring.budget?.perStage === true);
  return [
    { ...account, do: "spend", budget: accountBudgetName(app), spend },
    ...ofStages.map(({ stage: { name } }): DrillTask => {
      const tagged = { ...spend, tags: { stage: name } };
      return {
        stage: name,
        kind: "budget-crossed",
        target: "",
        do: "spend",
        budget: physicalName(app, name, BUDGET),
        spend: tagged,
      };
    }),
  ];
}

/** An amount that crosses the lowest threshold and no other; null where there is none. */
function firstCrossing(budget: {
  readonly monthlyUsd: number;
  readonly actualPercent: readonly number[];
  readonly forecastPercent: readonly number[];
}): { readonly usd: number; readonly forecastUsd?: number } | null {
  const { monthlyUsd, actualPercent, forecastPercent } = budget;
  const just = (percents: readonly number[]): number | null => {
    const [lowest, next] = [...percents].sort((a, b) => a - b);
    if (lowest === undefined) return null;
    return (monthlyUsd * (lowest + Math.min(1, ((next ?? lowest + 2) - lowest) / 2))) / 100;
  };
  const usd = just(actualPercent);
  if (usd !== null) return { usd };
  const forecastUsd = just(forecastPercent);
  return forecastUsd === null ? null : { usd: 0, forecastUsd };
}
