import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import * as pulumi from "@pulumi/pulumi";

import type { BudgetConfig } from "../../core/config/types.ts";
import type { StageAlarm } from "../../core/monitoring/stage-alarms.ts";
import { BUDGET, physicalName } from "../../core/naming/names.ts";
import type { Tags } from "../tags.ts";
import { type AlarmPlace, heartbeatAlarmArgs, systemErrorAlarmArgs, throttleAlarmArgs } from "./alarm-args.ts";
import { monthlyBudget } from "./budget.ts";

export const STAGE_MONITORING_TYPE = "stagekeeper:monitoring:Stage";

export interface StageMonitoringArgs {
  readonly app: string;
  readonly stage: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly alarms: readonly StageAlarm[];
  /** Names of the stage's tables in AWS, by their names in the configuration. */
  readonly tables: ReadonlyMap<string, pulumi.Input<string>>;
  /** The budget of this stage alone; null for none. */
  readonly budget: BudgetConfig | null;
  /** The account's topic. It is named, not looked up: the stage can be made before it. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/** What watches one stage: alarms on silent pipelines and failing tables, and where asked a budget. All of it tells the account's topic. */
export class StageMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: StageMonitoringArgs, opts: pulumi.ComponentResourceOptions) {
    super(STAGE_MONITORING_TYPE, name, {}, opts);
    for (const alarm of args.alarms) new MetricAlarm(alarm.name, alarmArgs(alarm, args), { parent: this });
    if (args.budget !== null) this.createBudget(args.budget, args);
    this.registerOutputs();
  }

  private createBudget(config: BudgetConfig, { app, stage, topicArn, tags }: StageMonitoringArgs): void {
    monthlyBudget({ name: physicalName(app, stage, BUDGET), config, topicArn, stage, tags }, { parent: this });
  }
}

function alarmArgs(alarm: StageAlarm, args: StageMonitoringArgs): MetricAlarmArgs {
  const place: AlarmPlace = args;
  if (alarm.kind === "heartbeat") return heartbeatAlarmArgs(alarm, place);
  const table = args.tables.get(alarm.table) ?? physicalName(args.app, args.stage, alarm.table);
  return alarm.kind === "throttled"
    ? throttleAlarmArgs(alarm, table, place)
    : systemErrorAlarmArgs(alarm, table, place);
}
