import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { AccountConfig } from "../../../core/config/types.ts";
import type { DrillVerdict } from "../../../core/drill/judge.ts";
import { judgeDeliveries, type RealDelivery } from "../../../core/drill/real.ts";
import { hookIdParameterName } from "../../../core/naming/names.ts";
import { createGitHub, type GitHub, githubAccess } from "../drift/github/client.ts";
import { awsOptions, type Env } from "./real-aws.ts";

/** GitHub keeps deliveries for three days; the newest of them are enough. */
const deliveriesRead = 100;

/** What GitHub delivered to the relay of this account. */
export async function readDeliveries(account: AccountConfig, env: Env): Promise<readonly DrillVerdict[]> {
  if (account.monitoring.relay !== "lambda") return [judgeDeliveries(account, [])];
  const access = githubAccess(env);
  if (access === null) throw new Error("GITHUB_TOKEN is not set; it needs the permission to read webhooks");
  const github = createGitHub(access);
  const home = { owner: account.github.owner, repo: account.github.repository };
  const hook = await findHook(github, home, await readHookId(account, env));
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

/** The account stack writes down its webhook's number; null where it cannot be read, and then the URL has to do. */
async function readHookId(account: AccountConfig, env: Env): Promise<number | null> {
  const client = new SSMClient({ ...awsOptions(account, env), maxAttempts: 2 });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: hookIdParameterName(account.app) }));
    return Number(Parameter?.Value) || null;
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}

/** The one of this account; without its number, one that points to a Function URL and hears of workflows. */
async function findHook(
  github: GitHub,
  home: { readonly owner: string; readonly repo: string },
  known: number | null,
): Promise<number | null> {
  const hooks = await github.paginate(github.rest.repos.listWebhooks, { ...home, per_page: 100 });
  const relay = hooks.find(
    ({ id, active, events, config }) =>
      active &&
      events.includes("workflow_run") &&
      (known === null ? /\.lambda-url\.[\w-]+\.on\.aws/.test(config.url ?? "") : id === known),
  );
  return relay?.id ?? null;
}
