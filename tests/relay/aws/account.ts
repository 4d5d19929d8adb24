import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { RelaySettings } from "../../../core/monitoring/relay-settings.ts";
import type { Json } from "../support/payloads.ts";
import { hookId, secret, secretBefore, settings } from "../support/settings.ts";

/** A message that moto's topic has taken. */
export interface Published {
  readonly subject: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

/** An AWS account in moto with the relay's topic, table and parameters, under names that nobody else has. */
export class Account {
  readonly settings: RelaySettings;
  readonly dynamodb: DynamoDBClient;
  readonly ssm: SSMClient;
  readonly #sns: SNSClient;
  readonly #endpoint: string;

  private constructor(endpoint: string, used: RelaySettings) {
    this.#endpoint = endpoint;
    this.settings = used;
    const client = { endpoint, region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
    this.dynamodb = new DynamoDBClient(client);
    this.ssm = new SSMClient(client);
    this.#sns = new SNSClient(client);
  }

  static #made = 0;

  static async create(endpoint: string): Promise<Account> {
    Account.#made += 1;
    const name = `app${Account.#made}`;
    const prefix = `/${name}/relay`;
    const account = new Account(endpoint, {
      ...settings,
      app: name,
      topicArn: `arn:aws:sns:eu-central-1:123456789012:${name}-alerts`,
      table: `${name}-relay`,
      secretParameters: [`${prefix}/webhook-secret/2`, `${prefix}/webhook-secret/1`],
      hookIdParameter: `${prefix}/hook-id`,
      chatParameter: `${prefix}/chat-url`,
    });
    await account.createTopic();
    await account.createTable();
    await account.putParameters();
    return account;
  }

  async createTopic(): Promise<void> {
    const { app, topicArn } = this.settings;
    await this.#sns.send(new CreateTopicCommand({ Name: `${app}-alerts` }));
    await this.#sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: "jdoe@example.com" }));
  }

  async createTable(): Promise<void> {
    await this.dynamodb.send(
      new CreateTableCommand({
        TableName: this.settings.table,
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      }),
    );
  }

  async putParameters(): Promise<void> {
    const [newest = "", before = ""] = this.settings.secretParameters;
    await this.putParameter(newest, secret, "SecureString");
    await this.putParameter(before, secretBefore, "SecureString");
    await this.putParameter(this.settings.hookIdParameter, hookId, "String");
  }

  async putParameter(Name: string, Value: string, Type: "SecureString" | "String"): Promise<void> {
    await this.ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
  }

  /** Items of the relay's table, without their times. */
  async items(): Promise<readonly Json[]> {
    const { Items = [] } = await this.dynamodb.send(new ScanCommand({ TableName: this.settings.table }));
    return Items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)])),
    );
  }

  /** Items that say that something was told, or is about to be. */
  async marked(): Promise<readonly Json[]> {
    return (await this.items()).filter((item) => item["progress"] === "done" || item["version"] || item["holder"]);
  }

  /** What the topic has taken, in order; moto tells it by an interface of its own, and still knows topics that are gone. */
  async published(): Promise<readonly Published[]> {
    const response = await fetch(`${this.#endpoint}/moto-api/data.json`);
    const data = (await response.json()) as { sns?: { Topic?: readonly Json[] } };
    const topic = data.sns?.Topic?.findLast((one) => one["arn"] === this.settings.topicArn);
    const sent = (topic?.["sent_notifications"] ?? []) as readonly (readonly [
      string,
      string,
      string,
      Published["attributes"],
    ])[];
    return sent.map(([, message, subject, attributes]) => ({ message, subject, attributes }));
  }
}
