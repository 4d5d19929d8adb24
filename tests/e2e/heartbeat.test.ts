import { expect } from "chai";
import { TestProject } from "./support/project.ts";
import { keepSandboxRunning, type RunningSandbox } from "./support/running-sandbox.ts";

interface Sent {
  readonly channel: string;
  readonly to: string;
  readonly subject: string;
}

const silenceSeconds = 480 * 60;

/** One project, told as a story: each step stands on the one before it. */
describe("a pipeline's sign of life in the sandbox, with the real engine", function () {
  this.timeout(180_000);
  const project = new TestProject();
  let sandbox: RunningSandbox | null = null;
  after(async () => {
    await sandbox?.close();
    project.remove();
  });

  it("is not missed in the first window after the alarm was made", async () => {
    const up = await project.stagekeeper(["sandbox", "up", "prod"]);
    expect(up.code, up.all).to.equal(0);
    sandbox = await keepSandboxRunning(project.folder);
    await advance(silenceSeconds - 3_600);
    expect(await mails()).to.deep.equal([]);
  });

  it("is missed after the silence that is allowed, and somebody is mailed once", async () => {
    await advance(2 * 3_600);
    await advance(3_600);
    expect(await mails()).to.deep.equal([
      ['ALARM: "agent-ops-prod-etl-heartbeat" in eu-central-1', "jdoe@example.com"],
    ]);
  });

  it("ends the alarm once it is given again", async () => {
    await sandbox?.control("DELETE", "/outbox");
    const beat = await project.stagekeeper(["heartbeat", "prod", "etl", "--sandbox"]);
    expect(beat.code, beat.all).to.equal(0);
    expect(beat.stdout).to.equal("prod: the success of etl was reported to CloudWatch.");
    await advance(120);
    expect(await mails()).to.deep.equal([['OK: "agent-ops-prod-etl-heartbeat" in eu-central-1', "jdoe@example.com"]]);
  });

  it("is not taken for a pipeline or a stage that there is not", async () => {
    for (const names of [
      ["prod", "elt"],
      ["dev", "etl"],
      ["prd", "etl"],
    ]) {
      const beat = await project.stagekeeper(["heartbeat", ...names, "--sandbox"]);
      expect(beat.code, beat.all).to.equal(2);
      expect(beat.stdout).to.equal("");
    }
  });

  async function advance(seconds: number): Promise<void> {
    await sandbox?.control("POST", "/clock", { advanceSeconds: seconds });
  }

  async function mails(): Promise<readonly (readonly [string, string])[]> {
    const sent = (await sandbox?.control<readonly Sent[]>("GET", "/outbox")) ?? [];
    const ours = sent.filter(({ channel, subject }) => channel === "email" && subject.includes("heartbeat"));
    return ours.map(({ subject, to }) => [subject, to]);
  }
});
