/** Every name that stagekeeper gives to something at a vendor, in one place: components declare by these, rules check them. */

/** Where GitHub keeps a binding: in the stage's environment, or in the repository under a prefixed name. */
export type BindingPlace = "environment" | "repository";

/** Physical name of a table, a role or an alarm: `agent-ops-prod-facts`. */
export function physicalName(app: string, stage: string, name: string): string {
  return `${app}-${stage}-${name}`;
}

/** Physical name of a bucket: the account id makes it unique worldwide, `agent-ops-prod-landing-123456789012`. */
export function bucketName(app: string, stage: string, name: string, accountId: string): string {
  return `${physicalName(app, stage, name)}-${accountId}`;
}

/** Name of a stage's Vercel project: `agent-ops-web-prod`. */
export function vercelProjectName(app: string, project: string, stage: string): string {
  return `${app}-${project}-${stage}`;
}

/** Branch that a stage deploys from: `stage/prod`. */
export function branchName(stage: string): string {
  return `stage/${stage}`;
}

/** Name under which GitHub gets a binding: `LOG_LEVEL` in an environment, `PROD_LOG_LEVEL` in the repository. */
export function bindingName(place: BindingPlace, stage: string, name: string): string {
  return place === "environment" ? name : `${environmentWord(stage)}_${name}`;
}

/**
 * Logical name of a binding at a Vercel project: the binding's own, except from its second project on, where the name says
 * which, `admin.LOG_LEVEL`; their components would otherwise declare it twice. Appending a project to `to` renames nothing.
 * @param to hosts of the binding as written, for example `["github", "vercel.web"]`
 */
export function vercelBindingName(name: string, project: string, to: readonly string[]): string {
  const first = to.find((host) => host.startsWith("vercel."));
  return first === `vercel.${project}` ? name : `${project}.${name}`;
}

/** Environment variable that carries a secret declared with `from: env`: `STAGEKEEPER_SECRET_PROD_OPENAI_API_KEY`. */
export function secretVariableName(stage: string, name: string): string {
  return `${SECRET_VARIABLE_PREFIX}${environmentWord(stage)}_${name}`;
}

/** Environment variable that carries the passphrase of a stage's stack; its `_FILE` sibling names a file. */
export function passphraseVariableName(stage: string): string {
  return `STAGEKEEPER_PASSPHRASE_${environmentWord(stage)}`;
}

export const SECRET_VARIABLE_PREFIX = "STAGEKEEPER_SECRET_";

/** Role that a stage's pipeline takes on in GitHub Actions, and the one that its Vercel project takes on. */
export const STAGE_ROLES = ["pipeline", "runtime"] as const;
/** Roles of a stage that the account stack holds: to deploy it, and to read it for drift. */
export const ACCOUNT_ROLES = ["deploy", "inspect"] as const;

/** Topic that everything is published to which somebody should hear of; once per account. */
export function alertsTopicName(app: string): string {
  return `${app}-alerts`;
}

/** The topic's ARN, computed: alarms of a stage name it while the account stack is applied apart from them. */
export function alertsTopicArn(place: {
  readonly app: string;
  readonly region: string;
  readonly accountId: string;
}): string {
  return `arn:aws:sns:${place.region}:${place.accountId}:${alertsTopicName(place.app)}`;
}

/** The relay's function, its table and its role. */
export function relayName(app: string): string {
  return `${app}-relay`;
}

/** Log group of the relay: Lambda writes to the one of this name, and makes it without an end of its entries where it is missing. */
export function relayLogGroupName(app: string): string {
  return `/aws/lambda/${relayName(app)}`;
}

/** SSM parameter with one generation of the webhook's secret: `/agent-ops/relay/webhook-secret/1`. */
export function webhookSecretParameterName(app: string, generation: number): string {
  return `/${app}/relay/webhook-secret/${generation}`;
}

/** SSM parameter with the id of the webhook whose deliveries the relay takes. */
export function hookIdParameterName(app: string): string {
  return `/${app}/relay/hook-id`;
}

/** SSM parameter with the incoming webhook of a chat. */
export function chatUrlParameterName(app: string): string {
  return `/${app}/relay/chat-url`;
}

/** Secret of the account stack that holds the incoming webhook of a chat: `stagekeeper:secrets.ALERTS_CHAT_URL`. */
export const CHAT_URL_SECRET = "ALERTS_CHAT_URL";

/** Logical name of the alarm on too many calls of the relay; its physical name is {@link relayInvocationsAlarm}. */
export const RELAY_INVOCATIONS = "relay-invocations";

/** Physical name of the alarm on too many calls of the relay: `agent-ops-relay-invocations`. */
export function relayInvocationsAlarm(app: string): string {
  return `${app}-${RELAY_INVOCATIONS}`;
}

/** Budget of the whole account: `agent-ops-monthly`. That of a stage is `agent-ops-prod-monthly`. */
export function accountBudgetName(app: string): string {
  return `${app}-${BUDGET}`;
}

/** Logical name of a budget. */
export const BUDGET = "monthly";

/** Role that reads what the account stack holds, for drift: `agent-ops-inspect`. */
export function accountInspectRoleName(app: string): string {
  return `${app}-inspect`;
}

/** CloudWatch namespace of the signs of life that pipelines give. */
export function heartbeatNamespace(app: string): string {
  return `stagekeeper/${app}`;
}

/** Metric of the signs of life: value 1 for each success, with the dimensions `Stage` and `Pipeline`. */
export const HEARTBEAT_METRIC = "PipelineSuccess";

/** Secret and environment variable with the URL that a pipeline with `heartbeat: url` pings: `HEARTBEAT_URL_ETL`. */
export function heartbeatUrlName(pipeline: string): string {
  return `${HEARTBEAT_URL_PREFIX}${environmentWord(pipeline)}`;
}

export const HEARTBEAT_URL_PREFIX = "HEARTBEAT_URL_";

/** Logical name of the alarm that fires when a pipeline falls silent; the physical one is {@link physicalName} of it. */
export function heartbeatAlarmName(pipeline: string): string {
  return `${pipeline}-heartbeat`;
}

/** Logical name of the alarm that fires when requests to a table are throttled. */
export function throttleAlarmName(table: string): string {
  return `${table}-throttled`;
}

/** Logical name of the alarm that fires when DynamoDB itself fails on requests to a table. */
export function systemErrorAlarmName(table: string): string {
  return `${table}-system-errors`;
}

/** A stage's name as a part of a variable's name: upper case, everything but letters and digits is `_`. */
export function environmentWord(stage: string): string {
  return stage.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}
