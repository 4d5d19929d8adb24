import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Report } from "../../core/findings/report.ts";
import { type Outcome, TestProject } from "./support/project.ts";

const base = ["config", "stagekeeper:base", "value"];
const secret = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const variable = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const environment = "github:index/repositoryEnvironment:RepositoryEnvironment";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const webhook = "github:index/repositoryWebhook:RepositoryWebhook";
const canary = "canary-2b90d1c7";

/** Asks the sandbox's control from a command that holds it open. */
const control = `
  import { readFileSync } from "node:fs";
  const [path, body] = process.argv.slice(2);
  const { httpPort, token } = JSON.parse(readFileSync(".sandbox/vendors/server.json", "utf8"));
  const headers = { authorization: "Bearer " + token };
  const answer = await fetch("http://127.0.0.1:" + httpPort + "/_sandbox" + path, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
`;

describe("what the vendors say beyond a refresh, with the real engine", function () {
  this.timeout(240_000);
  const project = new TestProject((document) => {
    document.setIn([...base, "github", "reviewers"], document.createNode(["jdoe"]));
  });
  const outcomes: Outcome[] = [];
  after(() => project.remove());

  const run = async (...args: string[]): Promise<Outcome> => {
    const outcome = await project.stagekeeper(args);
    outcomes.push(outcome);
    return outcome;
  };
  const sandbox = async (...args: string[]): Promise<void> => {
    const { code, all } = await run("sandbox", ...args);
    expect(code, all).to.equal(0);
  };
  const ask = async (path: string, body: object): Promise<void> => {
    project.write("control.mjs", control);
    await sandbox("run", "--", process.execPath, "control.mjs", path, JSON.stringify(body));
  };
  const drift = async (...stages: string[]): Promise<{ code: number; report: Report; found: string[] }> => {
    const { code, stdout } = await run("drift", ...stages, "--sandbox", "--format", "json");
    const report = JSON.parse(stdout) as Report;
    const found = report.findings.map((one) =>
      `${one.stage} ${one.code} ${one.address.split("::")[1]} ${one.path}`.trim(),
    );
    return { code, report, found };
  };

  it("is nothing right after a deployment, and all is declared", async () => {
    await sandbox("up");
    const { code, report } = await drift("dev", "staging", "prod");
    expect(code).to.equal(0);
    expect(report.findings).to.deep.equal([]);
    expect(
      report.coverage?.map(({ stage, vendor, managed, total }) => `${stage} ${vendor} ${managed}/${total}`),
    ).to.deep.equal(
      ["dev", "staging", "prod"].flatMap((stage) => [
        `${stage} GitHub secrets and variables 3/3`,
        `${stage} Vercel variables 4/4`,
      ]),
    );
    expect((await drift("account")).report.findings).to.deep.equal([]);
  });

  it("is every change that a person makes where a refresh does not look, and no value", async () => {
    await sandbox("edit", "prod", `${secret}::OPENAI_API_KEY`, `value="${canary}"`);
    await sandbox("edit", "dev", `${variable}::DATABASE_URL`, `value="${canary}"`);
    await sandbox("edit", "prod", `${environment}::environment`, "reviewers=[]");
    await sandbox("add", "staging", "github-secret", `FORGOTTEN=${canary}`);
    await sandbox("add", "prod", "vercel-variable", `LEFT=${canary}`);
    await sandbox("add", "dev", "vercel-deployment", "production=READY");
    await sandbox("edit", "dev", `${variable}::LOG_LEVEL`, 'value="trace"');
    const { code, report, found } = await drift();
    expect(found).to.have.members([
      "prod drift/changed OPENAI_API_KEY value",
      "dev drift/changed DATABASE_URL value",
      "prod drift/changed environment reviewers",
      "staging drift/unmanaged FORGOTTEN",
      "prod drift/unmanaged LEFT",
      "dev drift/changed LOG_LEVEL value",
      "dev drift/stale-deployment LOG_LEVEL",
    ]);
    expect(report.incomplete).to.deep.equal([]);
    expect(code).to.equal(1);
    const coverage = report.coverage?.filter(({ managed, total }) => managed < total) ?? [];
    expect(coverage.map(({ stage, managed, total }) => `${stage} ${managed}/${total}`)).to.deep.equal([
      "staging 3/4",
      "prod 4/5",
    ]);
  });

  it("is gone after what each remedy says, apart from what nobody declared", async () => {
    const urnOf = async (stack: string, type: string, name: string): Promise<string> => {
      const { stdout } = await project.pulumi("stack", "export", "--stack", stack);
      const { resources } = (JSON.parse(stdout) as { deployment: { resources: { urn: string }[] } }).deployment;
      return resources.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.urn ?? "";
    };
    const pulumi = async (...args: string[]): Promise<void> => {
      const outcome = await project.pulumi(...args, "--yes");
      outcomes.push(outcome);
      expect(outcome.code, outcome.all.slice(-2_000)).to.equal(0);
    };
    await pulumi("state", "delete", "--stack", "prod", await urnOf("prod", secret, "OPENAI_API_KEY"));
    await sandbox("edit", "prod", `${environment}::environment`, 'reviewers=[{"users":[1],"teams":[]}]');
    await pulumi("up", "--stack", "prod", "--skip-preview", "--refresh");
    const replaced = await urnOf("dev", variable, "DATABASE_URL");
    await pulumi("up", "--stack", "dev", "--skip-preview", "--refresh", "--replace", replaced);
    await sandbox("add", "dev", "vercel-deployment", "production=READY");
    const { code, found } = await drift();
    expect(found).to.have.members(["staging drift/unmanaged FORGOTTEN", "prod drift/unmanaged LEFT"]);
    expect(code, "warnings only").to.equal(0);
  });

  it("is incomplete, and never clean, where a vendor refuses", async () => {
    const fault = { vendor: "github", path: "*/environments/prod/secrets", answer: 403, times: 1 };
    await ask("/rest-faults", fault);
    const refused = await drift("prod");
    expect(refused.code).to.equal(2);
    expect(refused.report.incomplete.map(({ stage, reason }) => `${stage}: ${reason}`)).to.deep.equal([
      'prod: GitHub answered 403 for the secrets of the environment prod: the credentials lack a right. Give them the repository permission "Environments: read".',
    ]);
    await ask("/rest-faults", fault);
    const { code, stdout } = await run("drift", "prod", "--sandbox");
    expect(code).to.equal(2);
    expect(stdout).to.contain("could not be checked in full");
    expect(stdout).to.not.contain("All good");
    await ask("/rest-faults", { ...fault, vendor: "vercel", path: "*/env", answer: 404 });
    const lenient = await run("drift", "prod", "--sandbox", "--allow-incomplete");
    expect(lenient.code, "the verdict on what was read").to.equal(0);
    expect(lenient.stdout).to.match(/Vercel answered 404/);
  });

  it("is, in the account, a subscription that waits and a webhook that fails", async () => {
    await sandbox("edit", "account", `${subscription}::jdoe@example.com`, "pendingConfirmation=true");
    await sandbox("edit", "account", `${webhook}::relay`, `configuration.secret="${canary}"`);
    await ask("/github/deliver", { event: "workflow_run", payload: { action: "completed" } });
    const { code, found } = await drift("account");
    expect(found).to.have.members([
      "account drift/changed jdoe@example.com pendingConfirmation",
      "account drift/changed relay deliveries",
    ]);
    expect(code).to.equal(1);
  });

  it("shows no value that a person wrote at a vendor, in any format, nor leaves one in a file", async () => {
    await sandbox("edit", "prod", `${secret}::OPENAI_API_KEY`, `value="${canary}"`);
    for (const format of ["table", "json", "markdown", "github", "html", "sarif"]) {
      await run("drift", "--sandbox", "--format", format);
    }
    for (const { all } of outcomes) expect(all).to.not.contain(canary);
    const files = readdirSync(join(project.folder, ".sandbox"), { recursive: true, encoding: "utf8" })
      .filter((name) => !name.startsWith("vendors"))
      .map((name) => join(project.folder, ".sandbox", name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).to.be.greaterThan(10);
    for (const file of files) expect(readFileSync(file, "utf8").includes(canary), file).to.equal(false);
  });
});
