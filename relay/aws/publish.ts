import type { AlertMessage } from "../message.ts";
import { CLIENT_OPTIONS, type Sdk } from "./sdk.ts";

export function publishTo(sdk: Sdk["sns"], TopicArn: string): (message: AlertMessage) => Promise<void> {
  const client = new sdk.SNSClient(CLIENT_OPTIONS);
  return async ({ subject: Subject, body: Message, attributes }) => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    await client.send(new sdk.PublishCommand({ TopicArn, Subject, Message, MessageAttributes }));
  };
}
