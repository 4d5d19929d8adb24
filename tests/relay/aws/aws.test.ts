import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as sns from "@aws-sdk/client-sns";
import * as ssm from "@aws-sdk/client-ssm";
import { expect } from "chai";
import type { RelayAdapters } from "../../../relay/adapters.ts";
import { readParameters } from "../../../relay/aws/parameters.ts";
import { dynamoStore } from "../../../relay/aws/store.ts";
import { ensureFresh } from "../../../tools/build.js";
import { itKeepsTheContract } from "../store-contract.ts";
import { workflowRun } from "../support/payloads.ts";
import { functionUrlEvent } from "../support/requests.ts";
import { hookId, secret, secretBefore } from "../support/settings.ts";
import type { World } from "../support/world.ts";
import { Account } from "./account.ts";
import { FaultyNetwork } from "./faulty-network.ts";
import { type Moto, startMoto } from "./moto.ts";
import { environment, relayOf } from "./relay-of.ts";

const delivery = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
const failure = workflowRun();

describe("relay: its calls to AWS, by the real SDK to moto", function () {
  this.timeout(20_000);
  const environmentBefore = { ...process.env };
  let moto: Moto | null = null;
  let network: FaultyNetwork;
  let account: Account;

  before(async function () {
    this.timeout(300_000);
    moto = await startMoto();
    if (moto === null) return this.skip();
    network = new FaultyNetwork(moto.endpoint);
    Object.assign(process.env, environment, { AWS_ENDPOINT_URL: await network.start() });
  });

  after(async () => {
    process.env = environmentBefore;
    await network?.stop();
    await moto?.stop();
  });

  beforeEach(async () => {
    network.fault = () => null;
    account = await Account.create(moto?.endpoint ?? "");
    network.calls.length = 0;
  });

  const relay = (clock: Partial<Pick<RelayAdapters, "clock">> = {}) => relayOf(account.settings, clock);
  const subjects = async () => (await account.published()).map(({ subject }) => subject);

  describe("the table", () => {
    itKeepsTheContract(() => dynamoStore(dynamodb, account.settings.table));

    it("forgets deliveries after 30 days, at the latest when they come again, and lets DynamoDB delete the rest", async () => {
      const store = dynamoStore(dynamodb, account.settings.table);
      const [now, month] = [1_774_000_000_000, 30 * 86_400_000];
      const leaseAt = (time: number) => ({ owner: `at ${time}`, now: time, until: time + 10_000 });
      await store.claim(delivery, leaseAt(now));
      await store.complete(delivery, leaseAt(now));
      const known = await store.load("family");
      await store.save("family", known, known.family, leaseAt(now));
      const ends = (await account.items()).map(({ expiresAt }) => Number(expiresAt) - now / 1_000);
      expect(ends.sort()).to.deep.equal([30 * 86_400, 400 * 86_400]);
      expect(await store.claim(delivery, leaseAt(now + month))).to.equal("done");
      expect(await store.claim(delivery, leaseAt(now + month + 1_000))).to.equal("claimed");
    });
  });

  describe("the parameters", () => {
    it("are read in one call", async () => {
      await account.putParameter(account.settings.chatParameter ?? "", "https://hooks.slack.com/x", "SecureString");
      const { secrets, ...others } = await readParameters(ssm, account.settings)();
      expect(others).to.deep.equal({ hookId, chatUrl: "https://hooks.slack.com/x" });
      expect(secrets.map(({ value }) => value)).to.deep.equal([secret, secretBefore]);
      for (const { modified } of secrets) expect(Date.now() - modified).to.be.within(-5_000, 60_000);
      expect(network.calls).to.deep.equal(["GetParameters"]);
    });

    it("may lack the secret before, the webhook's number, and the chat", async () => {
      const [, old = ""] = account.settings.secretParameters;
      const Names = [old, account.settings.hookIdParameter];
      await account.ssm.send(new ssm.DeleteParametersCommand({ Names }));
      const { secrets, ...others } = await readParameters(ssm, account.settings)();
      expect(secrets.map(({ value }) => value)).to.deep.equal([secret]);
      expect(others).to.deep.equal({ hookId: null, chatUrl: null });
    });

    it("may not lack the newest secret: 500, until it is there", async () => {
      const [newest = ""] = account.settings.secretParameters;
      await account.ssm.send(new ssm.DeleteParametersCommand({ Names: [newest] }));
      const world = relay();
      const answer = await world.send("workflow_run", failure, { delivery });
      expect(answer).to.deep.equal({ status: 500, body: { result: "failed", detail: "parameters" } });
      expect(world.lines[0]).to.include({ level: "error", step: "parameters", error: "SecretMissing" });
      expect(await account.items()).to.deep.equal([]);
      await account.putParameters();
      world.now += 5_000;
      expect((await world.send("workflow_run", failure, { delivery })).body).to.include({ detail: "failure" });
    });
  });

  it("one failure, one message; its end, another", async () => {
    const world = relay();
    const success = workflowRun({ hours: 2, conclusion: "success" });
    const repeat = workflowRun({ hours: 1 });
    const verdicts = [];
    for (const payload of [failure, repeat, failure, success, success]) {
      verdicts.push((await world.send("workflow_run", payload)).body["detail"]);
    }
    expect(verdicts).to.deep.equal(["failure", "repeat", "late", "recovered", "late"]);
    const published = await account.published();
    expect(published.map(({ subject }) => subject)).to.deep.equal([
      "[prod] etl.yml failed",
      "[prod] etl.yml recovered",
    ]);
    expect(published[0]?.message).to.contain("What to do first: open the link");
    const { incident, ...others } = published[0]?.attributes ?? {};
    expect(others).to.deep.equal({
      kind: { Type: "String", Value: "failure" },
      stage: { Type: "String", Value: "prod" },
    });
    expect(incident?.Value).to.match(/^[0-9a-f]{12}$/);
    expect(published[1]?.attributes["incident"]).to.deep.equal(incident);
  });

  it("a forged request costs no call but the one for the secret", async () => {
    const world = relay();
    for (let time = 0; time < 20; time += 1) {
      expect((await world.send("workflow_run", failure, { secret: "guess" })).status).to.equal(401);
    }
    expect(network.calls).to.deep.equal(["GetParameters"]);
  });

  it("what is ignored costs no other call either", async () => {
    await relay().send("workflow_run", workflowRun({ action: "requested" }));
    expect(network.calls).to.deep.equal(["GetParameters"]);
  });

  it("a failure costs six calls", async () => {
    await relay().send("workflow_run", failure);
    expect(network.calls).to.deep.equal([
      "GetParameters",
      "UpdateItem",
      "GetItem",
      "UpdateItem",
      "Publish",
      "UpdateItem",
      "UpdateItem",
    ]);
  });

  it("many at once: one message", async () => {
    const clock = { now: () => Date.now(), wait: async (milliseconds: number) => await setTimeout(milliseconds) };
    const worlds = [relay({ clock }), relay({ clock })];
    const payloads = [0, 1].map((hours) => workflowRun({ hours }));
    const send = async (world: World, hours: number): Promise<void> => {
      const { status } = await world.send("workflow_run", payloads[hours] ?? {}, { delivery: `delivery-${hours}` });
      expect(status).to.be.oneOf([200, 500, 503]);
      // As GitHub's redelivery does.
      if (status !== 200) await send(world, hours);
    };
    await Promise.all(worlds.flatMap((world) => [send(world, 0), send(world, 1)]));
    expect(await subjects()).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("a topic that is gone: 502, nothing marked; then delivered once", async () => {
    const client = new sns.SNSClient({});
    await client.send(new sns.DeleteTopicCommand({ TopicArn: account.settings.topicArn }));
    const world = relay();
    for (const _ of [1, 2]) {
      const answer = await world.send("workflow_run", failure, { delivery });
      expect(answer).to.deep.equal({ status: 502, body: { result: "failed", detail: "publish" } });
      await nothingIsMarked();
    }
    expect(world.lines[0]).to.include({ step: "publish", error: "NotFoundException" });
    await account.createTopic();
    await isDeliveredOnce(world);
  });

  it("a publish that is throttled for a moment: the SDK tries again", async () => {
    let left = 1;
    network.fault = (call) => (call === "Publish" && left-- > 0 ? { code: "Throttling", status: 400 } : null);
    expect((await relay().send("workflow_run", failure, { delivery })).status).to.equal(200);
    expect(network.calls.filter((call) => call === "Publish")).to.have.length(2);
    expect(await subjects()).to.have.length(1);
  });

  const spoiltPublishes = [
    ["throttled", { code: "Throttling", status: 400 }],
    ["broken", { code: "InternalError", status: 500 }],
    ["silent", "silence"],
  ] as const;
  for (const [name, fault] of spoiltPublishes) {
    it(`a publish that stays ${name}: 502 within the function's time, nothing marked; then delivered once`, async () => {
      network.fault = (call) => (call === "Publish" ? fault : null);
      const world = relay();
      const started = performance.now();
      expect((await world.send("workflow_run", failure, { delivery })).status).to.equal(502);
      expect(performance.now() - started).to.be.below(5_000);
      await nothingIsMarked();
      network.fault = () => null;
      await isDeliveredOnce(world);
    });
  }

  it("no table: 500; then delivered once", async () => {
    await account.dynamodb.send(new dynamodb.DeleteTableCommand({ TableName: account.settings.table }));
    const world = relay();
    const answer = await world.send("workflow_run", failure, { delivery });
    expect(answer).to.deep.equal({ status: 500, body: { result: "failed", detail: "store" } });
    expect(world.lines[0]).to.include({ step: "store", error: "ResourceNotFoundException" });
    expect(await subjects()).to.deep.equal([]);
    await account.createTable();
    await isDeliveredOnce(world);
  });

  it("a table that is throttled: 500; then delivered once", async () => {
    const code = "ProvisionedThroughputExceededException";
    network.fault = (call) => (call === "GetItem" ? { code, status: 400 } : null);
    const world = relay();
    expect((await world.send("workflow_run", failure, { delivery })).status).to.equal(500);
    expect(world.lines[0]).to.include({ step: "store", error: code });
    await nothingIsMarked();
    network.fault = () => null;
    await isDeliveredOnce(world);
  });

  it("no parameters: 500, and forged requests cause no further call", async () => {
    network.fault = () => ({ code: "InternalServerError", status: 500 });
    const world = relay();
    for (let time = 0; time < 5; time += 1) {
      expect((await world.send("workflow_run", failure, { secret: "guess" })).status).to.equal(500);
    }
    expect(network.calls).to.deep.equal(["GetParameters", "GetParameters"]);
  });

  it("the log holds nothing that was sent and no secret, whatever failed", async () => {
    const canary = "canary-8d41";
    const [newest = ""] = account.settings.secretParameters;
    await account.putParameter(newest, `${canary}-secret`, "SecureString");
    const world = relay();
    const payload = workflowRun({ file: `${canary}.yml`, branch: canary, more: { display_title: canary } });
    for (const spoilt of ["Publish", "UpdateItem", "GetItem", ""]) {
      network.fault = (call) => (call === spoilt ? { code: "Throttling", status: 400 } : null);
      await world.send("workflow_run", payload, { secret: `${canary}-secret` });
    }
    expect(world.lines.map(({ status }) => status)).to.deep.equal([502, 500, 500, 200]);
    expect(JSON.stringify(world.lines)).to.not.contain(canary);
  });

  it("the bundle does the same, with nothing but its environment", async () => {
    await ensureFresh();
    const script = `
      const { handler } = await import(process.argv[1]);
      const answers = [await handler(JSON.parse(process.argv[2])), await handler(JSON.parse(process.argv[2]))];
      console.log(JSON.stringify(answers));`;
    const bundle = new URL("../../../dist/relay/index.mjs", import.meta.url).href;
    const event = JSON.stringify(functionUrlEvent("workflow_run", failure, { delivery }));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", script, bundle, event],
      { env: { ...process.env, STAGEKEEPER_RELAY: JSON.stringify({ ...account.settings, chatParameter: null }) } },
    );
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).to.have.length(3);
    expect(lines[0]).to.include({
      level: "info",
      delivery,
      status: 200,
      result: "handled",
      why: "failure",
      stage: "prod",
    });
    expect(lines[1]).to.include({ level: "info", delivery, status: 200, result: "duplicate" });
    const headers = { "content-type": "application/json" };
    expect(lines[2]).to.deep.equal([
      { statusCode: 200, headers, body: '{"result":"handled","detail":"failure"}\n' },
      { statusCode: 200, headers, body: '{"result":"duplicate"}\n' },
    ]);
    expect(await subjects()).to.deep.equal(["[prod] etl.yml failed"]);
  });

  async function nothingIsMarked(): Promise<void> {
    expect(await account.marked()).to.deep.equal([]);
    expect(await subjects()).to.deep.equal([]);
  }

  async function isDeliveredOnce(world: World): Promise<void> {
    expect((await world.send("workflow_run", failure, { delivery })).body).to.include({ detail: "failure" });
    expect((await world.send("workflow_run", failure, { delivery })).body).to.deep.equal({ result: "duplicate" });
    expect(await subjects()).to.deep.equal(["[prod] etl.yml failed"]);
  }
});
