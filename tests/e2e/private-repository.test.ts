import { expect } from "chai";
import { TestProject } from "./support/project.ts";

const base = ["config", "stagekeeper:base", "value"];
const githubSecret = "github:index/actionsSecret:ActionsSecret";
const githubVariable = "github:index/actionsVariable:ActionsVariable";

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** GitHub Free has no environments for a private repository: bindings carry the stage's name instead. */
describe("a private repository on the free plan with a fourth stage, with the real engine", function () {
  this.timeout(180_000);
  const project = new TestProject((document) => {
    document.setIn([...base, "github", "visibility"], "private");
    document.setIn([...base, "stages"], document.createNode(["dev", "qa", "staging", "prod"]));
  });
  after(() => project.remove());

  it("deploys all four stages", async () => {
    project.write("Pulumi.qa.yaml", "config: {}\n");
    const up = await project.stagekeeper(["sandbox", "up"]);
    expect(up.code, up.all).to.equal(0);
    expect(up.stdout.split("\n").filter((line) => line.includes("✔ deployed"))).to.have.length(5);
  });

  it("puts secrets and variables into the repository under the stage's name, and declares no environment", async () => {
    const resources = await resourcesOf("qa");
    const bound = (type: string, key: string) =>
      resources.filter((one) => one.type === type).map(({ inputs }) => inputs[key]);
    expect(bound(githubSecret, "secretName")).to.deep.equal(["QA_OPENAI_API_KEY"]);
    expect(bound(githubVariable, "variableName")).to.have.members(["QA_LOG_LEVEL", "QA_FACTS_TABLE"]);
    expect(resources.filter(({ type }) => /environment/i.test(type) && type.startsWith("github:"))).to.deep.equal([]);
  });

  it("trusts the stage's branch instead of an environment", async () => {
    const role = (await resourcesOf("qa")).find(({ urn }) => urn.endsWith("aws:iam/role:Role::pipeline"));
    expect(String(role?.inputs["assumeRolePolicy"]))
      .to.contain("ref:refs/heads/stage/qa")
      .and.not.to.contain(":environment:");
  });

  it("changes nothing the second time", async () => {
    const up = await project.pulumi("up", "--stack", "qa", "--yes", "--expect-no-changes");
    expect(up.code, up.all).to.equal(0);
  });

  it("is clean under parity, declared and recorded", async () => {
    for (const source of [[], ["--source", "recorded", "--sandbox"]]) {
      const parity = await project.stagekeeper(["parity", ...source]);
      expect(parity.code, parity.all).to.equal(0);
    }
  });

  async function resourcesOf(stack: string): Promise<Resource[]> {
    return JSON.parse((await project.pulumi("stack", "export", "--stack", stack)).stdout).deployment.resources;
  }
});
