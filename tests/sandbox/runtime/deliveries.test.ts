import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Octokit } from "@octokit/rest";
import { expect } from "chai";
import { deploy, url } from "./deployed-function.ts";
import { TestVendors } from "./vendors.ts";

describe("webhooks that GitHub delivers in the sandbox", function () {
  this.timeout(10_000);
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start({ functions: true });
  });
  afterEach(() => vendors.stop());

  const logged = async () =>
    (await vendors.control<{ line: string }[]>("GET", "/aws/logs/relay")).map(({ line }) => line);
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
    const [headers, body] = JSON.parse((await logged())[0] ?? "") as [Record<string, string>, string];
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
    const [headers, body] = JSON.parse((await logged())[0] ?? "") as [Record<string, string>, string];
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
    expect(JSON.parse(JSON.parse((await logged())[0] ?? "")[1])).to.include({ hook_id: 412345678 });
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
    const sent = await vendors.control<{ others: { status: number; response: string }[] }>("POST", "/github/deliver", {
      event: "workflow_run",
      payload: {},
    });
    expect(sent.others.map(({ status, response }) => [status, response])).to.deep.equal([
      [200, "thanks"],
      [0, "failed to connect to host"],
    ]);
    expect(seen).to.deep.equal(["application/x-www-form-urlencoded"]);
    await new Promise((done) => receiver.close(done));
  });
});
