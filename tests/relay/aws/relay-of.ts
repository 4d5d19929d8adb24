import { randomUUID } from "node:crypto";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as sns from "@aws-sdk/client-sns";
import * as ssm from "@aws-sdk/client-ssm";
import type { RelaySettings } from "../../../core/monitoring/relay-settings.ts";
import type { RelayAdapters } from "../../../relay/adapters.ts";
import { readParameters } from "../../../relay/aws/parameters.ts";
import { publishTo } from "../../../relay/aws/publish.ts";
import { dynamoStore } from "../../../relay/aws/store.ts";
import { World } from "../support/world.ts";

/** What the AWS SDK needs to know, and Lambda tells it. */
export const environment = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** The relay as in Lambda; its clock is the world's where none is given. */
export function relayOf(settings: RelaySettings, clock: Partial<Pick<RelayAdapters, "clock">> = {}): World {
  const world = new World({
    settings,
    outside: {
      parameters: readParameters(ssm, settings),
      store: dynamoStore(dynamodb, settings.table),
      publish: publishTo(sns, settings.topicArn),
      newId: () => randomUUID(),
      ...clock,
    },
  });
  world.now = Date.now();
  return world;
}
