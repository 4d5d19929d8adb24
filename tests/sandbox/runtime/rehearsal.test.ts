import { expect } from "chai";
import { TestSandbox } from "../support.ts";
import { TestVendors } from "./vendors.ts";

describe("the sandbox's clock and outbox", () => {
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start();
  });
  afterEach(() => vendors.stop());

  it("moves forward, and refuses anything else", async () => {
    expect(await vendors.control("POST", "/clock", { advanceSeconds: 90 })).to.deep.equal({
      now: "2026-11-23T17:15:58.000Z",
    });
    vendors.machine.advance(2);
    expect(await vendors.control("GET", "/clock")).to.deep.equal({ now: "2026-11-23T17:16:00.000Z" });
    for (const advanceSeconds of [-1, "60", null, 1e12, undefined]) {
      const failure = await vendors.control("POST", "/clock", { advanceSeconds }).then(
        () => "",
        (error: Error) => error.message,
      );
      expect(failure).to.match(/^The clock cannot be moved by/);
    }
  });

  it("takes what a chat's incoming webhook takes", async () => {
    const post = async (body: string, type = "application/json") => {
      const response = await fetch(`${vendors.origin}/chat/services/T0/B0/x`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
      return [response.status, await response.text()];
    };
    expect(await post('{"text":"*[prod]* failed\\nmore"}')).to.deep.equal([200, "ok"]);
    expect(
      await post(`payload=${encodeURIComponent('{"text":"form"}')}`, "application/x-www-form-urlencoded"),
    ).to.deep.equal([200, "ok"]);
    expect(await post("nonsense")).to.deep.equal([400, "invalid_payload"]);
    expect(await post('{"text":""}')).to.deep.equal([400, "no_text"]);
    const sent = await vendors.outbox();
    expect(sent.map(({ channel, subject, text }) => [channel, subject, text])).to.deep.equal([
      ["chat", "[prod] failed", "*[prod]* failed\nmore"],
      ["chat", "form", "form"],
    ]);
    await vendors.control("DELETE", "/outbox");
    expect(await vendors.outbox()).to.deep.equal([]);
  });

  it("puts everything back after a rehearsal but what was sent", async () => {
    vendors.put("aws/dynamodb-item", "t\0a", { table: "t", item: { pk: { S: "a" } } });
    const stop = new AbortController();
    const rehearsal = await fetch(`${vendors.origin}/_sandbox/rehearsal`, { signal: stop.signal });
    expect(rehearsal.status).to.equal(200);
    const second = await vendors.control("GET", "/rehearsal").then(
      () => "",
      (error: Error) => error.message,
    );
    expect(second).to.equal("Another drill is under way in this sandbox.");
    await vendors.advance(600);
    vendors.store.remove("aws/dynamodb-item", "t\0a");
    vendors.put("aws/dynamodb-item", "t\0b", { table: "t" });
    vendors.put("github/webhook", "1", { active: true });
    await fetch(`${vendors.origin}/chat/x`, { method: "POST", body: '{"text":"sent"}' });
    await vendors.control("DELETE", "/rehearsal");
    stop.abort();
    expect(vendors.runtime.clock.offsetMs).to.equal(0);
    expect(vendors.store.list("aws/dynamodb-item").map(([key]) => key)).to.deep.equal(["t\0a"]);
    expect(vendors.store.get("github/webhook", "1")).not.to.equal(null);
    expect(await vendors.subjects()).to.deep.equal(["sent"]);
    expect(vendors.store.list("sandbox/rehearsal")).to.deep.equal([]);
  });

  it("ends a rehearsal with the one who held it, or when the next server starts", async () => {
    const stop = new AbortController();
    await fetch(`${vendors.origin}/_sandbox/rehearsal`, { signal: stop.signal });
    await vendors.advance(600);
    stop.abort();
    const deadline = Date.now() + 5_000;
    while (vendors.runtime.clock.offsetMs !== 0 && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 10));
    expect(vendors.runtime.clock.offsetMs).to.equal(0);
    vendors.runtime.rehearsals.begin();
    await vendors.advance(600);
    const next = await TestVendors.start({ store: vendors.store });
    expect(next.runtime.clock.offsetMs).to.equal(0);
    await next.stop();
  });
});

describe("the sandbox's control of what goes on", () => {
  it("needs the token, moves every vendor's time stamps, and says what it refuses", async () => {
    const sandbox = await TestSandbox.start();
    expect((await sandbox.http("GET", "/_sandbox/outbox", undefined, "guess")).status).to.equal(401);
    expect((await sandbox.control("POST", "/clock", { advanceSeconds: 3600 })).status).to.equal(200);
    const variable = { repository: "agent-ops", variableName: "A", value: "1" };
    const { state } = await sandbox.up("github:index/actionsVariable:ActionsVariable", "A", variable);
    expect(state["createdAt"]).to.equal("2026-11-23 18:14:28 +0000 UTC");
    const refused = await sandbox.control("POST", "/aws/metric", { namespace: "x" });
    expect(refused).to.deep.include({ status: 400 });
    expect(refused.json).to.include({ error: "That is no metric." });
    await sandbox.stop();
  });
});
