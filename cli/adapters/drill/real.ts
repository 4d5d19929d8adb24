import { ListSubscriptionsByTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { AccountConfig, StageConfig } from "../../../core/config/types.ts";
import type { DrillVerdict } from "../../../core/drill/judge.ts";
import { ACCOUNT } from "../../../core/drill/plan.ts";
import { judgeDeliveries, judgeSubscriptions, judgeTestMessage, type RealDelivery } from "../../../core/drill/real.ts";
import { existingSubscriptions, type ListedSubscription } from "../../../core/drill/subscriptions.ts";
import { alertsTopicName } from "../../../core/naming/names.ts";
import type { DrillConfiguration, RealDrill } from "../../commands/drill.ts";
import { createGitHub, type GitHub, githubAccess } from "../drift/github/client.ts";

type Env = Readonly<Record<string, string | undefined>>;

type RealConfiguration = Pick<DrillConfiguration, "stages" | "account">;

/** GitHub keeps deliveries for three days; the newest of them are enough. */
const deliveriesRead = 100;
const timeoutMs = 15_000;

/** What harms nobody: one message that says that it is a test, and questions. What cannot be asked makes the drill incomplete. */
export async function tryReal({ stages, account }: RealConfiguration, env: Env): Promise<RealDrill> {
  const parts = await Promise.all([
    attempt("the alerts topic", () => tryTopic(stages, account, env)),
    attempt("the webhook's deliveries", () => readDeliveries(account, env)),
  ]);
  return {
    verdicts: parts.flatMap(({ verdicts }) => verdicts),
    incomplete: parts.flatMap(({ reason }) => (reason === null ? [] : [{ stage: ACCOUNT, reason }])),
    notes: [
      "Only what harms nobody was tried. Without --real, the drill lets every kind of failure happen in the sandbox.",
    ],
  };
}

async function attempt(
  what: string,
  run: () => Promise<readonly DrillVerdict[]>,
): Promise<{ readonly verdicts: readonly DrillVerdict[]; readonly reason: string | null }> {
  try {
    return { verdicts: await run(), reason: null };
  } catch (error) {
    return { verdicts: [], reason: `${what} could not be asked about: ${reasonOf(error)}` };
  }
}

/** Vendors' clients throw errors with a name and a message; neither holds a credential. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = "status" in error && typeof error.status === "number" ? `${error.status} ` : "";
  return `${status}${error.message || error.name}`.split("\n", 1)[0] ?? "";
}

async function tryTopic(
  stages: readonly StageConfig[],
  account: AccountConfig,
  env: Env,
): Promise<readonly DrillVerdict[]> {
  const client = new SNSClient({
    region: account.aws.region,
    ...(env["AWS_ENDPOINT_URL"] ? { endpoint: env["AWS_ENDPOINT_URL"] } : {}),
    ...(env["AWS_ACCESS_KEY_ID"] && env["AWS_SECRET_ACCESS_KEY"]
      ? {
          credentials: {
            accessKeyId: env["AWS_ACCESS_KEY_ID"],
            secretAccessKey: env["AWS_SECRET_ACCESS_KEY"],
            ...(env["AWS_SESSION_TOKEN"] ? { sessionToken: env["AWS_SESSION_TOKEN"] } : {}),
          },
        }
      : {}),
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs },
  });
  const topic = alertsTopicName(account.app);
  const arn = await findTopic(client, topic);
  if (arn === null) return [judgeTestMessage(topic, null)];
  const subscriptions = await readSubscriptions(client, arn);
  const { MessageId = "" } = await client.send(
    new PublishCommand({
      TopicArn: arn,
      Subject: `[${account.app}] test: nothing is wrong`,
      Message: `This is a test of ${account.app}'s alerts (stagekeeper drill --real). Whoever reads it gets them. Nothing is to be done.\n`,
      MessageAttributes: { kind: { DataType: "String", StringValue: "test" } },
    }),
  );
  return [judgeTestMessage(topic, MessageId), ...judgeSubscriptions(stages, account, subscriptions)];
}

async function findTopic(client: SNSClient, topic: string): Promise<string | null> {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTopicsCommand({ ...(NextToken === undefined ? {} : { NextToken }) }));
    const found = page.Topics?.find(({ TopicArn }) => TopicArn?.endsWith(`:${topic}`));
    if (found?.TopicArn !== undefined) return found.TopicArn;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return null;
}

async function readSubscriptions(client: SNSClient, TopicArn: string) {
  const listed: ListedSubscription[] = [];
  let NextToken: string | undefined;
  do {
    const token = NextToken === undefined ? {} : { NextToken };
    const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, ...token }));
    listed.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return existingSubscriptions(listed);
}

async function readDeliveries(account: AccountConfig, env: Env): Promise<readonly DrillVerdict[]> {
  if (account.monitoring.relay !== "lambda") return [judgeDeliveries(account, [])];
  const access = githubAccess(env);
  if (access === null) throw new Error("GITHUB_TOKEN is not set; it needs the permission to read webhooks");
  const github = createGitHub(access);
  const home = { owner: account.github.owner, repo: account.github.repository };
  const hook = await findHook(github, home);
  if (hook === null) return [judgeDeliveries(account, null)];
  const { data } = await github.rest.repos.listWebhookDeliveries({ ...home, hook_id: hook, per_page: deliveriesRead });
  const deliveries = data.map(
    (each): RealDelivery => ({
      guid: each.guid,
      event: each.event,
      deliveredAt: each.delivered_at,
      statusCode: each.status_code,
      status: each.status,
    }),
  );
  return [judgeDeliveries(account, deliveries)];
}

/** The one that points to a Function URL and hears of workflows. */
async function findHook(github: GitHub, home: { owner: string; repo: string }): Promise<number | null> {
  const hooks = await github.paginate(github.rest.repos.listWebhooks, { ...home, per_page: 100 });
  const relay = hooks.find(
    ({ active, events, config }) =>
      active && events.includes("workflow_run") && /\.lambda-url\.[\w-]+\.on\.aws/.test(config.url ?? ""),
  );
  return relay?.id ?? null;
}
