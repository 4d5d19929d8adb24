import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { Table } from "@pulumi/aws/dynamodb/table.js";
import type { Role } from "@pulumi/aws/iam/role.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionUrl } from "@pulumi/aws/lambda/functionUrl.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { RepositoryWebhook } from "@pulumi/github/repositoryWebhook.js";
import * as pulumi from "@pulumi/pulumi";

import {
  RELAY_CALLS,
  RELAY_LOG_DAYS,
  RELAY_MEMORY_MB,
  RELAY_TABLE_UNITS,
  RELAY_TIMEOUT_SECONDS,
} from "../../core/monitoring/relay-limits.ts";
import { RELAY_SETTINGS_VARIABLE, type RelaySettings } from "../../core/monitoring/relay-settings.ts";
import { RELAY_INVOCATIONS, relayInvocationsAlarm, relayLogGroupName, relayName } from "../../core/naming/names.ts";
import { Stop } from "../stop.ts";
import { hookIdParameter, type RelaySecretsArgs, relaySecrets } from "./relay-parameters.ts";
import { relayRole } from "./relay-role.ts";

export const RELAY_TYPE = "stagekeeper:monitoring:Relay";

/** The newest that the AWS provider lists (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). */
const RUNTIME = "nodejs24.x";
/** `workflow_run` tells of workflows, `deployment_status` of deployments, Vercel's too. */
const EVENTS = ["deployment_status", "workflow_run"];

export interface RelayArgs extends RelaySecretsArgs {
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** Name of the repository at GitHub, without its owner. */
  readonly repository: string;
  readonly topicArn: pulumi.Input<string>;
  readonly settings: pulumi.Input<RelaySettings>;
  /** Text of the function's one module. */
  readonly code: string;
}

/**
 * What turns GitHub's webhooks into alerts: a function behind a public URL, which trusts nothing but the webhook's signature.
 *
 * A new secret reaches the function first, which then accepts both, and only then the webhook. The webhook's number goes
 * back to the function through a parameter, because the webhook needs the function's URL before.
 */
export class Relay extends pulumi.ComponentResource {
  readonly role: Role;

  /** @param opts with the providers of AWS and GitHub */
  constructor(name: string, args: RelayArgs, opts: pulumi.ComponentResourceOptions) {
    super(RELAY_TYPE, name, {}, opts);
    const kept = { parent: this, protect: true };
    const secrets = relaySecrets(args, kept);
    const logs = createLogs(args, kept);
    const table = createTable(args, kept);
    const { role, policy } = createRole(args, logs, table, kept);
    const relay = createFunction(args, role, { ...kept, dependsOn: [logs, policy, ...secrets.parameters] });
    const url = new FunctionUrl("relay", { functionName: relay.name, authorizationType: "NONE" }, kept);
    const open = openToAll(relay, { ...kept, dependsOn: url });
    const hook = createWebhook(args, url, secrets.newest, { ...kept, dependsOn: [relay, ...open] });
    hookIdParameter(args, hook.id, kept);
    watchCalls(args, relay, kept);
    this.role = role;
    this.registerOutputs();
  }
}

/** Before the function: Lambda would make a group that keeps its entries for ever. */
function createLogs({ app, tags }: RelayArgs, opts: pulumi.CustomResourceOptions): LogGroup {
  return new LogGroup("relay", { name: relayLogGroupName(app), retentionInDays: RELAY_LOG_DAYS, tags }, opts);
}

/** Remembers deliveries, so that none counts twice, and what is broken at the moment. */
function createTable({ app, tags }: RelayArgs, opts: pulumi.CustomResourceOptions): Table {
  return new Table(
    "relay",
    {
      name: relayName(app),
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
      billingMode: "PROVISIONED",
      readCapacity: RELAY_TABLE_UNITS,
      writeCapacity: RELAY_TABLE_UNITS,
      ttl: { enabled: true, attributeName: "expiresAt" },
      pointInTimeRecovery: { enabled: false },
      tags,
    },
    opts,
  );
}

