import { expect } from "chai";
import { TestSandbox } from "../support.ts";

const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const dev = { repository: "agent-ops", environment: "dev" };

describe("the sandbox's REST endpoints", () => {
  let sandbox: TestSandbox;
  const get = async (path: string): Promise<{ status: number; json: Record<string, unknown> }> =>
    (await sandbox.http("GET", path)) as { status: number; json: Record<string, unknown> };

  before(async () => {
    sandbox = await TestSandbox.start();
    await sandbox.up(environmentType, "dev", {
      ...dev,
      waitTimer: 5,
      reviewers: [{ users: [sandbox.running.world.github.ownerId] }],
    });
    await sandbox.up("github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret", "B", {
      ...dev,
      secretName: "B",
      value: "hunter2",
    });
    await sandbox.up("github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable", "V", {
      ...dev,
      variableName: "v",
      value: "1",
    });
    await sandbox.up("github:index/actionsSecret:ActionsSecret", "R", {
      repository: "agent-ops",
      secretName: "R",
      value: "hunter3",
    });
    const { id } = await sandbox.up("vercel:index/project:Project", "web", {
      name: "web",
      gitRepository: { type: "github", repo: "jdoe/agent-ops" },
    });
    const variable = { projectId: id, key: "PLAIN", value: "open", sensitive: false, targets: ["production"] };
    await sandbox.up("vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable", "P", variable);
    await sandbox.up("vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable", "S", {
      ...variable,
      key: "HIDDEN",
      value: "hunter4",
      sensitive: true,
    });
  });
  after(() => sandbox.stop());

  it("list GitHub's custom branch patterns where an environment takes them", async () => {
    expect((await get("/github/repos/jdoe/agent-ops/environments/dev/deployment-branch-policies")).status).to.equal(
      404,
    );
    const prod = { repository: "agent-ops", environment: "prod" };
    const policy = { protectedBranches: false, customBranchPolicies: true };
    await sandbox.up(environmentType, "prod", { ...prod, deploymentBranchPolicy: policy });
    const policyType = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
    const { state } = await sandbox.up(policyType, "main", { ...prod, branchPattern: "main" });
    await sandbox.up(policyType, "tags", { ...prod, tagPattern: "v*" });
    const { json } = await get("/github/repos/jdoe/agent-ops/environments/prod/deployment-branch-policies");
    expect(json["total_count"]).to.equal(2);
    expect(json["branch_policies"]).to.deep.include({ id: state["policyId"], name: "main", type: "branch" });
    await sandbox.control("POST", "/remove", { type: environmentType, id: "prod" });
  });

  it("speak GitHub", async () => {
    const { repositoryId, ownerId } = sandbox.running.world.github;
    expect((await get("/github/repos/jdoe/agent-ops")).json).to.include({
      id: repositoryId,
      visibility: "public",
      full_name: "jdoe/agent-ops",
    });
    const environments = (await get("/github/repos/jdoe/agent-ops/environments")).json;
    expect(environments["total_count"]).to.equal(1);
    expect((await get("/github/repos/jdoe/agent-ops/environments/dev")).json["protection_rules"]).to.deep.equal([
      { id: 1, type: "wait_timer", wait_timer: 5 },
      {
        id: 2,
        type: "required_reviewers",
        prevent_self_review: false,
        reviewers: [{ type: "User", reviewer: { id: ownerId, login: "jdoe" } }],
      },
    ]);
    const times = { created_at: "2026-11-23T17:14:28Z", updated_at: "2026-11-23T17:14:28Z" };
    expect((await get("/github/repos/jdoe/agent-ops/environments/dev/secrets")).json).to.deep.equal({
      total_count: 1,
      secrets: [{ name: "B", ...times }],
    });
    expect((await get(`/github/repositories/${repositoryId}/environments/dev/variables`)).json).to.deep.equal({
      total_count: 1,
      variables: [{ name: "V", value: "1", ...times }],
    });
    expect((await get("/github/repos/jdoe/agent-ops/actions/secrets")).json).to.deep.equal({
      total_count: 1,
      secrets: [{ name: "R", ...times }],
    });
    expect((await get("/github/repos/jdoe/agent-ops/actions/variables?per_page=1&page=2")).json).to.deep.equal({
      total_count: 0,
      variables: [],
    });
  });

  it("refuse in GitHub's words", async () => {
    const missing = await get("/github/repos/jdoe/agent-ops/environments/prod");
    expect(missing).to.deep.equal({
      status: 404,
      json: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
    });
    expect((await get("/github/repos/jdoe/other")).status).to.equal(404);
    const anonymous = await fetch(`http://127.0.0.1:${sandbox.running.info.httpPort}/github/repos/jdoe/agent-ops`);
    expect(anonymous.status).to.equal(401);
  });

  it("speak Vercel, and never show a sensitive value", async () => {
    const { json } = await get("/vercel/v9/projects/web");
    expect(json).to.deep.include({
      name: "web",
      link: { type: "github", org: "jdoe", repo: "agent-ops", productionBranch: "main" },
    });
    const envs = (await get(`/vercel/v10/projects/${String(json["id"])}/env?decrypt=true`)).json["envs"] as Record<
      string,
      unknown
    >[];
    expect(envs.map(({ key, type, value }) => ({ key, type, value }))).to.deep.equal([
      { key: "PLAIN", type: "encrypted", value: "open" },
      { key: "HIDDEN", type: "sensitive", value: "" },
    ]);
    const closed = (await get("/vercel/v10/projects/web/env")).json["envs"] as Record<string, unknown>[];
    expect(closed[0]?.["value"]).not.to.equal("open");
    expect(await get("/vercel/v9/projects/none")).to.deep.equal({
      status: 404,
      json: { error: { code: "not_found", message: "Project not found" } },
    });
  });

  it("tell who is calling AWS", async () => {
    const response = await fetch(`http://127.0.0.1:${sandbox.running.info.httpPort}/aws/`, {
      method: "POST",
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect(await response.text()).to.include(`<Account>${sandbox.running.world.aws.accountId}</Account>`);
  });

  it("page GitHub's variables by thirty at most, and link the next page", async () => {
    const { httpPort } = sandbox.running.info;
    const url = `http://127.0.0.1:${httpPort}/github/repos/jdoe/agent-ops/actions/variables`;
    for (const name of Array.from({ length: 31 }, (_, index) => `MANY_${index}`)) {
      await sandbox.control("POST", "/add", { kind: "github-variable", name, value: "1" });
    }
    const response = await fetch(`${url}?per_page=100`, { headers: { authorization: "Bearer x" } });
    const { variables } = (await response.json()) as { variables: unknown[] };
    expect(variables).to.have.length(30);
    expect(response.headers.get("link")).to.contain(`page=2>; rel="next"`);
  });
});
