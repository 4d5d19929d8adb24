import { Octokit } from "@octokit/rest";
import { expect } from "chai";
import { TestSandbox } from "../support.ts";

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const repository = { owner: "jdoe", repo: "agent-ops" };

describe("sandbox: GitHub's issues", () => {
  let sandbox: TestSandbox;
  let octokit: Octokit;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    const baseUrl = `http://127.0.0.1:${sandbox.running.info.httpPort}/github`;
    octokit = new Octokit({ auth: "any", baseUrl, log: silent });
  });
  afterEach(() => sandbox.stop());

  const open = async (title: string, labels: string[] = []): Promise<number> =>
    (await octokit.issues.create({ ...repository, title, body: "text", labels })).data.number;
  const statusOf = (request: Promise<unknown>): Promise<number> =>
    request.then(
      () => 200,
      (error: { status: number }) => error.status,
    );

  it("opens, closes and reopens, with the time and the reason of each", async () => {
    const issue_number = await open("Drift", ["drift"]);
    const made = (await octokit.issues.get({ ...repository, issue_number })).data;
    expect(made).to.include({ number: 1, title: "Drift", body: "text", state: "open", closed_at: null });
    expect(made.user?.login).to.equal("jdoe");
    expect(made.labels).to.deep.equal([{ name: "drift", color: "ededed", description: null, default: false }]);
    sandbox.clock.advance(60);
    const closed = (await octokit.issues.update({ ...repository, issue_number, state: "closed" })).data;
    expect(closed).to.include({ state: "closed", state_reason: "completed", closed_at: "2026-11-23T17:15:28Z" });
    const again = (await octokit.issues.update({ ...repository, issue_number, state: "open", body: "new" })).data;
    expect(again).to.include({ state: "open", state_reason: "reopened", closed_at: null, body: "new", title: "Drift" });
  });

  it("lists the newest first, page by page, by state, labels and author", async () => {
    for (const title of ["one", "two", "three"]) await open(title, title === "two" ? ["Drift"] : []);
    await octokit.issues.update({ ...repository, issue_number: 1, state: "closed" });
    const numbers = async (filter: Parameters<typeof octokit.issues.listForRepo>[0]) =>
      (await octokit.paginate(octokit.issues.listForRepo, { ...filter, ...repository, per_page: 1 })).map(
        (issue) => issue.number,
      );
    expect(await numbers(repository)).to.deep.equal([3, 2]);
    expect(await numbers({ ...repository, state: "all" })).to.deep.equal([3, 2, 1]);
    expect(await numbers({ ...repository, state: "closed" })).to.deep.equal([1]);
    expect(await numbers({ ...repository, labels: "drift" })).to.deep.equal([2]);
    expect(await numbers({ ...repository, labels: "other" })).to.deep.equal([]);
    expect(await numbers({ ...repository, creator: "JDoe" })).to.deep.equal([3, 2]);
    expect(await numbers({ ...repository, creator: "somebody" })).to.deep.equal([]);
  });

  it("adds labels without taking any, replaces them in an update, and keeps a label's own colour", async () => {
    await octokit.issues.createLabel({ ...repository, name: "drift", color: "d93f0b", description: "d" });
    const issue_number = await open("Drift", ["mine"]);
    const added = await octokit.issues.addLabels({ ...repository, issue_number, labels: ["drift"] });
    expect(added.data.map(({ name, color }) => [name, color])).to.deep.equal([
      ["mine", "ededed"],
      ["drift", "d93f0b"],
    ]);
    const replaced = (await octokit.issues.update({ ...repository, issue_number, labels: ["other"] })).data;
    expect(replaced.labels.map((label) => (typeof label === "string" ? label : label.name))).to.deep.equal(["other"]);
    expect(await statusOf(octokit.issues.createLabel({ ...repository, name: "DRIFT" }))).to.equal(422);
    expect(await statusOf(octokit.issues.getLabel({ ...repository, name: "drift" }))).to.equal(200);
    expect(await statusOf(octokit.issues.getLabel({ ...repository, name: "none" }))).to.equal(404);
  });

  it("keeps comments in order and takes one back", async () => {
    const issue_number = await open("Drift");
    for (const body of ["one", "two"]) await octokit.issues.createComment({ ...repository, issue_number, body });
    const comments = async () =>
      (await octokit.paginate(octokit.issues.listComments, { ...repository, issue_number, per_page: 1 })).map(
        ({ id, body }) => ({ id, body }),
      );
    const [first, second] = await comments();
    expect([first?.body, second?.body]).to.deep.equal(["one", "two"]);
    await octokit.issues.deleteComment({ ...repository, comment_id: first?.id ?? 0 });
    expect(await comments()).to.deep.equal([second]);
    expect((await octokit.issues.get({ ...repository, issue_number })).data.comments).to.equal(1);
  });

  it("refuses what GitHub refuses", async () => {
    const issue_number = await open("Drift");
    const long = "x".repeat(65_537);
    expect(await statusOf(octokit.issues.create({ ...repository, title: " " }))).to.equal(422);
    expect(await statusOf(octokit.issues.create({ ...repository, title: "t", body: long }))).to.equal(422);
    expect(await statusOf(octokit.issues.update({ ...repository, issue_number, body: long }))).to.equal(422);
    expect(await statusOf(octokit.issues.createComment({ ...repository, issue_number, body: " " }))).to.equal(422);
    expect(await statusOf(octokit.issues.update({ ...repository, issue_number: 9, title: "t" }))).to.equal(404);
    expect(await statusOf(octokit.issues.deleteComment({ ...repository, comment_id: 9 }))).to.equal(404);
    expect(await statusOf(octokit.issues.listForRepo({ owner: "jdoe", repo: "other" }))).to.equal(404);
  });
});
