import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/rest";
import { expect } from "chai";
import { account, region, TestVendors, topicArn } from "./vendors.ts";

const url = `https://abc.lambda-url.${region}.on.aws/`;
const role = `arn:aws:iam::${account}:role/agent-ops-relay`;

/** Puts a function with its URL, both permissions and a role that may publish. */
function deploy(vendors: TestVendors, code: string, more: Record<string, unknown> = {}): void {
  vendors.put("aws/lambda-function", "relay", {
    name: "relay",
    arn: `arn:aws:lambda:${region}:${account}:function:relay`,
    role,
    runtime: "nodejs22.x",
    handler: "index.handler",
    timeout: 5,
    memorySize: 128,
    region,
    codeFiles: { "index.mjs": Buffer.from(code).toString("base64") },
    ...more,
  });
  vendors.put("aws/lambda-function-url", "relay", {
    functionName: "relay",
    functionUrl: url,
    urlId: "abc",
    authorizationType: "NONE",
  });
  const statement = { function: "relay", principal: "*" };
  vendors.put("aws/lambda-permission", "relay/url", {
    ...statement,
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  });
  vendors.put("aws/lambda-permission", "relay/invoke", {
    ...statement,
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  });
  vendors.put("aws/iam-role", "agent-ops-relay", { name: "agent-ops-relay", arn: role });
  const policy = { Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: topicArn }] };
  vendors.put("aws/iam-role-policy", "agent-ops-relay:own", {
    role: "agent-ops-relay",
    policy: JSON.stringify(policy),
  });
}

const echo = `export const handler = async (event, context) => ({
  statusCode: 200, body: JSON.stringify({ event, env: process.env, name: context.functionName, left: context.getRemainingTimeInMillis() > 4000, now: new Date().toISOString(), ms: Date.now() }) });`;

