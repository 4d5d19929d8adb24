/** Entry of the Lambda function, `index.handler`: wires the relay to AWS. */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import { RELAY_SETTINGS_VARIABLE } from "../core/monitoring/relay-settings.ts";
import { readParameters } from "./aws/parameters.ts";
import { publishTo } from "./aws/publish.ts";
import type { Sdk } from "./aws/sdk.ts";
import { dynamoStore } from "./aws/store.ts";
import { postToChat } from "./chat.ts";
import { createHandler } from "./handler.ts";
import { parseSettings } from "./settings.ts";

/** The SDK of Lambda's runtime. Requiring it takes half the time of importing it, which first scans it for its exports. */
const load = createRequire(import.meta.url);
const sdk: Sdk = {
  sns: load("@aws-sdk/client-sns"),
  ssm: load("@aws-sdk/client-ssm"),
  dynamodb: load("@aws-sdk/client-dynamodb"),
};

const settings = parseSettings(process.env[RELAY_SETTINGS_VARIABLE]);

export const handler = createHandler({
  settings,
  parameters: readParameters(sdk.ssm, settings),
  store: dynamoStore(sdk.dynamodb, settings.table),
  publish: publishTo(sdk.sns, settings.topicArn),
  chat: postToChat,
  clock: { now: () => Date.now(), wait: async (milliseconds) => await setTimeout(milliseconds) },
  newId: () => randomUUID(),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
