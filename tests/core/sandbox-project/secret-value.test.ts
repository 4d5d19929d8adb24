import { expect } from "chai";
import { sandboxSecretValue } from "../../../core/sandbox-project/secret-value.ts";

describe("the value of a secret in the sandbox", () => {
  it("says where it comes from", () => {
    expect(sandboxSecretValue("OPENAI_API_KEY", "prod", "r4nd0m")).to.equal("sandbox-prod-r4nd0m");
  });

  it("is an address where its reader needs one: the sandbox's chat, and for heartbeats one that reaches nobody", () => {
    expect(sandboxSecretValue("ALERTS_CHAT_URL", "account", "r4nd0m")).to.equal(
      "https://hooks.slack.com/services/sandbox-account-r4nd0m",
    );
    expect(sandboxSecretValue("HEARTBEAT_URL_ETL", "prod", "r4nd0m")).to.equal(
      "https://heartbeat.invalid/sandbox-prod-r4nd0m",
    );
  });
});
