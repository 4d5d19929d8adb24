import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readMarker } from "../../core/issue/record.ts";
import { TestProject } from "./support/project.ts";

interface Issue {
  readonly number: number;
  readonly state: string;
  readonly title: string;
  readonly body: string;
}

/** One project, told as a story: each step stands on the one before it. */
describe("the living issue of a stage in the sandbox, with the real engine", function () {
  this.timeout(180_000);
  const project = new TestProject();
  after(() => project.remove());

  const drift = (...more: string[]) => project.stagekeeper(["drift", "dev", "--sandbox", "--issue", ...more]);
  const issues = () => github<Issue[]>("/issues?state=all");

  it("does not exist for a stage that is as it was deployed", async () => {
    expect((await project.stagekeeper(["sandbox", "up", "dev"])).code).to.equal(0);
    const { code, stderr } = await drift();
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(await issues()).to.deep.equal([]);
  });

  it("is one, also where two checks find the drift at the same time, and shows no value in a public repository", async () => {
    const change = 'billingMode="PAY_PER_REQUEST"';
    const edited = await project.stagekeeper(["sandbox", "edit", "dev", "aws:dynamodb/table:Table::facts", change]);
    expect(edited.code).to.equal(0);
    const codes = (await Promise.all([drift("--output", "dev.json"), drift()])).map(({ code }) => code);
    expect(codes).to.deep.equal([1, 1]);
    const [issue, ...others] = (await issues()).filter(({ body }) => readMarker(body));
    expect(others).to.deep.equal([]);
    expect(issue).to.include({ state: "open", title: "Drift in dev of agent-ops" });
    expect(issue?.body).to.contain("`billingMode`").and.contain("npx pulumi up --stack dev --refresh");
    expect(issue?.body).to.not.contain("PAY_PER_REQUEST");
    expect(readFileSync(join(project.folder, "dev.json"), "utf8")).to.contain("PAY_PER_REQUEST");
  });

  it("says that a check could not run, and stays open", async () => {
    const fault = ["sandbox", "fault", "dev", "read", "error", "--type", "aws:dynamodb/table:Table"];
    expect((await project.stagekeeper(fault)).code).to.equal(0);
    expect((await drift()).code).to.equal(2);
    const [issue] = (await issues()).filter(({ body }) => readMarker(body));
    expect(issue?.state).to.equal("open");
    expect(issue?.body).to.contain("could not be checked completely").and.contain("`billingMode`");
    expect(await lastComment(issue?.number ?? 0)).to.contain("can no longer be checked");
  });

  it("is closed after the first way back", async () => {
    expect((await project.pulumi("up", "--stack", "dev", "--refresh", "--yes")).code).to.equal(0);
    const { code, stderr } = await drift();
    expect(code, stderr).to.equal(0);
    const [issue] = (await issues()).filter(({ body }) => readMarker(body));
    expect(issue?.state).to.equal("closed");
    expect(await lastComment(issue?.number ?? 0)).to.contain("matches what was deployed again");
  });

  it("is opened for a stage whose job left no report, and left alone by a report that is older", async () => {
    const merge = ["drift", "--merge", "dev.json", "--expect", "dev,prod", "--issue", "--sandbox"];
    const { code, stderr } = await project.stagekeeper(merge);
    expect(code).to.equal(2);
    expect(stderr).to.match(/dev: a later check has already written the issue\nprod: opened issue #\d+/);
    const prod = (await issues()).find(({ body }) => readMarker(body)?.stack === "prod");
    expect(prod).to.include({ state: "open", title: "Drift check of prod of agent-ops cannot run" });
  });

  async function lastComment(number: number): Promise<string> {
    return (await github<{ body: string }[]>(`/issues/${number}/comments`)).at(-1)?.body ?? "";
  }

  async function github<T>(path: string): Promise<T> {
    const script = `const { GITHUB_API_URL: url, GITHUB_TOKEN: token } = process.env;
      const headers = { authorization: "Bearer " + token };
      fetch(url + "/repos/jdoe/agent-ops${path}", { headers }).then((r) => r.text()).then((t) => console.log(t));`;
    const { stdout } = await project.stagekeeper(["sandbox", "run", "--", "node", "-e", script]);
    return JSON.parse(stdout) as T;
  }
});
