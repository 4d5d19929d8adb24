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
  });

  it("names a binding's projects apart only from the second one on", () => {
    expect(names.vercelBindingName("A", "web", ["github", "vercel.web", "vercel.admin"])).to.equal("A");
    expect(names.vercelBindingName("A", "admin", ["github", "vercel.web", "vercel.admin"])).to.equal("admin.A");
  });
});
