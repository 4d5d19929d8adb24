import { expect } from "chai";
import * as payloads from "./support/payloads.ts";
import { settings } from "./support/settings.ts";
import { World } from "./support/world.ts";

const delivery = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
const run = payloads.workflowRun();

class Throttled extends Error {
  override readonly name = "ThrottlingException";
}

/** A world whose store fails at the nth call of the kind that is named. */
function failingStore(method: keyof World["store"], calls = 1): World {
  const world = new World();
  const real = world.store[method] as (...args: unknown[]) => Promise<unknown>;
  let left = calls;
  Object.assign(world.store, {
    [method]: async (...args: unknown[]) => {
      left -= 1;
      if (left === 0) throw new Throttled("the payload: canary");
      return await real(...args);
    },
  });
  return world;
}

describe("relay: handler", () => {
  it("says what it did", async () => {
    const world = new World();
    const later = payloads.workflowRun({ hours: 1, conclusion: "success" });
    expect(await world.send("workflow_run", run, { delivery })).to.deep.equal({
      status: 200,
      body: { result: "handled", detail: "failure" },
    });
    expect((await world.send("workflow_run", run, { delivery })).body).to.deep.equal({ result: "duplicate" });
    expect((await world.send("workflow_run", run, { delivery: delivery.toUpperCase() })).body).to.deep.equal({
      result: "duplicate",
    });
    expect((await world.send("workflow_run", later)).body).to.deep.equal({ result: "handled", detail: "recovered" });
    expect((await world.send("push", { ...run })).body).to.deep.equal({ result: "ignored", detail: "other event" });
    const broken = { ...run, workflow_run: null };
    expect(await world.send("workflow_run", broken)).to.deep.equal({
      status: 400,
      body: { result: "malformed", detail: "no workflow_run" },
    });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed", "[prod] etl.yml recovered"]);
  });

  it("calls nothing for what it ignores", async () => {
    const world = new World();
    await world.send("deployment_status", payloads.deploymentStatus({ state: "inactive" }));
    await world.send("workflow_run", payloads.workflowRun({ action: "in_progress" }));
    expect([world.store.deliveries.size, world.store.families.size, world.messages.length]).to.deep.equal([0, 0, 0]);
  });

  it("answers 502 where the topic does not take the message, and delivers it once when it is sent again", async () => {
    const world = new World();
    world.broken.publish = new Throttled("canary");
    for (const _ of [1, 2]) {
      expect(await world.send("workflow_run", run, { delivery })).to.deep.equal({
        status: 502,
        body: { result: "failed", detail: "publish" },
      });
      expect(world.store.deliveries.size).to.equal(0);
      expect([...world.store.families.values()].map(({ version }) => version)).to.deep.equal([0]);
    }
    world.broken = {};
    expect((await world.send("workflow_run", run, { delivery })).body).to.include({ detail: "failure" });
    expect((await world.send("workflow_run", run, { delivery })).body).to.include({ result: "duplicate" });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("lets the next failure speak where the first could not", async () => {
    const world = new World();
    world.broken.publish = new Throttled("canary");
    await world.send("workflow_run", run);
    world.broken = {};
    expect((await world.send("workflow_run", payloads.workflowRun({ hours: 1 }))).body).to.include({
      detail: "failure",
    });
    expect((await world.send("workflow_run", run)).body).to.include({ detail: "late" });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("still owes the recovery where it could not be told", async () => {
    const world = new World();
    await world.send("workflow_run", run);
    world.broken.publish = new Throttled("canary");
    const success = payloads.workflowRun({ hours: 1, conclusion: "success" });
    expect((await world.send("workflow_run", success, { delivery })).status).to.equal(502);
    world.broken = {};
    expect((await world.send("workflow_run", success, { delivery })).body).to.include({ detail: "recovered" });
  });

  for (const method of ["claim", "load", "reserve"] as const) {
    it(`answers 500 where the table fails at "${method}", and delivers it once when it is sent again`, async () => {
      const world = failingStore(method);
      expect(await world.send("workflow_run", run, { delivery })).to.deep.equal({
        status: 500,
        body: { result: "failed", detail: "store" },
      });
      expect(world.messages).to.deep.equal([]);
      expect((await world.send("workflow_run", run, { delivery })).body).to.include({ detail: "failure" });
      expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
    });
  }

  it("does not tell it again where only the mark that it is done failed", async () => {
    const world = failingStore("complete");
    expect((await world.send("workflow_run", run, { delivery })).status).to.equal(500);
    expect((await world.send("workflow_run", run, { delivery })).body).to.include({
      result: "handled",
      detail: "late",
    });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("tells it twice rather than never where the message went out and could not be remembered", async () => {
    const world = failingStore("save");
    expect((await world.send("workflow_run", run, { delivery })).status).to.equal(500);
    world.now += 11_000;
    expect((await world.send("workflow_run", run, { delivery })).body).to.include({ detail: "failure" });
    expect(world.subjects).to.have.length(2);
  });

  it("tells the first error where giving back fails as well, and the lease ends by itself", async () => {
    for (const method of ["release", "free"] as const) {
      const world = failingStore(method);
      world.broken.publish = new Error("canary");
      expect((await world.send("workflow_run", run, { delivery })).status).to.equal(502);
      world.broken = {};
      expect(await world.send("workflow_run", run, { delivery })).to.deep.equal({
        status: 503,
        body: { result: "busy", detail: "redeliver it later" },
      });
      world.now += 10_001;
      expect((await world.send("workflow_run", run, { delivery })).body).to.include({ detail: "failure" });
    }
  });

  it("answers 500 to a bug, with its place in the log", async () => {
    const world = new World({
      outside: {
        newId: () => {
          throw new TypeError("the payload: canary");
        },
      },
    });
    expect(await world.send("workflow_run", run)).to.deep.equal({ status: 500, body: { result: "failed" } });
    expect(world.lines[0]).to.include({ level: "error", error: "TypeError", status: 500 });
    expect(world.lines[0]?.stack).to.match(/^at .*relay/);
  });
});

describe("relay: chat", () => {
  const withChat = { ...settings, chatParameter: "/agent-ops/relay/chat-url" };
  const chatUrl = "https://hooks.slack.com/services/T0/B0/canary";

  function chatWorld(): World {
    const world = new World({ settings: withChat });
    world.parameters = { ...world.parameters, chatUrl };
    return world;
  }

  it("gets what the topic got", async () => {
    const world = chatWorld();
    const answer = await world.send("workflow_run", run);
    expect(answer.body).to.deep.equal({ result: "handled", detail: "failure", chat: "sent" });
    expect(world.chats).to.deep.equal([{ url: chatUrl, message: world.messages[0] }]);
  });

  it("gets nothing where there is nothing to say, nor where the topic got nothing", async () => {
    const world = chatWorld();
    await world.send("workflow_run", payloads.workflowRun({ conclusion: "success" }));
    world.broken.publish = new Error("canary");
    await world.send("workflow_run", payloads.workflowRun({ hours: 1 }));
    expect(world.chats).to.deep.equal([]);
  });

  it("that fails is told of, loses nothing, and causes nothing twice", async () => {
    const world = chatWorld();
    world.broken.chat = new Error("canary");
    const answer = await world.send("workflow_run", run, { delivery });
    expect(answer).to.deep.equal({ status: 200, body: { result: "handled", detail: "failure", chat: "failed" } });
    expect((await world.send("workflow_run", run, { delivery })).body).to.deep.equal({ result: "duplicate" });
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
    expect(world.lines[0]).to.include({ level: "warn", step: "chat", error: "Error" });
  });

  it("without a URL is told of", async () => {
    const world = chatWorld();
    world.parameters = { ...world.parameters, chatUrl: null };
    expect((await world.send("workflow_run", run)).body).to.include({ chat: "failed" });
    expect(world.subjects).to.have.length(1);
  });
});

describe("relay: log", () => {
  it("is one line for each request, of known keys", async () => {
    const world = new World();
    await world.send("workflow_run", run, { delivery });
    await world.send("workflow_run", run, { secret: "guess" });
    expect(world.lines).to.deep.equal([
      {
        level: "info",
        event: "workflow_run",
        delivery,
        stage: "prod",
        why: "failure",
        incident: world.messages[0]?.attributes.incident,
        status: 200,
        result: "handled",
        milliseconds: 0,
      },
      { level: "warn", status: 401, result: "refused", milliseconds: 0 },
    ]);
  });

  it("holds nothing of what was sent, and no secret, whatever fails", async () => {
    const canary = "canary-5f2c";
    const world = new World({ settings: { ...settings, chatParameter: "/chat" } });
    const secrets = [{ value: `${canary}-secret`, modified: world.now }];
    world.parameters = { ...world.parameters, secrets, chatUrl: `https://hooks.slack.com/${canary}` };
    const error = Object.assign(new Error(canary), { name: `${canary} ${canary}` });
    const payload = payloads.workflowRun({
      file: `${canary}.yml`,
      branch: canary,
      more: { display_title: canary, head_sha: canary, html_url: `https://github.com/${canary}` },
    });
    const options = { secret: `${canary}-secret` };
    for (const broken of [{ chat: error }, { publish: error }, {}]) {
      world.broken = broken;
      await world.send("workflow_run", payload, options);
      await world.send("deployment_status", payloads.vercelStatus({ environment: `Production – ${canary}` }), options);
      await world.send("workflow_run", canary, options);
      await world.send(canary, payload, options);
      await world.send("workflow_run", payload, {
        headers: { "x-hub-signature-256": canary, "x-github-delivery": `${canary}!` },
      });
    }
    world.now += 7_200_000;
    world.broken = { parameters: error };
    await world.send("workflow_run", payload, options);
    expect(world.lines).to.have.length(16);
    expect(JSON.stringify(world.lines)).to.not.contain("canary");
    expect(world.messages[0]?.body).to.contain(canary);
  });
});
