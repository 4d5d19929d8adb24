import { expect } from "chai";
import { TestSandbox } from "../support.ts";

const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const variableType = "github:index/actionsVariable:ActionsVariable";
const secretType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

describe("sandbox: GitHub where nobody has said which repositories there are", () => {
  let sandbox: TestSandbox;
  before(async () => {
    sandbox = await TestSandbox.start({ github: { anyRepository: true } });
  });
  after(async () => {
    await sandbox.stop();
  });

  it("has every repository, each with its own id", async () => {
    const web = await sandbox.up(environmentType, "web", { repository: "web", environment: "production" });
    const docs = await sandbox.up(variableType, "docs", { repository: "docs", variableName: "A", value: "1" });
    expect([web.id, docs.id]).to.deep.equal(["web:production", "docs:A"]);
    expect(web.state["repositoryId"]).to.be.a("number").and.to.not.equal(docs.state["repositoryId"]);
    const secret = { repository: "web", environment: "production", secretName: "KEY", value: "x" };
    expect((await sandbox.up(secretType, "KEY", secret)).state["repositoryId"]).to.equal(web.state["repositoryId"]);
    const found = await sandbox.invoke("github:index/getRepository:getRepository", { fullName: "acme/web" });
    expect(found).to.include({ name: "web", fullName: "acme/web" });
    const own = await sandbox.invoke("github:index/getRepository:getRepository", { name: "web" });
    expect(own["repoId"]).to.equal(web.state["repositoryId"]).and.to.not.equal(found["repoId"]);
  });

  it("moves a resource to another repository by replacing it, not for other letters", async () => {
    const { id, state } = await sandbox.up(variableType, "B", { repository: "web", variableName: "B", value: "1" });
    const moved = await sandbox.diff(variableType, id, state, { repository: "docs", variableName: "B", value: "1" });
    expect(moved).to.deep.include({ changes: "some", replaces: ["repository"] });
    const same = await sandbox.diff(variableType, id, state, { repository: "WEB", variableName: "B", value: "1" });
    expect(same).to.deep.include({ changes: "some", replaces: [] });
  });

  it("links every repository at Vercel", async () => {
    const gitRepository = { type: "github", repo: "acme/web" };
    const { state } = await sandbox.up("vercel:index/project:Project", "web", { name: "web", gitRepository });
    expect(state["gitRepository"]).to.include({ repo: "acme/web" });
  });
});
