import { join } from "node:path";
import { expect } from "chai";
import type { Report } from "../../core/findings/report.ts";
import { PlainProject } from "./support/plain-project.ts";

describe("drift and what the state says of a resource, with the real engine", function () {
  this.timeout(240_000);
  const project = new PlainProject();

  before(() => project.deploy(["prod"]));
  after(() => project.remove());

  it("judges by what the state says of a resource: its old copy, what is ignored, a replacement that was not finished", async () => {
    const state = JSON.parse((await project.inSandbox("pulumi", "stack", "export", "--stack", "prod")).stdout ?? "");
    const resources: Record<string, unknown>[] = state.deployment.resources;
    const web = resources.find(({ type }) => type === "vercel:index/project:Project");
    const jobs = resources.find(({ urn }) => String(urn).endsWith("::jobs"));
    resources.push({ ...jobs, id: "https://sqs/gone", delete: true });
    Object.assign(web ?? {}, { ignoreChanges: ["framework"] });
    await importState(state);
    await setFramework("astro");
    const clean = await project.drift(["prod", "--sandbox"]);
    expect(clean.exitCode, clean.all).to.equal(0);
    await setFramework(null);
    resources.pop();
    Object.assign(jobs ?? {}, { pendingReplacement: true });
    await importState(state);
    await project.control("POST", "/remove", { type: "aws:sqs/queue:Queue", id: "jobs", stack: "prod" });
    const half = await project.drift(["prod", "--sandbox"]);
    expect(half.exitCode, half.all).to.equal(2);
    const { incomplete } = JSON.parse(half.stdout) as Report;
    expect(incomplete.map(({ reason }) => reason)).to.deep.equal([
      "an update of stack prod has deleted aws:sqs/queue:Queue::jobs for a replacement that it did not finish: finish it first, with pulumi up --stack prod",
    ]);
  });

  async function importState(state: unknown): Promise<void> {
    project.write("state.json", JSON.stringify(state));
    const file = join(project.folder, "state.json");
    const run = await project.inSandbox("pulumi", "stack", "import", "--stack", "prod", "--file", file);
    expect(run.exitCode, run.all).to.equal(0);
  }

  function setFramework(value: string | null): Promise<unknown> {
    const web = { type: "vercel:index/project:Project", id: "web", stack: "prod" };
    return project.control("POST", "/edit", { ...web, path: "framework", value });
  }
});
