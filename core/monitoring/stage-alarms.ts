import type { StageConfig } from "../config/types.ts";
import { heartbeatAlarmName, systemErrorAlarmName, throttleAlarmName } from "../naming/names.ts";

/** An alarm of a stage. `name` is its logical name; `metrics` how many of the account's free alarm metrics it takes. */
export type StageAlarm =
  | {
      readonly kind: "heartbeat";
      readonly name: string;
      readonly metrics: number;
      readonly pipeline: string;
      readonly workflow: string;
      readonly silentAfterMinutes: number;
    }
  | { readonly kind: "throttled"; readonly name: string; readonly metrics: number; readonly table: string }
  | {
      readonly kind: "system-errors";
      readonly name: string;
      readonly metrics: number;
      readonly table: string;
      /** DynamoDB operations, for example `Query`: the metric exists for each of them only. */
      readonly operations: readonly string[];
    };

/** Throttled reads and throttled writes: an alarm on metric math is counted once for each metric that it names. */
const THROTTLE_METRICS = 2;

/** What the alarms of a stage follow from. */
export type AlarmSources = Pick<StageConfig, "pipelines" | "warehouse" | "monitoring">;

/** The alarms that a stage has, in the order of the configuration: the component declares these, the free plan counts them. */
export function stageAlarms(sources: AlarmSources): readonly StageAlarm[] {
  const { throttleAlarmLayers, systemErrorOperations: operations } = sources.monitoring;
  const tables = throttleAlarmLayers.flatMap((layer) => Object.keys(sources.warehouse[layer]?.tables ?? {}));
  return [
    ...heartbeatAlarms(sources),
    ...tables.map((table): StageAlarm => {
      return { kind: "throttled", name: throttleAlarmName(table), metrics: THROTTLE_METRICS, table };
    }),
    ...(operations.length === 0 ? [] : tables).map((table): StageAlarm => {
      const name = systemErrorAlarmName(table);
      return { kind: "system-errors", name, metrics: operations.length, table, operations };
    }),
  ];
}

/** A pipeline that pings a URL is watched by whoever stands behind the URL. */
function heartbeatAlarms({ pipelines }: AlarmSources): readonly StageAlarm[] {
  return Object.entries(pipelines)
    .filter(([, { heartbeat }]) => heartbeat === "cloudwatch")
    .map(([pipeline, { workflow, silentAfterMinutes }]) => {
      const name = heartbeatAlarmName(pipeline);
      return { kind: "heartbeat", name, metrics: 1, pipeline, workflow, silentAfterMinutes };
    });
}
