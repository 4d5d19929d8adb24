import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { expect } from "chai";
import { Hono } from "hono";
import { vercelCheck } from "../../../../cli/adapters/drift/vercel/check.ts";
import { vercelAccess } from "../../../../cli/adapters/drift/vercel/reader.ts";
import type { VendorResult } from "../../../../core/drift/types.ts";
import { TestSandbox } from "../../../sandbox/support.ts";
import { canary, Deployed, found, types, url, withoutHistory } from "./support.ts";

describe("the check of Vercel, with Vercel's own client", () => {
  let sandbox: TestSandbox;
  let deployed: Deployed;
  let project: string;
  let plain: string;
  let sensitive: string;

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    deployed = new Deployed(sandbox);
    project = await deployed.up(types.project, "web", { name: "agent-ops-web-prod" });
    const variable = { projectId: project, value: canary, targets: ["production"] };
    plain = await deployed.up(types.vercelVariable, "LEVEL", { ...variable, key: "LEVEL", sensitive: false });
    sensitive = await deployed.up(types.vercelVariable, "KEY", { ...variable, key: "KEY", sensitive: true });
  });
  afterEach(() => sandbox.stop());

  const checkAt = (baseUrl: string, timeoutMs = 2_000): Promise<VendorResult> => {
    const access = { token: "token", baseUrl, timeoutMs, retryForMs: 200, rateLimitForMs: 1_500 };
    return vercelCheck(access, withoutHistory, () => sandbox.clock.now())(deployed.context());
  };
  const check = (timeoutMs?: number): Promise<VendorResult> => checkAt(url(sandbox, "vercel"), timeoutMs);
  const fault = (path: string, answer: number | string, more: object = {}) =>
    sandbox.control("POST", "/rest-faults", { vendor: "vercel", path, answer, ...more });
  const add = async (kind: string, name: string, value: string): Promise<string> => {
    const { json } = await sandbox.control("POST", "/add", { kind, place: "agent-ops-web-prod", name, value });
    return (json as { id: string }).id;
  };
  const edit = (id: string, path: string, value: unknown) =>
    sandbox.control("POST", "/edit", { type: types.vercelVariable, id, path, value });

  it("finds nothing right after a deployment, and all of it declared", async () => {
    expect(await check()).to.deep.equal({
      drafts: [],
      incomplete: [],
      coverage: [{ vendor: "Vercel variables", managed: 2, total: 2 }],
      notes: [],
    });
  });

  it("finds keys that nobody declared, and never their values: 250 at once", async function () {
    this.timeout(20_000);
    const keys = Array.from({ length: 250 }, (_, index) => `V${index}`);
    for (const key of keys) await add("vercel-variable", key, canary);
    const result = await check();
    expect(found(result)).to.deep.equal(keys.map((key) => `drift/unmanaged ${key}`));
    expect(result.coverage[0]).to.include({ managed: 2, total: 252 });
  });

  it("finds a sensitive value that a person wrote; a plain one shows in a refresh", async () => {
    await edit(sensitive, "value", canary);
    await edit(plain, "value", canary);
    expect(found(await check())).to.deep.equal(["drift/changed KEY value"]);
  });

  it("takes a changed comment for the reason of the write", async () => {
    await edit(sensitive, "comment", "mine");
    expect(found(await check())).to.deep.equal([]);
  });

  it("finds variables that are newer than the live deployment, whichever that is", async function () {
    this.timeout(20_000);
    const first = await add("vercel-deployment", "production", "READY");
    expect(found(await check())).to.deep.equal([]);
    await edit(plain, "value", "2");
    expect(found(await check())).to.deep.equal(["drift/stale-deployment LEVEL"]);
    await add("vercel-deployment", "production", "ERROR");
    await add("vercel-deployment", "preview", "READY");
    expect(found(await check()), "neither took over").to.deep.equal(["drift/stale-deployment LEVEL"]);
    await add("vercel-deployment", "production", "READY");
    expect(found(await check())).to.deep.equal([]);
    const alias = { project, deploymentId: first, type: "rollback" };
    await sandbox.control("POST", "/vercel/alias", alias);
    expect(found(await check()), "rolled back").to.deep.equal(["drift/stale-deployment LEVEL"]);
    const staged = await add("vercel-deployment", "production", "READY");
    expect(found(await check()), "staged").to.deep.equal(["drift/stale-deployment LEVEL"]);
    await sandbox.control("POST", "/vercel/alias", { project, deploymentId: staged, type: "promote" });
    expect(found(await check()), "promoted").to.deep.equal([]);
  });

  it("leaves it to a refresh to say that a project is gone", async () => {
    await sandbox.control("POST", "/remove", { type: types.project, id: project });
    expect(await check()).to.deep.equal({ drafts: [], incomplete: [], coverage: [], notes: [] });
  });

  it("tries again after an error of the server and a rate limit", async () => {
    await fault("*/env", 500);
    await fault("*/deployments", 429, { retryAfter: 1 });
    const began = Date.now();
    expect(await check()).to.deep.include({ drafts: [], incomplete: [] });
    expect(Date.now() - began, "the limit was waited out").to.be.greaterThan(900);
  });

  it("does not wait for a rate limit that is far from over, and says how long it will be", async () => {
    await fault("*/env", 429, { retryAfter: 61, times: 9 });
    const began = Date.now();
    const access = { token: "token", baseUrl: url(sandbox, "vercel") };
    const { incomplete } = await vercelCheck(access, withoutHistory, () => sandbox.clock.now())(deployed.context());
    expect(incomplete[0]).to.match(/^Vercel's rate limit stopped the check .* in 61 s\.$/);
    expect(Date.now() - began).to.be.lessThan(1_500);
  });

  const failures: readonly (readonly [string, number | string, RegExp])[] = [
    ["401", 401, /^Vercel answered 401 for .*Renew VERCEL_API_TOKEN/],
    ["403", 403, /^Vercel answered 403 for the variables of the project agent-ops-web-prod: .*access to your account/],
    ["404 though the project exists", 404, /^Vercel answered 404 for the variables of the project/],
    ["500 every time", 500, /^Vercel answered 500 for .*also when asked again/],
    ["429 every time", 429, /^Vercel's rate limit stopped the check/],
    ["no answer", "timeout", /^Vercel did not answer for .* within 0.3 s/],
    ["a broken connection every time", "reset", /^Vercel could not be reached for/],
    ["half an answer", "cut", /\(200 with broken JSON\)/],
    ["a page of the network's", "page", /\(200 with text\/html\)/],
  ];
  for (const [title, answer, line] of failures) {
    it(`is incomplete, and says nothing of the variables, after ${title}`, async () => {
      await add("vercel-variable", "SPARE", "1");
      await fault("*/env", answer, { times: 9 });
      const result = await check(300);
      expect(found(result)).to.deep.equal([]);
      expect(result.coverage).to.deep.equal([]);
      expect(result.incomplete).to.have.length(1);
      expect(result.incomplete[0]).to.match(line);
    });
  }

  it("is incomplete where the deployments may not be seen, and tells the rest", async () => {
    await add("vercel-variable", "SPARE", "1");
    await fault("*/deployments", 403);
    const result = await check();
    expect(found(result)).to.deep.equal(["drift/unmanaged SPARE"]);
    expect(result.incomplete).to.have.length(1);
    expect(result.incomplete[0]).to.match(/^Vercel answered 403 for the deployments of the project/);
  });

  it("is incomplete without a token, and asks nothing where the stack has nothing at Vercel", async () => {
    expect(vercelAccess({})).to.equal(null);
    const without = vercelCheck(null, withoutHistory, () => new Date());
    expect((await without(deployed.context())).incomplete[0]).to.match(/no credentials\. Set VERCEL_API_TOKEN/);
    const empty = { ...deployed.context(), deployment: { resources: [], pending_operations: [] } };
    expect((await without(empty)).incomplete).to.deep.equal([]);
  });

  describe("with answers of a Vercel that is newer than its client", () => {
    const listed = (key: string, more: object = {}) => ({
      id: `env_${key}`,
      key,
      type: "encrypted",
      value: canary,
      ...more,
    });
    const answering = async (envs: (until: string | undefined) => object): Promise<VendorResult> => {
      const app = new Hono();
      const noDeployments = { deployments: [], pagination: { next: null } };
      app.get("*", (c) => {
        const answer = c.req.path.endsWith("/env") ? envs(c.req.query("until")) : noDeployments;
        return answer instanceof Response ? answer : c.json(answer);
      });
      const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
      if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
      try {
        return await checkAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/vercel`);
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    };

    it("takes what it knows of them, and drops the rest", async () => {
      const result = await answering(() => ({
        envs: [
          listed("FUTURE", { type: "quantum", target: "production", visibility: 7, vault: { value: canary } }),
          listed("VERCEL_ENV", { type: "system" }),
          listed("VERCEL_URL", { system: true }),
        ],
        news: canary,
      }));
      expect(found(result)).to.deep.equal(["drift/unmanaged FUTURE"]);
      expect(result.incomplete).to.deep.equal([]);
    });

    it("follows a next page, should there ever be one", async () => {
      const pages = [[listed("A")], [listed("B")], [listed("C")]];
      const result = await answering((until) => {
        const page = until === undefined ? 0 : Number(until);
        return { envs: pages[page], pagination: { count: 1, next: page < 2 ? page + 1 : null, prev: null } };
      });
      expect(found(result)).to.deep.equal(["drift/unmanaged A", "drift/unmanaged B", "drift/unmanaged C"]);
    });

    it("is incomplete after JSON without a word", async () => {
      const result = await answering(() => new Response("", { headers: { "content-type": "application/json" } }));
      expect(found(result)).to.deep.equal([]);
      expect(result.incomplete).to.have.length(1);
      expect(result.incomplete[0]).to.contain("(200 without a body)");
    });

    const unclear: readonly (readonly [string, object, string])[] = [
      [
        "a list that goes round in circles",
        { envs: [listed("A")], pagination: { next: 1 } },
        "a list that does not end",
      ],
      ["variables that are kept back", { envs: [], hiddenProductionEnvCount: 2 }, "2 variables are kept back"],
      ["something else", { variables: [] }, "unexpected envs"],
      ["variables without an id", { envs: [{ key: "A", value: canary }] }, "unexpected envs.0.id"],
    ];
    for (const [title, answer, what] of unclear) {
      it(`is incomplete after ${title}`, async () => {
        const result = await answering(() => answer);
        expect(found(result)).to.deep.equal([]);
        expect(result.incomplete).to.have.length(1);
        expect(result.incomplete[0]).to.contain(`(${what})`);
      });
    }
  });
});
