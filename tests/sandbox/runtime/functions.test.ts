import { expect } from "chai";
import { deploy, url } from "./deployed-function.ts";
import { region, TestVendors, topicArn } from "./vendors.ts";

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
});