function createRole(args: RelayArgs, logs: LogGroup, table: Table, opts: pulumi.CustomResourceOptions) {
  const { app, region, accountId, topicArn, tags } = args;
  const reach = pulumi.all([logs.arn, table.arn, topicArn, accountId]).apply(([log, items, topic, account]) => ({
    logGroupArn: log,
    tableArn: items,
    topicArn: topic,
    // All of the relay's: while a rotation is under way the function may ask for what is about to go.
    parameterArns: [`arn:aws:ssm:${region}:${account}:parameter/${app}/relay/*`],
  }));
  return relayRole({ app, reach, tags }, opts);
}

/** Without reserved concurrency: a new AWS account has ten in all and insists that they stay unreserved. */
function createFunction(args: RelayArgs, role: Role, opts: pulumi.CustomResourceOptions): LambdaFunction {
  const { app, code, settings, tags } = args;
  return new LambdaFunction(
    "relay",
    {
      name: relayName(app),
      role: role.arn,
      runtime: RUNTIME,
      architectures: ["arm64"],
      handler: "index.handler",
      // By its text: the path of a file would land in state, and differ on every machine.
      code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(code) }),
      memorySize: RELAY_MEMORY_MB,
      timeout: RELAY_TIMEOUT_SECONDS,
      environment: { variables: { [RELAY_SETTINGS_VARIABLE]: pulumi.output(settings).apply(settingsText) } },
      tags,
    },
    opts,
  );
}

/** Lambda takes 4 KB of environment variables (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const MOST_SETTINGS_BYTES = 4 * 1024;

function settingsText(settings: RelaySettings): string {
  const text = JSON.stringify(settings);
  const size = Buffer.byteLength(RELAY_SETTINGS_VARIABLE) + Buffer.byteLength(text);
  if (size <= MOST_SETTINGS_BYTES) return text;
  throw new Stop(
    `The relay's settings have ${size} bytes, and Lambda takes ${MOST_SETTINGS_BYTES}: there are too many stages, Vercel projects or pipelines for one relay.`,
  );
}

/**
 * Since October 2025 a public URL needs both (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html). The provider adds
 * them by itself when it creates the URL, and never again when somebody has removed them.
 */
function openToAll(relay: LambdaFunction, opts: pulumi.CustomResourceOptions): readonly Permission[] {
  const everybody = { function: relay.name, principal: "*" };
  return [
    new Permission(
      "relay-url",
      { ...everybody, statementId: "relay-url", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
      opts,
    ),
    new Permission(
      "relay-invoke",
      { ...everybody, statementId: "relay-invoke", action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      opts,
    ),
  ];
}

function createWebhook(
  { repository }: RelayArgs,
  url: FunctionUrl,
  secret: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): RepositoryWebhook {
  return new RepositoryWebhook(
    "relay",
    {
      repository,
      active: true,
      events: EVENTS,
      configuration: { url: pulumi.secret(url.functionUrl), contentType: "json", insecureSsl: false, secret },
    },
    opts,
  );
}

/** Anybody can call a public URL, and each call is paid for: whoever floods it is heard of. */
function watchCalls(
  { app, topicArn, tags }: RelayArgs,
  relay: LambdaFunction,
  opts: pulumi.CustomResourceOptions,
): void {
  const minutes = RELAY_CALLS.periodSeconds / 60;
  new MetricAlarm(
    RELAY_INVOCATIONS,
    {
      name: relayInvocationsAlarm(app),
      alarmDescription:
        `The relay was called more than ${RELAY_CALLS.most} times in ${minutes} minutes, which is not GitHub alone. ` +
        `First look at the log group ${relayLogGroupName(app)}; to stop it, remove the function's URL.`,
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: relay.name },
      statistic: "Sum",
      period: RELAY_CALLS.periodSeconds,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: RELAY_CALLS.most,
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    },
    opts,
  );
}
