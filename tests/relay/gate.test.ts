import { expect } from "chai";
import * as payloads from "./support/payloads.ts";
import { functionUrlEvent, type RequestOptions, sign } from "./support/requests.ts";
import { secret, secretBefore } from "./support/settings.ts";
import { World } from "./support/world.ts";

const run = payloads.workflowRun();

/** What a request that differs from a good one is answered; nothing may follow from it. */
async function refusal(event: string, payload: payloads.Json | string, options: RequestOptions = {}) {
  const world = new World();
  const answer = await world.send(event, payload, options);
  expect(world.subjects).to.deep.equal([]);
  expect([...world.store.deliveries.keys(), ...world.store.families.keys()]).to.deep.equal([]);
  return answer;
}

describe("relay: who is let in", () => {
  it("lets a signed webhook in, its body plain or as base64, its headers in any case", async () => {
    const world = new World();
    expect((await world.send("workflow_run", run)).status).to.equal(200);
    expect((await world.send("workflow_run", run, { isBase64: true })).body).to.include({ detail: "late" });
    const event = functionUrlEvent("workflow_run", run);
    const headers = Object.entries(event["headers"] as payloads.Json).map(([name, value]) => [
      name.toUpperCase(),
      value,
    ]);
    expect((await world.request({ ...event, headers: Object.fromEntries(headers) })).status).to.equal(200);
    expect(world.subjects).to.deep.equal(["[prod] etl.yml failed"]);
  });

  it("answers 401 without a word to a wrong signature, and to none", async () => {
    for (const signature of [
      undefined,
      "",
      "sha256=00",
      `sha256=${"0".repeat(64)}`,
      sign(JSON.stringify(run), "guess"),
    ]) {
      const answer = await refusal("workflow_run", run, { headers: { "x-hub-signature-256": signature } });
      expect(answer).to.deep.equal({ status: 401, body: { result: "refused" } });
    }
  });

  it("answers 401 where a signature stands twice, and where the body was changed", async () => {
    const signature = sign(JSON.stringify(run), secret);
    const twice = { "x-hub-signature-256": signature, "X-Hub-Signature-256": signature };
    expect((await refusal("workflow_run", run, { headers: twice })).status).to.equal(401);
    const changed = JSON.stringify(run).replace("failure", "success");
    expect((await refusal("workflow_run", changed, { headers: { "x-hub-signature-256": signature } })).status).to.equal(
      401,
    );
  });

  it("asks for no secret where the signature has not even its form, nor for a large body", async () => {
    const world = new World();
    await world.send("workflow_run", run, { headers: { "x-hub-signature-256": "sha256=" } });
    expect((await world.send("workflow_run", "x".repeat(300_000))).status).to.equal(413);
    expect((await world.request({ ...functionUrlEvent("ping", "{}"), body: 1 })).status).to.equal(400);
    expect(world.reads).to.equal(0);
  });

  it("answers 405 to other methods", async () => {
    const world = new World();
    const event = functionUrlEvent("workflow_run", run);
    const answer = await world.request({ ...event, requestContext: { http: { method: "GET" } } });
    expect(answer).to.deep.equal({ status: 405, body: { result: "refused" } });
  });

  const malformed: readonly [string, Parameters<typeof refusal>, string][] = [
    ["no event", ["workflow_run", run, { headers: { "x-github-event": undefined } }], "X-GitHub-Event"],
    ["an event twice", ["workflow_run", run, { headers: { "X-GitHub-Event": "ping" } }], "X-GitHub-Event"],
    ["no delivery", ["workflow_run", run, { headers: { "x-github-delivery": undefined } }], "X-GitHub-Delivery"],
    ["an odd delivery", ["workflow_run", run, { delivery: "../../etc/passwd" }], "X-GitHub-Delivery"],
    [
      "a form",
      ["workflow_run", run, { headers: { "content-type": "application/x-www-form-urlencoded" } }],
      "Content-Type",
    ],
    ["no content type", ["workflow_run", run, { headers: { "content-type": undefined } }], "Content-Type"],
    ["no JSON", ["workflow_run", "{"], "no JSON object"],
    ["an empty body", ["workflow_run", ""], "no JSON object"],
    ["a JSON list", ["workflow_run", "[]"], "no JSON object"],
  ];
  for (const [name, request, detail] of malformed) {
    it(`answers 400 to ${name}`, async () => {
      expect(await refusal(...request)).to.deep.equal({ status: 400, body: { result: "malformed", detail } });
    });
  }

  it("answers 400 to bytes that are no text", async () => {
    const world = new World();
    const body = Buffer.from([0x7b, 0xff, 0x7d]);
    const event = functionUrlEvent("workflow_run", "", { headers: { "x-hub-signature-256": undefined } });
    const { createHmac } = await import("node:crypto");
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    const headers = { ...(event["headers"] as payloads.Json), "x-hub-signature-256": signature };
    const answer = await world.request({ ...event, headers, body: body.toString("base64"), isBase64Encoded: true });
    expect(answer).to.deep.equal({ status: 400, body: { result: "malformed", detail: "no JSON object" } });
  });

  it("takes a content type with a character set", async () => {
    const world = new World();
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await world.send("workflow_run", run, { headers })).status).to.equal(200);
  });

  const repository = run["repository"] as payloads.Json;
  const others: readonly [string, unknown][] = [
    ["another number", { ...repository, id: 1 }],
    ["another name", { ...repository, full_name: "octo-org/other" }],
    ["none", undefined],
  ];
  for (const [name, other] of others) {
    it(`answers 403 to a repository of ${name}`, async () => {
      const answer = await refusal("workflow_run", { ...run, repository: other });
      expect(answer).to.deep.equal({ status: 403, body: { result: "refused", detail: "another repository" } });
    });
  }

  for (const hook of ["1", undefined, ""]) {
    it(`answers 403 to the webhook ${JSON.stringify(hook)}`, async () => {
      const answer = await refusal("workflow_run", run, { headers: { "x-github-hook-id": hook } });
      expect(answer).to.deep.equal({ status: 403, body: { result: "refused", detail: "another webhook" } });
    });
  }

  it("takes nothing but a ping until the webhook's number is known, and asks for it again then", async () => {
    const world = new World();
    world.parameters = { ...world.parameters, hookId: null };
    expect(await world.send("ping", payloads.ping())).to.deep.equal({ status: 200, body: { result: "pong" } });
    expect((await world.send("workflow_run", run)).status).to.equal(403);
    world.parameters = new World().parameters;
    world.now += 3_000;
    expect((await world.send("workflow_run", run)).status).to.equal(200);
    expect(world.reads).to.equal(2);
  });

  it("answers a ping of our webhook only, with or without its repository", async () => {
    const world = new World();
    const { repository: _, ...bare } = payloads.ping();
    expect((await world.send("ping", bare)).status).to.equal(200);
    expect((await world.send("ping", payloads.ping(), { headers: { "x-github-hook-id": "1" } })).status).to.equal(403);
    expect((await world.send("ping", { ...bare, repository: { id: 1, full_name: "a/b" } })).status).to.equal(403);
  });

  it("accepts the secret before for a day after the newest was made", async () => {
    const world = new World();
    const made = world.parameters.secrets[0]?.modified ?? 0;
    world.now = made + 24 * 3_600_000 - 1;
    expect((await world.send("workflow_run", run, { secret: secretBefore })).status).to.equal(200);
    world.now += 1;
    expect((await world.send("workflow_run", run, { secret: secretBefore })).status).to.equal(401);
    expect((await world.send("workflow_run", run)).status).to.equal(200);
  });

  it("learns of a new secret from the first webhook that it signs", async () => {
    const world = new World();
    await world.send("workflow_run", run);
    world.parameters = { ...world.parameters, secrets: [{ value: "newest", modified: world.now }] };
    world.now += 150_000;
    expect((await world.send("workflow_run", run, { secret: "newest" })).body).to.include({ result: "handled" });
    expect((await world.send("workflow_run", run)).status).to.equal(401);
  });

  it("never takes an empty secret for one", async () => {
    const world = new World();
    world.parameters = { ...world.parameters, secrets: [{ value: "", modified: world.now }] };
    expect((await world.send("workflow_run", run, { secret: "" })).status).to.equal(401);
  });
});
