import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { existingSubscriptions } from "../../../core/drill/subscriptions.ts";
import { UserError } from "../../../core/user-error.ts";
import type { Delivery, DrillVendors, SentMessage } from "../../commands/drill-vendors.ts";
import type { Host } from "../host.ts";
import { openSandbox, type SandboxSession } from "../sandbox/session.ts";

/** The sandbox's vendors in a rehearsal: what the drill does to time, metrics and money is taken back at its end. */
export async function openDrillVendors(host: Host): Promise<DrillVendors> {
  const session = await openSandbox(host);
  try {
    const rehearsal = await session.server.hold("/rehearsal");
    if (rehearsal === null) throw new UserError("Another drill is under way in this sandbox", "Wait for it to end.");
    return vendorsOf(session, async () => {
      await session.server.control("DELETE", "/rehearsal");
      rehearsal.release();
      await session.close();
    });
  } catch (error) {
    await session.close();
    throw error;
  }
}

function vendorsOf({ server, env, stages }: SandboxSession, close: () => Promise<void>): DrillVendors {
  const region = stages[0]?.aws.region ?? "";
  const aws = awsSettings(env, region);
  const cloudwatch = new CloudWatchClient(aws);
  const sns = new SNSClient(aws);
  return {
    chatHost: "hooks.slack.com",
    close,
    async deployed() {
      const { counts } = await server.control<{ counts: Record<string, Record<string, number>> }>("GET", "/status");
      return new Set(Object.values(counts).flatMap((byStack) => Object.keys(byStack)));
    },
    async now() {
      return new Date((await server.control<{ now: string }>("GET", "/clock")).now);
    },
    async advance(advanceSeconds) {
      await server.control("POST", "/clock", { advanceSeconds });
    },
    sent: () => server.control<readonly SentMessage[]>("GET", "/outbox"),
    deliver: (event, how = {}) => server.control<Delivery>("POST", "/github/deliver", { ...event, ...how }),
    async putMetric(metric) {
      await server.control("POST", "/aws/metric", { ...metric, value: 1 });
    },
    async spend(spend) {
      await server.control("POST", "/aws/spend", spend);
    },
    async alarm(name) {
      const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
      const [found] = MetricAlarms ?? [];
      return found === undefined
        ? null
        : { state: found.StateValue ?? "", actionsEnabled: found.ActionsEnabled !== false };
    },
    async hasBudget(name) {
      const objects = await server.control<readonly { type: string; id: string }[]>("GET", "/objects");
      return objects.some(({ type, id }) => type === "aws:budgets/budget:Budget" && id.endsWith(`:${name}`));
    },
    async subscriptions(topic) {
      const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
      const arn = Topics.map(({ TopicArn = "" }) => TopicArn).find((each) => each.endsWith(`:${topic}`));
      if (arn === undefined) return null;
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
      return existingSubscriptions(Subscriptions);
    },
  };
}

/** The sandbox's endpoint and its worthless credentials, whatever this process has of its own. */
function awsSettings(env: Readonly<Record<string, string>>, region: string) {
  return {
    region,
    endpoint: env["AWS_ENDPOINT_URL"] ?? "",
    credentials: {
      accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  };
}
