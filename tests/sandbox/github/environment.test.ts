import { expect } from "chai";
import { isSecret, refusal, TestSandbox, unknownText, urn } from "../support.ts";

const type = "github:index/repositoryEnvironment:RepositoryEnvironment";
const policyType = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";
const variableType = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const secretType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const dev = { repository: "agent-ops", environment: "dev" };
const custom = { protectedBranches: false, customBranchPolicies: true };

describe("sandbox: GitHub's environments", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
  });
  afterEach(() => sandbox.stop());

  it("fills in defaults as provider 6.15.0 does", async () => {
    const made = await sandbox.up(type, "dev", { ...dev, deploymentBranchPolicy: custom });
    expect(made.inputs).to.deep.equal({
      ...dev,
      __defaults: ["canAdminsBypass"],
      canAdminsBypass: true,
      deploymentBranchPolicy: { __defaults: [], ...custom },
    });
    expect(made.id).to.equal("agent-ops:dev");
    const repositoryId = sandbox.running.world.github.repositoryId;
    expect(made.state).to.deep.equal({
      ...dev,
      id: "agent-ops:dev",
      canAdminsBypass: true,
      preventSelfReview: false,
      waitTimer: null,
      reviewers: [],
      deploymentBranchPolicy: custom,
      repositoryId,
    });
  });

  it("changes nothing on the second update, and is unchanged after a refresh", async () => {
    const made = await sandbox.up(type, "dev", {
      ...dev,
      reviewers: [{ users: [2, 1] }],
      deploymentBranchPolicy: custom,
    });
    expect((await sandbox.diff(type, made.id, made.state, made.inputs)).changes).to.equal("none");
    const read = await sandbox.read(type, made.id, made.state, made.inputs);
    expect((await sandbox.diff(type, made.id, read?.state ?? {}, made.inputs)).changes).to.equal("none");
    expect(read?.inputs).to.deep.equal(made.inputs);
  });

  it("leaves to a preview only what GitHub decides", async () => {
    const { inputs } = await sandbox.check(type, "dev", dev);
    const { state } = await sandbox.create(type, "dev", inputs, true);
    expect(state).to.include({ ...dev, canAdminsBypass: true, preventSelfReview: false, repositoryId: unknownText });
    expect((await sandbox.control("GET", "/objects")).json).to.deep.equal([]);
  });

  it("replaces for another name only", async () => {
    const { id, state, inputs } = await sandbox.up(type, "dev", dev);
    const renamed = await sandbox.diff(type, id, state, { ...inputs, environment: "development" });
    expect(renamed).to.deep.include({
      replaces: ["environment"],
      details: { environment: "UPDATE_REPLACE" },
      deleteBeforeReplace: false,
    });
    const waiting = await sandbox.diff(type, id, state, { ...inputs, waitTimer: 5, reviewers: [{ users: [1] }] });
    expect(waiting).to.deep.include({ replaces: [], details: { waitTimer: "ADD", "reviewers[0]": "ADD" } });
  });

  it("refuses at check what the provider refuses, in its words", async () => {
    const failures = async (more: Record<string, unknown>): Promise<string[]> =>
      (await sandbox.check(type, "x", { ...dev, ...more })).failures;
    expect(await failures({ waitTimer: 99_999 })).to.deep.equal([
      "expected wait_timer to be in the range (0 - 43200), got 99999. Examine values at 'x.waitTimer'.",
    ]);
    expect(await failures({ reviewers: [{ users: [1] }, { users: [2] }] })).to.deep.equal([
      "Too many list items. Attribute reviewers supports 1 item maximum, but config has 2 declared.. Examine values at 'x.reviewers'.",
    ]);
    expect(await failures({ reviewers: [{ users: [1, 2, 3, 4, 5, 6, 7] }] })).to.deep.equal([
      "Too many list items. Attribute reviewers.0.users supports 6 item maximum, but config has 7 declared.. Examine values at 'x.reviewers[0].users'.",
    ]);
    expect(await failures({ deploymentBranchPolicy: { protectedBranches: true } })).to.deep.equal([
      "Missing required property 'deploymentBranchPolicy.customBranchPolicies'",
    ]);
    expect(await failures({ waitTimer: 43_200, reviewers: [{ users: [1], teams: [2] }] })).to.deep.equal([]);
    expect(await failures({ waitTimer: unknownText })).to.deep.equal([]);
  });

  it("refuses a property that it does not model", async () => {
    const { failures } = await sandbox.check(type, "x", { ...dev, deploymentPolicy: {} });
    expect(failures[0]).to.include('does not model the property "deploymentPolicy"').and.include("sandbox/README.md");
  });

  it("counts reviewers of both kinds when it plans", async () => {
    const { inputs } = await sandbox.check(type, "x", {
      ...dev,
      reviewers: [{ users: [1, 2, 3, 4], teams: [5, 6, 7] }],
    });
    const message = await refusal(sandbox.create(type, "x", inputs, true));
    expect(message).to.equal(
      `diffing ${urn(type, "x")}: 1 error occurred:\n\t* a maximum of 6 reviewers (users and teams combined) can be set for an environment\n\n`,
    );
  });

  it("refuses at create what GitHub refuses", async () => {
    const equal = { protectedBranches: true, customBranchPolicies: true };
    expect(await refusal(sandbox.up(type, "x", { ...dev, deploymentBranchPolicy: equal })))
      .to.include("422")
      .and.include("cannot have the same value");
    expect(await refusal(sandbox.up(type, "x", { ...dev, repository: "other" }))).to.equal(
      "1 error occurred:\n\t* PUT https://api.github.com/repos/jdoe/other/environments/dev: 404 Not Found []\n\n",
    );
  });

  it("takes an environment over that is already there", async () => {
    await sandbox.up(type, "one", { ...dev, waitTimer: 5, reviewers: [{ users: [1] }] });
    const again = await sandbox.up(type, "two", { repository: "agent-ops", environment: "DEV" });
    const read = await sandbox.read(type, again.id, again.state, again.inputs);
    expect(read?.state).to.deep.include({
      environment: "DEV",
      waitTimer: null,
      reviewers: [{ teams: [], users: [1] }],
    });
  });

  it("does not see reviewers that were removed, but sees a changed bypass, wait timer and branch policy", async () => {
    const made = await sandbox.up(type, "dev", {
      ...dev,
      reviewers: [{ users: [1] }],
      deploymentBranchPolicy: custom,
      waitTimer: 5,
    });
    const edit = (path: string, value: unknown) => sandbox.control("POST", "/edit", { type, id: made.id, path, value });
    await edit("reviewers", []);
    const blind = await sandbox.read(type, made.id, made.state, made.inputs);
    expect((await sandbox.diff(type, made.id, blind?.state ?? {}, made.inputs)).changes).to.equal("none");
    await edit("canAdminsBypass", false);
    await edit("waitTimer", 0);
    await edit("deploymentBranchPolicy", null);
    const seen = await sandbox.read(type, made.id, made.state, made.inputs);
    expect(seen?.state).to.include({ canAdminsBypass: false, waitTimer: 0, deploymentBranchPolicy: null });
    expect((await sandbox.diff(type, made.id, seen?.state ?? {}, made.inputs)).details).to.deep.equal({
      canAdminsBypass: "UPDATE",
      waitTimer: "UPDATE",
      deploymentBranchPolicy: "ADD",
    });
  });

  it("takes along all that it holds, and tolerates that it is gone", async () => {
    const made = await sandbox.up(type, "dev", { ...dev, deploymentBranchPolicy: custom });
    const variable = await sandbox.up(variableType, "A", { ...dev, variableName: "A", value: "1" });
    await sandbox.up(secretType, "B", { ...dev, secretName: "B", value: "1" });
    await sandbox.up(policyType, "p", { ...dev, branchPattern: "main" });
    await sandbox.delete(type, made.id, made.state);
    expect((await sandbox.control("GET", "/objects")).json).to.deep.equal([]);
    expect(await sandbox.read(variableType, variable.id, variable.state, variable.inputs)).to.equal(null);
    await sandbox.delete(type, made.id, made.state);
  });

  it("can be imported by its id", async () => {
    await sandbox.up(type, "dev", { ...dev, waitTimer: 5 });
    const imported = await sandbox.read(type, "agent-ops:dev");
    expect(imported?.inputs).to.deep.equal({ ...dev, __defaults: [], waitTimer: 5 });
  });

  it("writes colons in names as the provider does", async () => {
    const made = await sandbox.up(type, "x", { repository: "agent-ops", environment: "prod:eu" });
    expect(made.id).to.equal("agent-ops:prod??eu");
    expect((await sandbox.read(type, made.id))?.state).to.include({ environment: "prod:eu" });
  });

  describe("deployment policies", () => {
    it("need an environment with custom policies", async () => {
      const missing = await refusal(sandbox.up(policyType, "p", { ...dev, branchPattern: "main" }));
      expect(missing).to.include("/repos/jdoe/agent-ops/environments/dev/deployment-branch-policies: 404 Not Found");
      await sandbox.up(type, "dev", dev);
      expect(await refusal(sandbox.up(policyType, "p", { ...dev, branchPattern: "main" }))).to.include("404");
    });

    it("take exactly one pattern, and replace when its kind changes", async () => {
      const { failures } = await sandbox.check(policyType, "p", { ...dev, branchPattern: "main", tagPattern: "v*" });
      expect(failures[0]).to.equal(
        "Invalid combination of arguments. \"branch_pattern\": only one of `branch_pattern,tag_pattern` can be specified, but `branch_pattern,tag_pattern` were specified.. Examine values at 'p.branchPattern'.",
      );
      expect((await sandbox.check(policyType, "p", dev)).failures).to.have.length(2);
      await sandbox.up(type, "dev", { ...dev, deploymentBranchPolicy: custom });
      const made = await sandbox.up(policyType, "p", { ...dev, branchPattern: "main" });
      expect(made.id).to.equal(`agent-ops:dev:${String(made.state["policyId"])}`);
      const other = await sandbox.diff(policyType, made.id, made.state, { ...dev, branchPattern: "release" });
      expect(other.details).to.deep.equal({ branchPattern: "UPDATE" });
      const tag = await sandbox.diff(policyType, made.id, made.state, { ...dev, tagPattern: "v*" });
      expect(tag).to.deep.include({ replaces: ["branchPattern", "tagPattern"] });
      expect(await refusal(sandbox.up(policyType, "q", { ...dev, branchPattern: "main" }))).to.include("303");
    });
  });

  describe("by plan of a private repository", () => {
    async function creating(
      plan: "free" | "team" | "enterprise",
      more: Record<string, unknown>,
    ): Promise<string | null> {
      const priv = await TestSandbox.start({ github: { plan, visibility: "private" } });
      try {
        return await priv.up(type, "dev", { ...dev, ...more }).then(
          () => null,
          (error: { details: string }) => error.details,
        );
      } finally {
        await priv.stop();
      }
    }

    it("none on Free; reviewers and wait timers on Enterprise only", async () => {
      expect(await creating("free", {})).to.include("404 Not Found");
      expect(await creating("team", { deploymentBranchPolicy: custom })).to.equal(null);
      expect(await creating("team", { reviewers: [{ users: [1] }] })).to.include(
        "422 Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.",
      );
      expect(await creating("team", { waitTimer: 5 })).to.include("the wait timer protection rule");
      expect(await creating("enterprise", { waitTimer: 5, reviewers: [{ users: [1] }] })).to.equal(null);
    });
  });

  it("marks nothing secret in an environment", async () => {
    const made = await sandbox.up(type, "dev", dev);
    expect(Object.values(made.state).some(isSecret)).to.equal(false);
  });
});
