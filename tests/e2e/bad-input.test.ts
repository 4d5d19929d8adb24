import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { TestProject } from "./support/project.ts";

const base = ["config", "stagekeeper:base", "value"];

describe("bad input, as a person meets it", function () {
  this.timeout(120_000);
  let project: TestProject;
  afterEach(() => project.remove());

  it("shows all that is wrong with the configuration at once, before anything is started", async () => {
    project = new TestProject((document) => {
      document.setIn([...base, "github", "visibilty"], "private");
      document.setIn([...base, "aws", "region"], 7);
      document.setIn([...base, "variables", "FACTS_TABLE", "from"], "warehouse.production.tables.fact.name");
    });
    const up = await project.stagekeeper(["sandbox", "up"]);
    expect(up.code).to.equal(2);
    expect(up.stderr).to.contain("visibilty").and.to.contain("Did you mean visibility?");
    expect(up.stderr).to.contain("stagekeeper:base.aws.region").and.to.contain("warehouse.production.tables.fact.name");
    expect(readdirSync(project.folder)).not.to.include(".sandbox");
  });

  it("stops before the first create where the credentials reach another account, and names every missing credential", async () => {
    project = new TestProject();
    project.edit("Pulumi.prod.yaml", (document) =>
      document.setIn(["config", "stagekeeper:stage", "aws", "accountId"], "999999999999"),
    );
    const up = await project.stagekeeper([
      "sandbox",
      "run",
      "--",
      "env",
      "-u",
      "GITHUB_TOKEN",
      "-u",
      "VERCEL_API_TOKEN",
      "pulumi",
      "up",
      "--stack",
      "prod",
      "--yes",
      "--skip-preview",
    ]);
    expect(up.code).not.to.equal(0);
    expect(up.all).to.contain("The AWS credentials reach account 123456789012, but aws.accountId is 999999999999.");
    expect(up.all).to.contain("GITHUB_TOKEN is not set").and.to.contain("VERCEL_API_TOKEN is not set");
    expect(up.all).not.to.match(/\n\s+at /);
    const counts = JSON.parse((await project.stagekeeper(["sandbox", "status", "--format", "json"])).stdout);
    expect(
      Object.values(counts as Record<string, Record<string, number>>).every((byStack) => !byStack["prod"]),
    ).to.equal(true);
  });

  it("names a corrupt store and the way out", async () => {
    project = new TestProject();
    expect((await project.stagekeeper(["sandbox", "run", "--", "true"])).code).to.equal(0);
    await new Promise((wait) => setTimeout(wait, 1500));
    const vendors = join(project.folder, ".sandbox", "vendors");
    for (const name of readdirSync(vendors).filter((file) => /journal|store/.test(file) && !file.includes("lock"))) {
      writeFileSync(join(vendors, name), "not a journal\nat all\n");
    }
    const run = await project.stagekeeper(["sandbox", "run", "--", "true"]);
    expect(run.code).to.equal(2);
    expect(run.stderr).to.contain(".sandbox/vendors").and.to.contain("npx stagekeeper sandbox reset");
    expect((await project.stagekeeper(["sandbox", "reset"])).code).to.equal(0);
    expect((await project.stagekeeper(["sandbox", "run", "--", "true"])).code).to.equal(0);
  });

  it("has an exit code and a sentence for a stage that does not exist", async () => {
    project = new TestProject();
    const parity = await project.stagekeeper(["parity", "dev", "prd"]);
    expect(parity.code).to.equal(2);
    expect(parity.stderr).to.equal(
      "There is no stage prd; the stages are dev, staging, prod\n  Next: Did you mean prod?",
    );
  });

  it("gives a command's own exit code back from the sandbox", async () => {
    project = new TestProject();
    expect((await project.stagekeeper(["sandbox", "run", "--", "sh", "-c", "exit 5"])).code).to.equal(5);
    const unknown = await project.pulumi("preview", "--stack", "nowhere");
    expect(unknown.code).to.equal(6);
  });
});
