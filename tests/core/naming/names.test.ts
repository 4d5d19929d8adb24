import { expect } from "chai";
import * as names from "../../../core/naming/names.ts";

describe("names", () => {
  it("of things at the vendors", () => {
    expect(names.physicalName("agent-ops", "prod", "facts")).to.equal("agent-ops-prod-facts");
    expect(names.bucketName("agent-ops", "prod", "landing", "123456789012")).to.equal(
      "agent-ops-prod-landing-123456789012",
    );
    expect(names.vercelProjectName("agent-ops", "web", "prod")).to.equal("agent-ops-web-prod");
    expect(names.branchName("prod")).to.equal("stage/prod");
  });

  it("of bindings: as they are in an environment, behind the stage's name in the repository", () => {
    expect(names.bindingName("environment", "eu-prod.1", "LOG_LEVEL")).to.equal("LOG_LEVEL");
    expect(names.bindingName("repository", "eu-prod.1", "LOG_LEVEL")).to.equal("EU_PROD_1_LOG_LEVEL");
  });

  it("of environment variables", () => {
    expect(names.secretVariableName("eu-prod", "API_KEY")).to.equal("STAGEKEEPER_SECRET_EU_PROD_API_KEY");
    expect(names.passphraseVariableName("eu-prod")).to.equal("STAGEKEEPER_PASSPHRASE_EU_PROD");
  });

  it("of alarms, which implied allowances match", () => {
    expect(names.heartbeatAlarmName("etl")).to.equal("etl-heartbeat");
    expect(names.throttleAlarmName("facts")).to.equal("facts-throttled");
    expect(names.systemErrorAlarmName("facts")).to.equal("facts-system-errors");
  });

  it("of what an account has for its alerts", () => {
    const place = { app: "agent-ops", region: "eu-central-1", accountId: "123456789012" };
    expect(names.alertsTopicArn(place)).to.equal("arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts");
    expect(names.relayName("agent-ops")).to.equal("agent-ops-relay");
    expect(names.relayLogGroupName("agent-ops")).to.equal("/aws/lambda/agent-ops-relay");
    expect(names.relayInvocationsAlarm("agent-ops")).to.equal("agent-ops-relay-invocations");
    expect(names.webhookSecretParameterName("agent-ops", 2)).to.equal("/agent-ops/relay/webhook-secret/2");
    expect(names.hookIdParameterName("agent-ops")).to.equal("/agent-ops/relay/hook-id");
    expect(names.chatUrlParameterName("agent-ops")).to.equal("/agent-ops/relay/chat-url");
    expect(names.accountBudgetName("agent-ops")).to.equal("agent-ops-monthly");
    expect(names.accountInspectRoleName("agent-ops")).to.equal("agent-ops-inspect");
  });

  it("of signs of life", () => {
    expect(names.heartbeatNamespace("agent-ops")).to.equal("stagekeeper/agent-ops");
    expect(names.heartbeatUrlName("nightly-etl")).to.equal("HEARTBEAT_URL_NIGHTLY_ETL");
  });

  it("names a binding's projects apart only from the second one on", () => {
    expect(names.vercelBindingName("A", "web", ["github", "vercel.web", "vercel.admin"])).to.equal("A");
    expect(names.vercelBindingName("A", "admin", ["github", "vercel.web", "vercel.admin"])).to.equal("admin.A");
  });
});