describe("Lambda functions in the sandbox", function () {
  this.timeout(10_000);
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start({ functions: true });
  });
  afterEach(() => vendors.stop());

  const post = (body = "{}", headers: Record<string, string> = { "content-type": "application/json" }) =>
    vendors.runtime.internet.send({ method: "POST", url: `${url}hook?x=1`, headers, body });
  const lines = async () =>
    (await vendors.control<{ line: string }[]>("GET", "/aws/logs/relay")).map(({ line }) => line);

  it("answer behind their URL, with an event of format 2.0, their own environment and the vendors' clock", async () => {
    deploy(vendors, echo, { environment: { variables: { STAGEKEEPER_RELAY: "{}" } } });
    await vendors.advance(600);
    const answer = await post('{"a":1}', { "content-type": "application/json", "x-github-event": "ping" });
    expect(answer.status).to.equal(200);
    const { event, env, name, left, now, ms } = JSON.parse(answer.body);
    expect(event).to.deep.include({
      version: "2.0",
      rawPath: "/hook",
      rawQueryString: "x=1",
      body: '{"a":1}',
      isBase64Encoded: false,
    });
    expect(event.headers).to.include({ "x-github-event": "ping", host: `abc.lambda-url.${region}.on.aws` });
    expect(event.requestContext.http).to.include({ method: "POST", path: "/hook" });
    expect(env).to.include({ STAGEKEEPER_RELAY: "{}", AWS_REGION: region, AWS_ENDPOINT_URL: `${vendors.origin}/aws` });
    expect(env).not.to.have.property("PATH");
    expect([name, left]).to.deep.equal(["relay", true]);
    expect(Math.abs(Date.parse(now) - vendors.runtime.clock.now().getTime())).to.be.lessThan(5_000);
    expect(Math.abs(ms - Date.parse(now))).to.be.lessThan(1_000);
    const form = JSON.parse(
      (await post("payload=%7B%7D", { "content-type": "application/x-www-form-urlencoded" })).body,
    ).event;
    expect([form.isBase64Encoded, Buffer.from(form.body, "base64").toString()]).to.deep.equal([true, "payload=%7B%7D"]);
  });

  it("use the runtime's SDK under their role, and a chat; nothing else of the internet is there", async () => {
    vendors.putTopic();
    deploy(
      vendors,
      `import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";
      const sns = new SNSClient({});
      export const handler = async ({ body }) => {
        const { publish, fetch: url } = JSON.parse(body);
        if (publish) await sns.send(new PublishCommand({ TopicArn: "${topicArn}", Message: "m", Subject: "s" }));
        if (url) return (await fetch(url, { method: "POST", body: '{"text":"*broken*\\\\nwhere"}' })).text();
      };`,
    );
    expect((await post('{"publish":true}')).status).to.equal(200);
    expect((await post('{"fetch":"https://hooks.slack.com/services/T0/B0/secret"}')).body).to.equal('"ok"');
    expect((await post('{"fetch":"https://example.com/secret"}')).status).to.equal(502);
    expect(
      (await vendors.outbox()).map(({ channel, to, subject, source }) => [channel, to, subject, source]),
    ).to.deep.equal([
      ["email", "jdoe@example.com", "s", "relay"],
      ["chat", "hooks.slack.com", "broken", "relay"],
    ]);
    expect((await lines()).join("\n"))
      .to.include("The sandbox has no https://example.com")
      .and.not.include("secret");
  });

  it("need both permissions", async () => {
    deploy(vendors, echo);
    for (const [key, action] of [
      ["relay/url", "lambda:InvokeFunctionUrl"],
      ["relay/invoke", "lambda:InvokeFunction"],
    ] as const) {
      vendors.store.remove("aws/lambda-permission", key);
      const answer = await post();
      expect([answer.status, answer.body.slice(0, 22)]).to.deep.equal([403, '{"Message":"Forbidden.']);
      vendors.put("aws/lambda-permission", key, { function: "relay", principal: "*", action });
    }
    expect((await post()).status).to.equal(200);
    vendors.put("aws/lambda-function-url", "relay", {
      functionName: "relay",
      functionUrl: url,
      urlId: "abc",
      authorizationType: "AWS_IAM",
    });
    expect((await post()).status).to.equal(403);
  });

  it("stay warm, start afresh with new code or settings, and after a crash or a timeout", async () => {
    const counting = (more: string) =>
      `let calls = 0; export const handler = async ({ body }) => { calls += 1; console.log("call", calls, ${more}); if (body === "exit") process.exit(3); if (body === "hang") for (;;); if (body === "throw") throw new Error("no"); return { statusCode: 200, body: String(calls) }; };`;
    deploy(vendors, counting("1"), { timeout: 1 });
    expect([(await post()).body, (await post()).body]).to.deep.equal(["1", "2"]);
    deploy(vendors, counting("2"), { timeout: 1 });
    expect((await post()).body).to.equal("1");
    deploy(vendors, counting("2"), { timeout: 1, environment: { variables: { A: "1" } } });
    expect((await post()).body).to.equal("1");
    expect(await post("throw")).to.include({ status: 502, body: "Internal Server Error" });
    expect((await post()).body).to.equal("3");
    expect((await post("exit")).status).to.equal(502);
    expect((await post()).body).to.equal("1");
    expect((await post("hang")).status).to.equal(502);
    expect((await post()).body).to.equal("1");
    const log = (await lines()).join("\n");
    expect(log).to.include("call 2 1").and.include("Error: no").and.include("Task timed out after 1.00 seconds");
  });

  it("start afresh after a rehearsal, and do not pay for their start with their timeout", async () => {
    const slow = `await new Promise((done) => setTimeout(done, 1_300)); let calls = 0; export const handler = async () => ({ statusCode: 200, body: String((calls += 1)) });`;
    deploy(vendors, slow, { timeout: 1 });
    expect((await post()).body).to.equal("1");
    vendors.runtime.rehearsals.begin();
    expect((await post()).body).to.equal("2");
    await vendors.control("DELETE", "/rehearsal");
    expect((await post()).body).to.equal("1");
  });

  it("run side by side, up to ten at once", async () => {
    deploy(
      vendors,
      `export const handler = async () => { await new Promise((done) => setTimeout(done, 300)); return { statusCode: 200 }; };`,
    );
    const answers = await Promise.all(Array.from({ length: 11 }, () => post()));
    expect(answers.filter(({ status }) => status === 200).length).to.equal(10);
  });

  it("are refused where none is deployed, and in a sandbox that runs none", async () => {
    expect((await post()).status).to.equal(404);
    deploy(vendors, "export const other = 1;");
    expect((await post()).status).to.equal(502);
    expect((await lines()).join("\n")).to.include("Runtime.HandlerNotFound");
    const idle = await TestVendors.start({ store: vendors.store });
    const failure = await idle.runtime.internet
      .send({ method: "POST", url, headers: {}, body: "" })
      .then(() => "", String);
    expect(failure).to.include("This sandbox runs no functions.");
    await idle.stop();
  });

  describe("as receivers of GitHub's webhooks", () => {
    const secret = "It's a Secret to Everybody";
    const hook = {
      repository: "agent-ops",
      active: true,
      events: ["workflow_run"],
      configuration: { url, contentType: "json", secret },
    };
    const octokit = () => new Octokit({ baseUrl: `${vendors.origin}/github`, auth: "sandbox" });
    const home = { owner: "jdoe", repo: "agent-ops" };
    const answering = (status: number) =>
      `export const handler = async (event) => { console.log(JSON.stringify([event.headers, event.body])); return { statusCode: ${status}, body: "seen" }; };`;

    it("get what GitHub signs, and GitHub keeps what they said", async () => {
      deploy(vendors, answering(200));
      vendors.put("github/webhook", "412345678", hook);
      const sent = await vendors.control("POST", "/github/deliver", {
        event: "workflow_run",
        payload: { action: "completed" },
      });
      expect(sent).to.include({ status: 200, response: "seen" });
      const [headers, body] = JSON.parse((await lines())[0] ?? "") as [Record<string, string>, string];
      expect(headers).to.include({
        "x-github-event": "workflow_run",
        "x-github-hook-id": "412345678",
        "x-github-delivery": String(sent["deliveryId"]),
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      });
      expect(JSON.parse(body))
        .to.deep.include({ action: "completed" })
        .and.have.nested.property("repository.full_name", "jdoe/agent-ops");
      const { data: hooks } = await octokit().repos.listWebhooks(home);
      expect(hooks[0]?.config).to.deep.equal({ url, content_type: "json", insecure_ssl: "0", secret: "********" });
      const { data: deliveries } = await octokit().repos.listWebhookDeliveries({ ...home, hook_id: 412345678 });
      expect(deliveries[0]).to.include({
        status: "OK",
        status_code: 200,
        redelivery: false,
        event: "workflow_run",
        action: "completed",
      });
      expect((await octokit().repos.getWebhook({ ...home, hook_id: 412345678 })).data.events).to.deep.equal([
        "workflow_run",
      ]);
    });

    it("are sent a failed delivery again, under its own id", async () => {
      deploy(vendors, answering(502));
      vendors.put("github/webhook", "412345678", hook);
      const sent = await vendors.control("POST", "/github/deliver", { event: "workflow_run", payload: {} });
      const list = async () => (await octokit().repos.listWebhookDeliveries({ ...home, hook_id: 412345678 })).data;
      const [failed] = await list();
      expect(failed).to.include({ status: "Invalid HTTP Response: 502", status_code: 502 });
      deploy(vendors, answering(200));
      await octokit().repos.redeliverWebhookDelivery({ ...home, hook_id: 412345678, delivery_id: failed?.id ?? 0 });
      const [again, ...others] = await list();
      expect(again).to.include({ guid: sent["deliveryId"], redelivery: true, status_code: 200 });
      expect(others.length).to.equal(1);
      const { data: full } = await octokit().repos.getWebhookDelivery({
        ...home,
        hook_id: 412345678,
        delivery_id: again?.id ?? 0,
      });
      expect(full.response.payload).to.equal("seen");
    });

    it("see a stranger's signature, which GitHub knows nothing of; nobody hears of what no hook listens to", async () => {
      deploy(vendors, answering(200));
      vendors.put("github/webhook", "412345678", hook);
      await vendors.control("POST", "/github/deliver", { event: "workflow_run", payload: {}, tamper: "signature" });
      const [headers, body] = JSON.parse((await lines())[0] ?? "") as [Record<string, string>, string];
      expect(headers["x-hub-signature-256"]).to.match(/^sha256=[0-9a-f]{64}$/);
      expect(headers["x-hub-signature-256"]).not.to.equal(
        `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      );
      expect((await octokit().repos.listWebhookDeliveries({ ...home, hook_id: 412345678 })).data).to.deep.equal([]);
      const ignored = await vendors.control("POST", "/github/deliver", { event: "push", payload: {} });
      expect(ignored).to.include({ deliveryId: null, status: 0 });
      vendors.put("github/webhook", "412345678", { ...hook, active: false });
      expect(await vendors.control("POST", "/github/deliver", { event: "workflow_run", payload: {} })).to.include({
        status: 0,
      });
    });

    it("are pinged when they are new; other hosts cannot be reached, receivers on this machine can", async () => {
      deploy(vendors, answering(200));
      vendors.put("github/webhook", "412345678", hook);
      vendors.runtime.announce({ kind: "webhook-created", id: "412345678" });
      await vendors.runtime.catchUp();
      expect(JSON.parse(JSON.parse((await lines())[0] ?? "")[1])).to.include({ hook_id: 412345678 });
      const seen: string[] = [];
      const receiver = createServer((request, response) => {
        seen.push(String(request.headers["content-type"]));
        response.end("thanks");
      });
      await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
      const local = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
      vendors.put("github/webhook", "1", { ...hook, configuration: { url: local, contentType: "form" } });
      vendors.put("github/webhook", "2", {
        ...hook,
        configuration: { url: "https://example.com/", contentType: "json" },
      });
      const sent = await vendors.control<{ others: { status: number; response: string }[] }>(
        "POST",
        "/github/deliver",
        { event: "workflow_run", payload: {} },
      );
      expect(sent.others.map(({ status, response }) => [status, response])).to.deep.equal([
        [200, "thanks"],
        [0, "failed to connect to host"],
      ]);
      expect(seen).to.deep.equal(["application/x-www-form-urlencoded"]);
      await new Promise((done) => receiver.close(done));
    });
  });
});
