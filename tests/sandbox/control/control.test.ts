import { expect } from "chai";
import { refusal, TestSandbox } from "../support.ts";

const variableType = "github:index/actionsVariable:ActionsVariable";
const environmentType = "github:index/repositoryEnvironment:RepositoryEnvironment";
const projectType = "vercel:index/project:Project";
const vercelType = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const variable = (name: string) => ({ repository: "agent-ops", variableName: name, value: "1" });

describe("the sandbox's control endpoints", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
  });
  afterEach(() => sandbox.stop());

  it("need the token", async () => {
    expect((await sandbox.http("GET", "/_sandbox/status", undefined, "guess")).status).to.equal(401);
  });

  it("count and list objects by vendor and stack, without values", async () => {
    await sandbox.up(variableType, "A", variable("A"));
    await sandbox.up(projectType, "web", { name: "web" });
    const { json } = await sandbox.control("GET", "/status");
    expect(json).to.deep.include({ counts: { github: { dev: 1 }, vercel: { dev: 1 } }, leases: 0, faults: [] });
    const list = (await sandbox.control("GET", "/objects")).json as Record<string, unknown>[];
    expect(list[0]).to.deep.equal({
      vendor: "github",
      type: variableType,
      id: "agent-ops:a",
      name: "A",
      stack: "dev",
      urn: `urn:pulumi:dev::agent-ops::${variableType}::A`,
    });
  });

  describe("edit", () => {
    it("finds an object by id, logical name or URN", async () => {
      const { id, state, inputs } = await sandbox.up(variableType, "A", variable("X"));
      for (const [index, name] of [id, "A", `urn:pulumi:dev::agent-ops::${variableType}::A`].entries()) {
        expect(
          (await sandbox.control("POST", "/edit", { type: variableType, id: name, path: "value", value: `v${index}` }))
            .status,
        ).to.equal(200);
        expect((await sandbox.read(variableType, id, state, inputs))?.state["value"]).to.equal(`v${index}`);
      }
    });

    it("says what there is where it finds nothing, several or no such property", async () => {
      await sandbox.up(variableType, "A", variable("X"));
      const edit = async (more: object) => {
        const { status, json } = await sandbox.control("POST", "/edit", {
          type: variableType,
          id: "A",
          path: "value",
          value: "2",
          ...more,
        });
        return { status, ...(json as { error: string; next: string }) };
      };
      expect(await edit({ id: "B" })).to.deep.equal({
        status: 400,
        error: `There is no ${variableType} "B" in the sandbox.`,
        next: "There are: agent-ops:x (A of dev).",
      });
      expect(await edit({ stack: "prod" })).to.include({ next: "There are: none." });
      expect((await edit({ type: "github:index/issue:Issue" })).error).to.include("does not model the type");
      expect(await edit({ path: "updatedAt" })).to.include({ next: "It has: repository, variableName, value." });
      const environment = await sandbox.up(environmentType, "env", { repository: "agent-ops", environment: "dev" });
      expect(
        (await edit({ type: environmentType, id: environment.id, path: "waitTimer", value: "soon" })).error,
      ).to.equal('"waitTimer" takes a integer, not "soon".');
    });
  });

  it("add what no program declares, and remove it", async () => {
    await sandbox.up(environmentType, "env", { repository: "agent-ops", environment: "dev" });
    const project = await sandbox.up(projectType, "web", { name: "web" });
    const add = async (kind: string, place?: string) =>
      (await sandbox.control("POST", "/add", { kind, place, name: "EXTRA", value: "1" })).json as { id: string };
    expect(await add("github-variable")).to.deep.equal({ id: "agent-ops:EXTRA" });
    expect(await add("github-secret", "dev")).to.deep.equal({ id: "agent-ops:dev:EXTRA" });
    const { id } = await add("vercel-variable", "web");
    const listed = (await sandbox.control("GET", "/objects")).json as { id: string; stack: string | null }[];
    expect(listed.find((item) => item.id === id)).to.include({ stack: null });
    expect((await sandbox.control("POST", "/remove", { type: vercelType, id })).status).to.equal(200);
    expect(
      (await sandbox.control("POST", "/add", { kind: "github-variable", name: "EXTRA", value: "2" })).status,
    ).to.equal(409);
    expect((await sandbox.control("POST", "/remove", { type: projectType, id: project.id })).status).to.equal(200);
    expect(
      (await sandbox.control("POST", "/add", { kind: "vercel-variable", place: "web", name: "A", value: "1" })).status,
    ).to.equal(400);
  });

  describe("faults", () => {
    it("happen to the nth matching request, once", async () => {
      await sandbox.control("POST", "/faults", { operation: "create", target: "B*", kind: "error", nth: 2 });
      await sandbox.up(variableType, "A1", variable("A1"));
      await sandbox.up(variableType, "B1", variable("B1"));
      expect(await refusal(sandbox.up(variableType, "B2", variable("B2")))).to.equal(
        "1 error occurred:\n\t* 500 Internal Server Error []\n\n",
      );
      await sandbox.up(variableType, "B2", variable("B2"));
    });

    it("come before the vendor does its work or after it", async () => {
      await sandbox.control("POST", "/faults", { target: variableType, kind: "throttle", when: "after" });
      expect(await refusal(sandbox.up(variableType, "A", variable("A")))).to.include("API rate limit");
      expect(await refusal(sandbox.up(variableType, "A", variable("A")))).to.include("409");
    });

    it("speak for each vendor, and can be called off", async () => {
      await sandbox.control("POST", "/faults", { operation: "create", target: "*", kind: "throttle" });
      expect(await refusal(sandbox.up(projectType, "web", { name: "web" }))).to.equal(
        "rate_limited - Rate limit exceeded",
      );
      await sandbox.control("POST", "/faults", { operation: "create", target: "*", kind: "error" });
      await sandbox.control("DELETE", "/faults");
      await sandbox.up(projectType, "web", { name: "web" });
    });

    it("do not happen to previews", async () => {
      await sandbox.control("POST", "/faults", { target: "*", kind: "error" });
      await sandbox.create(projectType, "web", { name: "web" }, true);
      expect(await refusal(sandbox.create(projectType, "web", { name: "web" }))).to.include("internal_server_error");
    });
  });

  it("carries 2,000 objects without getting slow", async function () {
    this.timeout(30_000);
    const { id: projectId } = await sandbox.up(projectType, "web", { name: "web" });
    const started = performance.now();
    for (let from = 0; from < 2_000; from += 100) {
      const keys = Array.from({ length: 100 }, (_, index) => `V${from + index}`);
      const inputs = { projectId, value: "1", sensitive: false, targets: ["production"] };
      await Promise.all(keys.map((key) => sandbox.create(vercelType, key, { ...inputs, key })));
    }
    expect(performance.now() - started).to.be.lessThan(15_000);
  });
});
