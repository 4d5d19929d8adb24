import { expect } from "chai";
import { TestSandbox } from "../support.ts";

interface Listed {
  readonly deployments: readonly {
    readonly uid: string;
    readonly readySubstate?: string;
    readonly createdAt: number;
  }[];
  readonly pagination: { readonly next: number | null };
}

describe("sandbox: Vercel's deployments", () => {
  let sandbox: TestSandbox;
  let project: string;

  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    ({ id: project } = await sandbox.up("vercel:index/project:Project", "web", { name: "web" }));
  });
  afterEach(() => sandbox.stop());

  const deploy = async (name = "production", value = "READY"): Promise<string> => {
    sandbox.clock.advance(60);
    const added = await sandbox.control("POST", "/add", { kind: "vercel-deployment", place: "web", name, value });
    return (added.json as { id: string }).id;
  };
  const listed = async (query = ""): Promise<Listed> =>
    (await sandbox.http("GET", `/vercel/v7/deployments?projectId=${project}${query}`)).json as Listed;
  const promote = (deploymentId: string, type: string) =>
    sandbox.control("POST", "/vercel/alias", { project: "web", deploymentId, type });

  it("are listed the newest first, by target and state, in pages", async () => {
    const first = await deploy();
    await deploy("preview");
    await deploy("production", "ERROR");
    const last = await deploy();
    const ready = await listed("&target=production&state=READY");
    expect(ready.deployments.map(({ uid }) => uid)).to.deep.equal([last, first]);
    const page = await listed("&target=production&state=READY&limit=1");
    expect(page.deployments.map(({ uid }) => uid)).to.deep.equal([last]);
    const rest = await listed(`&target=production&state=READY&limit=1&until=${page.pagination.next}`);
    expect(rest.deployments.map(({ uid }) => uid)).to.deep.equal([first]);
    expect(rest.pagination.next).to.equal(null);
  });

  it("serve production at once, after a rollback only when somebody promotes one", async () => {
    const first = await deploy();
    await deploy();
    await promote(first, "rollback");
    const staged = await deploy();
    expect((await listed()).deployments[0]).to.include({ uid: staged, readySubstate: "STAGED" });
    await promote(staged, "promote");
    expect((await listed()).deployments[0]).to.include({ uid: staged, readySubstate: "PROMOTED" });
    const { json } = await sandbox.http("GET", `/vercel/v9/projects/${project}`);
    expect((json as { lastAliasRequest: object }).lastAliasRequest).to.include({
      toDeploymentId: staged,
      jobStatus: "succeeded",
      type: "promote",
    });
  });

  it("have the variables as they are: a change by hand before is older, one after is newer", async () => {
    const type = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    const inputs = { projectId: project, key: "A", value: "1", sensitive: false, targets: ["production"] };
    const { id, state } = await sandbox.up(type, "A", inputs);
    await sandbox.control("POST", "/edit", { type, id, path: "value", value: "2" });
    await deploy();
    const updatedAt = async () => {
      const { json } = await sandbox.http("GET", `/vercel/v10/projects/${project}/env`);
      return (json as { envs: { updatedAt: number }[] }).envs[0]?.updatedAt ?? 0;
    };
    const deployed = (await listed()).deployments[0]?.createdAt ?? 0;
    expect(await updatedAt()).to.be.below(deployed);
    await sandbox.update(type, id, state, { ...inputs, value: "3" });
    expect(await updatedAt(), "Pulumi's own write takes the time").to.equal(sandbox.clock.time.getTime());
    await sandbox.control("POST", "/edit", { type, id, path: "value", value: "4" });
    expect(await updatedAt()).to.be.above(deployed);
  });

  it("need a project, a target and a state that exist", async () => {
    const refused = async (place: string, name: string, value: string) =>
      (await sandbox.control("POST", "/add", { kind: "vercel-deployment", place, name, value })).json;
    expect(await refused("api", "production", "READY")).to.include({
      error: 'There is no Vercel project "api" in the sandbox.',
    });
    expect(await refused("web", "staging", "READY")).to.include({ error: "There is no target staging." });
    expect(await refused("web", "production", "FINE")).to.include({ error: "There is no state FINE." });
    const failed = await deploy("production", "ERROR");
    expect((await promote(failed, "promote")).status).to.equal(400);
  });
});
