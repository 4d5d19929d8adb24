import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { tryReal } from "../../../cli/adapters/drill/real.ts";
import { parseAccountConfig } from "../../../core/config/account.ts";
import type { AccountConfig } from "../../../core/config/types.ts";
import { base, configOf, FILES } from "../../core/config/example.ts";
import { TestVendors } from "../../sandbox/runtime/vendors.ts";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:shop-alerts";
const hook = {
  repository: "agent-ops",
  active: true,
  events: ["deployment_status", "workflow_run"],
  configuration: { url: "https://abc.lambda-url.eu-central-1.on.aws/", contentType: "json", secret: "hunter2" },
};

const stages = ["dev", "prod"].map((stage) => configOf({}, { stage }));

function accountOf(monitoring: object = {}): AccountConfig {
  const patch = {
    github: { repository: "jdoe/agent-ops" },
    monitoring: { emails: ["jdoe@example.com"], relay: "lambda", ...monitoring },
  };
  const parsed = parseAccountConfig({ base: base(patch), files: FILES });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

describe("a drill with real accounts, over the vendors' own clients", function () {
  this.timeout(20_000);
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start();
    vendors.put("aws/sns-topic", topicArn, { name: "shop-alerts", arn: topicArn, region: "eu-central-1" });
    const fields = { topic: topicArn, protocol: "email", endpoint: "jdoe@example.com", pendingConfirmation: false };
    vendors.put("aws/sns-topic-subscription", `${topicArn}:1`, fields);
    vendors.put("github/webhook", "412345678", hook);
  });
  afterEach(() => vendors.stop());

  const env = (more: Record<string, string> = {}) => ({
    AWS_ENDPOINT_URL: `${vendors.origin}/aws`,
    AWS_ACCESS_KEY_ID: "AKIASANDBOX000000000",
    AWS_SECRET_ACCESS_KEY: "hunter3",
    GITHUB_API_URL: `${vendors.origin}/github`,
    GITHUB_TOKEN: "hunter4",
    ...more,
  });
  const outcomes = async (account = accountOf(), more: Record<string, string> = {}) => {
    const { verdicts, incomplete } = await tryReal({ stages, account }, env(more));
    return { checks: verdicts.map(({ check }) => `${check.kind} ${check.outcome}: ${check.message}`), incomplete };
  };

  it("sends one message that says that it is a test, and finds everything in order", async () => {
    const { checks, incomplete } = await outcomes();
    expect(checks[0]).to.match(/^test-message passed: sent to the topic/);
    expect(checks.slice(1)).to.deep.equal([
      "subscription passed: confirmed",
      "webhook-deliveries passed: 0 deliveries in the last days, none failed",
    ]);
    expect(incomplete).to.deep.equal([]);
    const sent = await vendors.outbox();
    expect(sent.map(({ to, subject }) => [to, subject])).to.deep.equal([
      ["jdoe@example.com", "[shop] test: nothing is wrong"],
    ]);
  });

  it("names deliveries that failed, and a webhook or a topic that is not there", async () => {
    await vendors.control("POST", "/github/deliver", { event: "workflow_run", payload: {} });
    expect((await outcomes()).checks[2]).to.match(
      /^webhook-deliveries failed: 1 of 1 failed, the last at .*: workflow_run, Invalid HTTP Response: 404$/,
    );
    vendors.store.remove("github/webhook", "412345678");
    vendors.put("github/webhook", "1", {
      ...hook,
      configuration: { ...hook.configuration, url: "https://other.example/" },
    });
    vendors.store.remove("aws/sns-topic", topicArn);
    expect((await outcomes()).checks).to.deep.equal([
      "test-message failed: there is no such topic",
      "webhook-deliveries failed: no webhook points to the relay",
    ]);
  });

  it("asks GitHub nothing where there is no relay", async () => {
    const { checks, incomplete } = await outcomes(accountOf({ relay: "none" }), { GITHUB_TOKEN: "" });
    expect(checks.at(-1)).to.include("webhook-deliveries not-configured");
    expect(incomplete).to.deep.equal([]);
  });

  it("sends the test with the attributes of an alert, of the stages that are named", async () => {
    const queue = { topic: topicArn, protocol: "sqs", pendingConfirmation: false };
    for (const stage of ["dev", "prod"]) {
      const filterPolicy = `{"stage":["${stage}"],"kind":["failure","test"]}`;
      vendors.put("aws/sns-topic-subscription", `${topicArn}:${stage}`, { ...queue, endpoint: stage, filterPolicy });
    }
    const heard = async () => (await vendors.outbox()).filter(({ channel }) => channel === "sqs");
    await tryReal({ stages, account: accountOf() }, env());
    expect((await heard()).map(({ to }) => to)).to.deep.equal(["dev", "prod"]);
    await tryReal({ stages: stages.slice(1), account: accountOf() }, env());
    expect((await heard()).map(({ to }) => to)).to.deep.equal(["dev", "prod", "prod"]);
    const { MessageAttributes } = JSON.parse((await heard()).at(-1)?.text ?? "");
    expect(MessageAttributes).to.deep.equal({
      stage: { Type: "String", Value: "prod" },
      kind: { Type: "String", Value: "test" },
      incident: { Type: "String", Value: "test" },
    });
  });

  it("says that the chat was not tried", async () => {
    const notesOf = async (account: AccountConfig) => (await tryReal({ stages, account }, env())).notes.join("\n");
    expect(await notesOf(accountOf({ chat: true }))).to.include("The chat was not tried");
    expect(await notesOf(accountOf())).not.to.include("chat");
  });

  it("asks about the webhook whose number the account stack wrote down, whatever others look like", async () => {
    await vendors.control("POST", "/github/deliver", { event: "workflow_run", payload: {} });
    const other = "https://other.lambda-url.eu-central-1.on.aws/";
    vendors.put("github/webhook", "412345679", { ...hook, configuration: { ...hook.configuration, url: other } });
    const judged = async (id: string) => {
      const name = "/shop/relay/hook-id";
      vendors.put("aws/ssm-parameter", name, { name, type: "String", value: id, version: 1 });
      return (await outcomes()).checks.at(-1);
    };
    expect(await judged("412345678")).to.match(/^webhook-deliveries failed: 1 of 1 failed/);
    expect(await judged("412345679")).to.equal("webhook-deliveries passed: 0 deliveries in the last days, none failed");
    expect(await judged("5")).to.equal("webhook-deliveries failed: no webhook points to the relay");
  });

  it("finds alerts that reach nobody", async () => {
    vendors.store.remove("aws/sns-topic-subscription", `${topicArn}:1`);
    const { checks } = await outcomes(accountOf({ emails: [] }));
    expect(checks[1]).to.equal("subscription failed: nobody is told: monitoring.emails is empty");
  });

  it("counts nobody as told who has unsubscribed, though SNS still lists him", async () => {
    const listed = `<member><Endpoint>jdoe@example.com</Endpoint><SubscriptionArn>Deleted</SubscriptionArn></member>`;
    const results: Readonly<Record<string, string>> = {
      ListTopics: `<Topics><member><TopicArn>${topicArn}</TopicArn></member></Topics>`,
      ListSubscriptionsByTopic: `<Subscriptions>${listed}</Subscriptions>`,
      Publish: "<MessageId>m-1</MessageId>",
    };
    const aws = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const action = new URLSearchParams(body).get("Action") ?? "";
      response.setHeader("content-type", "text/xml");
      response.end(
        `<${action}Response><${action}Result>${results[action] ?? ""}</${action}Result></${action}Response>`,
      );
    });
    await new Promise<void>((done) => aws.listen(0, "127.0.0.1", done));
    try {
      const origin = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
      const { checks } = await outcomes(accountOf(), { AWS_ENDPOINT_URL: origin });
      expect(checks[1]).to.equal("subscription failed: not subscribed");
    } finally {
      aws.closeAllConnections();
      aws.close();
    }
  });

  describe("is incomplete where it may not ask", () => {
    let refusing: Server;
    let origin: string;
    before(async () => {
      refusing = createServer((_request, response) => {
        response.writeHead(403, { "content-type": "application/json" });
        response.end(JSON.stringify({ message: "Resource not accessible by personal access token" }));
      });
      await new Promise<void>((done) => refusing.listen(0, "127.0.0.1", done));
      origin = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
    });
    after(() => new Promise((done) => refusing.close(done)));

    it("GitHub's webhooks", async () => {
      const { checks, incomplete } = await outcomes(accountOf(), { GITHUB_API_URL: origin });
      expect(checks.length).to.equal(2);
      expect(incomplete.length).to.equal(1);
      expect(incomplete[0]?.reason).to.match(
        /^the webhook's deliveries could not be asked about: 403 Resource not accessible/,
      );
    });

    it("GitHub at all, for want of a token", async () => {
      const { incomplete } = await outcomes(accountOf(), { GITHUB_TOKEN: "" });
      expect(incomplete[0]?.reason).to.include("GITHUB_TOKEN is not set");
    });

    it("the topic, and says no credential", async () => {
      const { checks, incomplete } = await outcomes(accountOf(), { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
      expect(checks.length).to.equal(1);
      expect(incomplete[0]).to.include({ stage: "account" });
      expect(incomplete[0]?.reason).to.match(/^the alerts topic could not be asked about/);
      expect(JSON.stringify(incomplete)).not.to.match(/hunter/);
    });
  });
});
