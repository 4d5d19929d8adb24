import { expect } from "chai";
import { refusal, TestSandbox, unknownText } from "../support.ts";

const type = "vercel:index/project:Project";
const domainType = "vercel:index/projectDomain:ProjectDomain";
const git = { type: "github", repo: "jdoe/agent-ops" };

describe("sandbox: Vercel's projects and domains", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
  });
  afterEach(() => sandbox.stop());

  it("come with what Vercel fills in, and no __defaults", async () => {
    const made = await sandbox.up(type, "web", { name: "web", framework: "nextjs", gitRepository: git });
    expect(made.inputs).to.deep.equal({ name: "web", framework: "nextjs", gitRepository: git });
    expect(made.id).to.match(/^prj_[0-9A-Za-z]{28}$/);
    expect(made.state).to.deep.include({
      id: made.id,
      name: "web",
      teamId: null,
      nodeVersion: "24.x",
      autoAssignCustomDomains: true,
      gitForkProtection: true,
      directoryListing: false,
      oidcTokenConfig: { issuerMode: "team" },
      vercelAuthentication: { deploymentType: "standard_protection_new" },
      gitRepository: { ...git, productionBranch: "main", deployHooks: null },
      rootDirectory: null,
      gitComments: null,
      environments: null,
    });
  });

  it("change in place, also their name, and keep what the program does not say", async () => {
    const made = await sandbox.up(type, "web", {
      name: "web",
      gitRepository: { ...git, productionBranch: "stage/dev" },
    });
    expect((await sandbox.diff(type, made.id, made.state, made.inputs)).changes).to.equal("none");
    const inputs = { name: "site", framework: "astro", gitRepository: git, resourceConfig: { fluid: false } };
    const { changed } = await sandbox.diff(type, made.id, made.state, inputs);
    expect(changed).to.deep.equal(["framework", "name", "resourceConfig"]);
    const state = await sandbox.update(type, made.id, made.state, inputs);
    expect(state).to.deep.include({
      name: "site",
      gitRepository: { ...git, productionBranch: "stage/dev", deployHooks: null },
      resourceConfig: {
        fluid: false,
        functionDefaultCpuType: null,
        functionDefaultRegions: ["iad1"],
        functionDefaultTimeout: null,
      },
    });
  });

  it("are to be updated without saying why where somebody changed what the program does not set", async () => {
    const made = await sandbox.up(type, "web", { name: "web" });
    await sandbox.control("POST", "/edit", { type, id: made.id, path: "rootDirectory", value: "apps/web" });
    const read = await sandbox.read(type, made.id, made.state, made.inputs);
    expect(read?.inputs).to.deep.equal({ name: "web" });
    const diff = await sandbox.diff(type, made.id, read?.state ?? {}, made.inputs);
    expect(diff).to.deep.include({ changes: "some", changed: ["rootDirectory"], replaces: [], details: {} });
  });

  it("leave to a preview what Vercel decides", async () => {
    const { state } = await sandbox.create(type, "web", { name: "web" }, true);
    expect(state).to.include({
      name: "web",
      nodeVersion: unknownText,
      teamId: unknownText,
      autoAssignCustomDomains: true,
    });
  });

  it("refuse names as the provider does, also the one that is made from the logical name", async () => {
    const pattern = "The name of a Project can only contain up to 100 alphanumeric lowercase characters and hyphens";
    const capitals = await sandbox.check(type, "Web", {});
    expect(capitals.inputs["name"]).to.match(/^Web-[0-9a-f]{7}$/);
    expect(capitals.failures[0]).to.include(`Invalid Attribute Value Match. Attribute name ${pattern}, got: Web-`);
    const generated = await sandbox.check(type, "web", {});
    expect(generated.failures).to.deep.equal([]);
    expect((await sandbox.check(type, "web", {}, generated.inputs)).inputs).to.deep.equal(generated.inputs);
    const long = await sandbox.check(type, "web", { name: "x".repeat(53) });
    expect(long.failures).to.deep.equal([
      "Invalid Attribute Value Length. Attribute name string length must be between 1 and 52, got: 53. Examine values at 'web.name'.",
    ]);
  });

  it("refuse unknown choices and what the sandbox does not model", async () => {
    const failures = async (more: object): Promise<string[]> =>
      (await sandbox.check(type, "web", { name: "web", ...more })).failures;
    expect((await failures({ framework: "rails" }))[0]).to.include(
      "Invalid Framework. The framework rails is not supported on Vercel. Must be one of angular, astro",
    );
    expect((await failures({ nodeVersion: "16.x" }))[0]).to.include(
      'value must be one of: ["18.x" "20.x" "22.x" "24.x"], got: "16.x"',
    );
    expect((await failures({ passwordProtection: { password: "x" } }))[0]).to.include(
      'does not model the property "passwordProtection"',
    );
    expect(await failures({ gitRepository: { type: "github" } })).to.deep.equal([
      "Missing required property 'gitRepository.repo'",
    ]);
  });

  it("have unique names", async () => {
    await sandbox.up(type, "a", { name: "web" });
    const other = await sandbox.up(type, "b", { name: "site" });
    const create = "Error creating project: Could not create project, unexpected error: conflict - ";
    expect(await refusal(sandbox.up(type, "c", { name: "web" })))
      .to.include(create)
      .and.include('"web" already exists');
    expect(await refusal(sandbox.update(type, other.id, other.state, { name: "web" }))).to.include(
      "Error updating project",
    );
  });

  it("link the known repository only, and on Hobby only a person's", async () => {
    expect(
      await refusal(sandbox.up(type, "a", { name: "a", gitRepository: { type: "github", repo: "else/where" } })),
    ).to.include("else/where");
    const hobby = await TestSandbox.start({ github: { ownerType: "Organization" } });
    const pro = await TestSandbox.start({ github: { ownerType: "Organization" }, vercel: { plan: "pro" } });
    try {
      expect(await refusal(hobby.up(type, "a", { name: "a", gitRepository: git }))).to.include("organization");
      expect((await pro.up(type, "a", { name: "a", gitRepository: git })).id).to.match(/^prj_/);
    } finally {
      await Promise.all([hobby.stop(), pro.stop()]);
    }
  });

  it("show a change behind Pulumi's back also in what the program does not set", async () => {
    const made = await sandbox.up(type, "web", { name: "web" });
    await sandbox.control("POST", "/edit", { type, id: made.id, path: "rootDirectory", value: "apps/web" });
    const read = await sandbox.read(type, made.id, made.state, made.inputs);
    expect(read?.inputs).to.deep.equal({ name: "web" });
    expect((await sandbox.diff(type, made.id, read?.state ?? {}, made.inputs)).changes).to.equal("some");
  });

  it("need a token that looks like one where the provider is given one", async () => {
    const refused = async (apiToken: string) => await refusal(sandbox.configure("vercel", { apiToken }));
    expect(await refused("short")).to.equal(
      "Invalid api_token: api_token (VERCEL_API_TOKEN) must be 24 characters and only contain characters 0-9 and a-f (all lowercased)",
    );
    expect(await refused("")).to.equal("Unable to find api_token: api_token cannot be an empty string");
    await sandbox.configure("vercel", { apiToken: "abcdefABCDEF012345678901" });
    await sandbox.configure("vercel", {});
  });

  it("belong to the team that the provider is configured for", async () => {
    const team = await TestSandbox.start({ vercel: { plan: "pro", team: "acme" } });
    try {
      const made = await team.up(type, "web", { name: "web" });
      expect(made.state["teamId"]).to.equal(team.running.world.vercel.teamId);
      const moved = await team.diff(type, made.id, made.state, { name: "web", teamId: "team_other" });
      expect(moved.replaces).to.deep.equal(["teamId"]);
    } finally {
      await team.stop();
    }
  });

  describe("domains", () => {
    it("belong to one project", async () => {
      const one = await sandbox.up(type, "one", { name: "one" });
      const two = await sandbox.up(type, "two", { name: "two" });
      const made = await sandbox.up(domainType, "d", { projectId: one.id, domain: "acme.dev" });
      expect(made.id).to.equal("acme.dev");
      expect(made.state).to.include({ verified: true, projectId: one.id });
      expect(await refusal(sandbox.up(domainType, "e", { projectId: two.id, domain: "acme.dev" }))).to.include(
        `Error adding domain to project: Could not add domain acme.dev to project ${two.id}, unexpected error: domain_already_in_use`,
      );
      const moved = await sandbox.diff(domainType, made.id, made.state, { projectId: two.id, domain: "acme.dev" });
      expect(moved.replaces).to.deep.equal(["projectId"]);
    });

    it("need their project, and go with it", async () => {
      expect(await refusal(sandbox.up(domainType, "d", { projectId: "prj_x", domain: "acme.dev" }))).to.include(
        "Could not find project",
      );
      const made = await sandbox.up(type, "web", { name: "web" });
      const domain = await sandbox.up(domainType, "d", {
        projectId: made.id,
        domain: "acme.dev",
        redirectStatusCode: 308,
      });
      await sandbox.delete(type, made.id, made.state);
      expect(await sandbox.read(domainType, domain.id, domain.state, domain.inputs)).to.equal(null);
      await sandbox.delete(domainType, domain.id, domain.state);
    });

    it("redirect with four codes", async () => {
      const { failures } = await sandbox.check(domainType, "d", {
        projectId: "p",
        domain: "acme.dev",
        redirectStatusCode: 303,
      });
      expect(failures[0]).to.include(
        'Attribute redirect_status_code value must be one of: ["301" "302" "307" "308"], got: 303',
      );
    });
  });
});
