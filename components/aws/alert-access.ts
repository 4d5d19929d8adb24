import { alertsTopicArn, heartbeatNamespace } from "../../core/naming/names.ts";
import type { Statement } from "./policy.ts";

interface AlertScope {
  readonly app: string;
  readonly region: string;
  readonly accountId: string;
}

/** A pipeline's sign of life. Metrics have no ARN; the namespace is what they can be told apart by. */
export function reportSuccess({ app }: Pick<AlertScope, "app">): Statement {
  return {
    sid: "Heartbeat",
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    conditions: { StringEquals: { "cloudwatch:namespace": [heartbeatNamespace(app)] } },
  };
}

/** What a workflow's own step tells, where there is no relay. */
export function publishAlerts(scope: AlertScope): Statement {
  return { sid: "Alert", actions: ["sns:Publish"], resources: [alertsTopicArn(scope)] };
}
