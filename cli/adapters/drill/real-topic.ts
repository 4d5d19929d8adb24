import {
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  type MessageAttributeValue,
  PublishCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import type { AccountConfig, StageConfig } from "../../../core/config/types.ts";
import type { DrillVerdict } from "../../../core/drill/judge.ts";
import { judgeSubscriptions, judgeTestMessage } from "../../../core/drill/real.ts";
import { existingSubscriptions, type ListedSubscription } from "../../../core/drill/subscriptions.ts";
import { alertsTopicName } from "../../../core/naming/names.ts";
import { awsOptions, type Env } from "./real-aws.ts";

/** Sends one message that says that it is a test, and asks who has subscribed. */
export async function tryTopic(
  stages: readonly StageConfig[],
  account: AccountConfig,
  env: Env,
): Promise<readonly DrillVerdict[]> {
  const client = new SNSClient(awsOptions(account, env));
  const topic = alertsTopicName(account.app);
  const names = stages.map(({ stage }) => stage.name);
  const arn = await findTopic(client, topic);
  if (arn === null) return [judgeTestMessage(topic, names, null)];
  const subscriptions = await readSubscriptions(client, arn);
  const { MessageId = "" } = await client.send(
    new PublishCommand({
      TopicArn: arn,
      Subject: `[${account.app}] test: nothing is wrong`,
      Message: `This is a test of ${account.app}'s alerts (stagekeeper drill --real). Whoever reads it gets them. Nothing is to be done.\n`,
      MessageAttributes: attributesOf(names),
    }),
  );
  return [judgeTestMessage(topic, names, MessageId), ...judgeSubscriptions(stages, account, subscriptions)];
}

/**
 * Those of the relay's messages, so that a subscription that filters by stage gets the test as well: a list matches where one of its
 * texts does (https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html). Lambda functions take no lists, so one stage is a text.
 */
function attributesOf(stages: readonly string[]): Record<string, MessageAttributeValue> {
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const [first, ...others] = stages;
  const list = { DataType: "String.Array", StringValue: JSON.stringify(stages) };
  const stage = first === undefined ? {} : { stage: others.length === 0 ? text(first) : list };
  return { ...stage, kind: text("test"), incident: text("test") };
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
