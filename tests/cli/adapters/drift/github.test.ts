import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { githubCheck } from "../../../../cli/adapters/drift/github/check.ts";
import { githubAccess } from "../../../../cli/adapters/drift/github/client.ts";
import type { VendorResult } from "../../../../core/drift/types.ts";
import { TestSandbox } from "../../../sandbox/support.ts";
import { canary, Deployed, found, types, url, withoutHistory } from "./support.ts";

const prod = { repository: "agent-ops", environment: "prod" };
const secretsPath = "/repos/jdoe/agent-ops/environments/prod/secrets";

describe("the check of GitHub, with GitHub's own client", () => {
  let sandbox: TestSandbox;
  let deployed: Deployed;

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    deployed = new Deployed(sandbox);
    await deployed.up(types.environment, "environment", {
      ...prod,
      reviewers: [{ users: [sandbox.running.world.github.ownerId] }],
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
    await deployed.up(types.policy, "main", { ...prod, branchPattern: "main" });
    await deployed.up(types.environmentSecret, "KEY", { ...prod, secretName: "KEY", value: canary });
    await deployed.up(types.environmentVariable, "LEVEL", { ...prod, variableName: "LEVEL", value: canary });
  });
  afterEach(() => sandbox.stop());

  const check = (github: Parameters<Deployed["context"]>[0] = {}, timeoutMs = 2_000): Promise<VendorResult> => {
    const access = { token: "token", baseUrl: url(sandbox, "github"), timeoutMs, waitMs: 1 };
    return githubCheck(access, withoutHistory, () => sandbox.clock.now())(deployed.context(github));
  };
  const fault = (path: string, answer: number | string, more: object = {}) =>
    sandbox.control("POST", "/rest-faults", { vendor: "github", path, answer, ...more });
  const edit = (type: string, id: string, path: string, value: unknown) =>
    sandbox.control("POST", "/edit", { type, id, path, value });

  it("finds nothing right after a deployment, and all of it declared", async () => {
    expect(await check()).to.deep.equal({
      drafts: [],
      incomplete: [],
      coverage: [{ vendor: "GitHub secrets and variables", managed: 2, total: 2 }],
      notes: [],
    });
  });

  it("finds names that nobody declared, and never their values", async () => {
    for (const kind of ["github-secret", "github-variable"]) {
      await sandbox.control("POST", "/add", { kind, place: "prod", name: "spare", value: canary });
    }
    const result = await check();
    expect(found(result)).to.deep.equal(["drift/unmanaged SPARE", "drift/unmanaged SPARE"]);
    expect(result.coverage).to.deep.equal([{ vendor: "GitHub secrets and variables", managed: 2, total: 4 }]);
  });

  it("finds a secret that a person wrote, also through an upsert", async () => {
    await edit(types.environmentSecret, "agent-ops:prod:KEY", "value", canary);
    expect(found(await check())).to.deep.equal(["drift/changed KEY value"]);
  });

  it("finds removed reviewers and added branch patterns", async () => {
    await edit(types.environment, "agent-ops:prod", "reviewers", []);
    await sandbox.up(types.policy, "wild", { ...prod, branchPattern: "*" });
    expect(found(await check())).to.deep.equal([
      "drift/changed environment reviewers",
      "drift/changed environment deploymentBranchPolicy.customBranchPolicies",
    ]);
  });

  it("reads all pages: 250 variables in the repository, thirty a page", async function () {
    this.timeout(20_000);
    const names = Array.from({ length: 250 }, (_, index) => `PROD_V${String(index).padStart(3, "0")}`);
    for (const name of names) {
      await sandbox.control("POST", "/add", { kind: "github-variable", name, value: canary });
    }
    await sandbox.control("POST", "/add", { kind: "github-variable", name: "OTHER", value: canary });
    await deployed.up(types.variable, "MINE", { repository: "agent-ops", variableName: "PROD_MINE", value: canary });
    const result = await check({ bindings: "repository" });
    expect(found(result)).to.deep.equal(names.map((name) => `drift/unmanaged ${name.slice("PROD_".length)}`));
    expect(result.incomplete).to.deep.equal([]);
    expect(result.coverage[0]).to.include({ managed: 3, total: 253 });
  });

  it("leaves it to a refresh to say that an environment is gone", async () => {
    await sandbox.control("POST", "/remove", { type: types.environment, id: "agent-ops:prod" });
    expect(await check()).to.deep.equal({ drafts: [], incomplete: [], coverage: [], notes: [] });
  });

  it("tries again after an error of the server, a broken connection, and a short rate limit", async () => {
    await fault(secretsPath, 500);
    await fault("*/variables", "reset");
    await fault("*/environments/prod", 429, { retryAfter: 1 });
    expect(await check()).to.deep.include({ drafts: [], incomplete: [] });
  });

  const failures: readonly (readonly [string, number | string, RegExp])[] = [
    ["401", 401, /^GitHub answered 401 for .*Renew GITHUB_TOKEN/],
    ["403", 403, /^GitHub answered 403 for the secrets of the environment prod: .*"Environments: read"/],
    ["404 though the environment exists", 404, /^GitHub answered 404 for the secrets of the environment prod/],
    ["500 every time", 500, /^GitHub answered 500 for .*also when asked again/],
    ["no answer", "timeout", /^GitHub did not answer for the secrets of the environment prod within 0.3 s/],
    ["a broken connection every time", "reset", /^GitHub could not be reached for/],
    ["half an answer", "cut", /\(200 with broken JSON\)/],
    ["a page of the network's", "page", /\(200 with text\/html\)/],
  ];
  for (const [title, answer, line] of failures) {
    it(`is incomplete, and says nothing of the secrets, after ${title}`, async () => {
      await sandbox.control("POST", "/add", { kind: "github-secret", place: "prod", name: "SPARE", value: "1" });
      await fault(secretsPath, answer, { times: 9 });
      const result = await check({}, 300);
      expect(found(result)).to.deep.equal([]);
      expect(result.coverage).to.deep.equal([]);
      expect(result.incomplete).to.have.length(1);
      expect(result.incomplete[0]).to.match(line);
    });
  }

  it("is incomplete where GitHub lists fewer than it says there are", async () => {
    const whole = await fetch(`${url(sandbox, "github")}${secretsPath}`, { headers: { authorization: "Bearer x" } });
    const { secrets } = (await whole.json()) as { secrets: object[] };
    const server = createServer((request, response) => {
      const isList = request.url?.startsWith(secretsPath) ?? false;
      response.setHeader("content-type", "application/json");
      response.statusCode = isList ? 200 : 404;
      response.end(JSON.stringify(isList ? { total_count: 2, secrets } : { message: "Not Found" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const access = { token: "token", baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, waitMs: 1 };
    const { incomplete } = await githubCheck(access, withoutHistory, () => new Date())(deployed.context());
    await new Promise((resolve) => server.close(resolve));
    expect(incomplete.filter((line) => line.includes("the secrets of"))[0]).to.contain("(1 of 2 entries)");
  });

  it("is incomplete where the repository may not be seen at all, which is one line for each question", async () => {
    await fault("/repos/*", 404, { times: 99 });
    const { drafts, incomplete, coverage } = await check();
    expect(drafts).to.deep.equal([]);
    expect(coverage).to.deep.equal([]);
    expect(incomplete).to.have.length(3);
    for (const line of incomplete) expect(line).to.match(/^GitHub answered 404 for the .* of the environment prod/);
  });

  it("says what holds for GitHub as a whole once, and stops at a rate limit that is far from over", async () => {
    sandbox.clock.time = new Date();
    await fault("*", 429, { times: 99, retryAfter: 3_000 });
    const { incomplete } = await check();
    expect(incomplete).to.have.length(1);
    expect(incomplete[0]).to.match(
      /^GitHub's rate limit stopped the check at .* prod\. Run the check again in 50 min\.$/,
    );
  });

  it("is incomplete without a token, and asks nothing where the stack has nothing at GitHub", async () => {
    expect(githubAccess({})).to.equal(null);
    const without = githubCheck(null, withoutHistory, () => new Date());
    expect((await without(deployed.context())).incomplete).to.deep.equal([
      'GitHub was not asked for the secrets, variables and rules of prod: there are no credentials. Set GITHUB_TOKEN, with the repository permission "Environments: read".',
    ]);
    const empty = { ...deployed.context(), deployment: { resources: [], pending_operations: [] } };
    expect((await without(empty)).incomplete).to.deep.equal([]);
  });

  describe("of a webhook", () => {
    let hook: string;
    beforeEach(async () => {
      hook = await deployed.up(types.webhook, "relay", {
        repository: "agent-ops",
        events: ["workflow_run"],
        configuration: { url: "http://127.0.0.1:9/nobody", contentType: "json", secret: canary },
      });
    });

    it("finds that the latest deliveries failed", async () => {
      await sandbox.control("POST", "/github/deliver", { event: "workflow_run", payload: {} });
      const result = await check();
      expect(found(result)).to.deep.equal(["drift/changed relay deliveries"]);
      expect(result.drafts[0]?.detail?.vendor).to.include({ repository: "jdoe/agent-ops", hook: Number(hook) });
    });

    it("needs a permission of its own for that", async () => {
      await fault(`/repos/jdoe/agent-ops/hooks/${hook}/deliveries`, 403);
      expect((await check()).incomplete).to.deep.equal([
        'GitHub answered 403 for the deliveries of the webhook relay: the credentials lack a right. Give them the repository permission "Webhooks: read".',
      ]);
    });

    it("leaves it to a refresh to say that it is gone", async () => {
      await sandbox.control("POST", "/remove", { type: types.webhook, id: hook });
      expect(await check()).to.deep.include({ drafts: [], incomplete: [] });
    });
  });
});
