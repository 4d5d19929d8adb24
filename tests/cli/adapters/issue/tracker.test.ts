import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Octokit } from "@octokit/rest";
import { expect } from "chai";
import { type IssueRun, keepIssues } from "../../../../cli/commands/living-issue.ts";
import { type Condition, readMarker, writeMarker } from "../../../../core/issue/record.ts";
import { UserError } from "../../../../core/user-error.ts";
import { driftFinding, driftReport, reportThat } from "../../../core/issue/reports.ts";
import { emulateServer, type IssueServer, octokitOf, repository, sandboxServer, trackerOf } from "./servers.ts";

const at = (hour: number): string => `2026-11-24T${String(hour).padStart(2, "0")}:00:00Z`;

for (const begin of [emulateServer, sandboxServer]) {
  describe(`the living issue at ${begin === emulateServer ? "emulate's" : "the sandbox's"} GitHub`, () => {
    let server: IssueServer;
    let octokit: Octokit;
    let logged: string[];
    let stack = "";
    let count = 0;
    before(async () => {
      server = await begin();
      octokit = octokitOf(server);
    });
    after(() => server.stop());
    beforeEach(() => {
      logged = [];
      count += 1;
      stack = `stack-${count}`;
    });

    const run = (given: Partial<IssueRun> = {}): IssueRun => ({
      run: "1.1",
      runUrl: null,
      redact: null,
      now: () => new Date("2026-11-24T23:00:00Z"),
      log: (line) => logged.push(line),
      ...given,
    });
    const check = (report: ReturnType<typeof reportThat>, given: Partial<IssueRun> = {}) =>
      keepIssues([{ key: { project: "agent-ops", stack }, stage: "prod", report }], trackerOf(server), run(given));
    const checkThat = (condition: Condition, hour: number) => check(reportThat(condition, { generatedAt: at(hour) }));
    const all = async () => {
      const listed = await octokit.paginate(octokit.issues.listForRepo, { ...repository, state: "all" });
      return listed.filter(({ body }) => readMarker(body ?? "")?.stack === stack);
    };
    const only = async () => {
      const [issue, ...others] = await all();
      if (issue === undefined || others.length > 0) throw new Error(`expected one issue, not ${others.length + 1}`);
      return issue;
    };
    const comments = async () =>
      (await octokit.issues.listComments({ ...repository, issue_number: (await only()).number })).data.map(
        ({ body }) => /\*\*(.*?)\*\*/.exec(body ?? "")?.[1],
      );

    it("lives: opened, rewritten without a word, closed, reopened, with a comment for each change", async () => {
      await checkThat("clean", 1);
      expect(await all()).to.deep.equal([]);
      await checkThat("drift", 2);
      const opened = await only();
      expect(opened.title).to.equal(`Drift in ${stack} of agent-ops`);
      expect(opened.labels.map((label) => (typeof label === "string" ? label : label.name))).to.deep.equal(["drift"]);
      await checkThat("drift", 3);
      expect(await comments()).to.deep.equal([]);
      expect((await only()).body).to.contain(
        "| Drift since | 2026-11-24 02:00 UTC |\n| Last looked | 2026-11-24 03:00 UTC |",
      );
      await checkThat("failed", 4);
      expect((await only()).state).to.equal("open");
      await checkThat("clean", 5);
      expect((await only()).state).to.equal("closed");
      await checkThat("clean", 6);
      await checkThat("drift", 7);
      expect(await comments()).to.deep.equal([
        "`prod` can no longer be checked",
        "`prod` matches what was deployed again.",
        "`prod` drifts again",
      ]);
      expect((await only()).number).to.equal(opened.number);
      expect(logged).to.deep.equal(
        ["opened", "updated", "updated", "closed", "updated", "reopened"].map(
          (did) => `prod: ${did} issue #${opened.number}`,
        ),
      );
    });

    it("writes nothing where nothing is new", async () => {
      await checkThat("drift", 1);
      const { updated_at: before } = await only();
      logged = [];
      await checkThat("drift", 1);
      expect(logged).to.deep.equal([]);
      expect((await only()).updated_at).to.equal(before);
    });

    it("does not let an earlier check that is late overwrite a later one", async () => {
      await checkThat("drift", 5);
      logged = [];
      await checkThat("clean", 4);
      expect((await only()).state).to.equal("open");
      expect(logged).to.deep.equal(["prod: a later check has already written the issue"]);
    });

    it("finds the issue again after a person renamed it and took the label away, and leaves other labels alone", async () => {
      await checkThat("drift", 1);
      const { number: issue_number } = await only();
      await octokit.issues.update({ ...repository, issue_number, title: "Who changed prod?", labels: ["mine"] });
      await checkThat("drift", 2);
      const issue = await only();
      expect(issue.title).to.equal("Who changed prod?");
      const names = issue.labels.map((label) => (typeof label === "string" ? label : label.name));
      expect(names).to.have.members(["mine", "drift"]);
    });

    it("keeps the older of two, and makes the other one forgotten", async () => {
      await checkThat("drift", 1);
      const first = await only();
      const twin = { title: first.title, body: first.body ?? "", labels: ["drift"] };
      const second = (await octokit.issues.create({ ...repository, ...twin })).data.number;
      await checkThat("drift", 2);
      expect((await only()).number).to.equal(first.number);
      const forgotten = (await octokit.issues.get({ ...repository, issue_number: second })).data;
      expect([forgotten.state, forgotten.state_reason]).to.deep.equal(["closed", "not_planned"]);
      expect(forgotten.body).to.contain(`see #${first.number}`);
    });

    it("leaves values out of a public repository, and out of any where that is asked", async () => {
      await checkThat("drift", 1);
      expect((await only()).body)
        .to.contain("billingMode")
        .and.not.contain("PAY_PER_REQUEST");
      await check(reportThat("drift", { generatedAt: at(2) }), { redact: "none" });
      expect((await only()).body).to.contain("PAY_PER_REQUEST");
      await check(reportThat("drift", { generatedAt: at(3) }), { redact: "values" });
      expect((await only()).body).to.not.contain("PAY_PER_REQUEST");
    });

    it("keeps one issue for each stack", async () => {
      const report = driftReport(["prod"], [driftFinding()]);
      const checks = ["a", "b"].map((name) => ({
        key: { project: "agent-ops", stack: `${stack}-${name}` },
        stage: name,
        report,
      }));
      await keepIssues(checks, trackerOf(server), run());
      expect(logged.map((line) => line.replace(/\d+$/, "N"))).to.deep.equal([
        "a: opened issue #N",
        "b: opened issue #N",
      ]);
    });
  });
}

describe("the living issue, where GitHub does not do as it is asked", () => {
  let server: Server;
  let answer: (method: string, path: string) => { status: number; json: unknown };
  let asked: string[];
  before((done) => {
    server = createServer((request, response) => {
      const [path = ""] = (request.url ?? "").split("?");
      asked.push(`${request.method} ${path}`);
      const { status, json } = answer(request.method ?? "", path);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    }).listen(0, "127.0.0.1", done);
  });
  after((done) => {
    server.close(done);
  });
  beforeEach(() => {
    asked = [];
  });

  const place = () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "secret-token" });
  const key = { project: "agent-ops", stack: "prod" };
  const drift = () =>
    keepIssues(
      [{ key, stage: "prod", report: reportThat("drift") }],
      trackerOf({ name: "", stop: async () => {}, ...place() }),
      {
        run: "1.1",
        runUrl: null,
        redact: "values",
        now: () => new Date("2026-11-24T23:00:00Z"),
        log: () => undefined,
      },
    );
  const failure = async (): Promise<UserError> => {
    const error = await drift().then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error instanceof UserError) return error;
    throw new Error(`expected a UserError, not ${String(error)}`);
  };

  for (const [status, next] of [
    [401, "GITHUB_TOKEN is not valid"],
    [403, "permissions: issues: write"],
    [404, "check github.repository"],
    [410, "Issues are switched off"],
  ] as const) {
    it(`says what is missing on ${status}`, async () => {
      answer = () => ({ status, json: { message: "no" } });
      const error = await failure();
      expect(error.message).to.equal(`GitHub answered ${status} when asked to list issues of jdoe/agent-ops`);
      expect(error.next).to.contain(next);
      expect(`${error.message}${error.next}`).to.not.contain("secret-token");
    });
  }

  it("opens one issue, without a label where the token may not make one, also where the list lags behind", async () => {
    answer = (method, path) => {
      if (path === "/user" || path.includes("/labels")) return { status: 403, json: { message: "no" } };
      return method === "POST" ? { status: 201, json: { number: 1 } } : { status: 200, json: [] };
    };
    await drift();
    expect(asked).to.deep.equal([
      "GET /repos/jdoe/agent-ops/issues",
      "GET /user",
      "GET /repos/jdoe/agent-ops/issues",
      "GET /repos/jdoe/agent-ops/labels/drift",
      "POST /repos/jdoe/agent-ops/labels",
      "POST /repos/jdoe/agent-ops/issues",
      "GET /repos/jdoe/agent-ops/issues",
      "GET /repos/jdoe/agent-ops/issues",
    ]);
  });

  it("takes neither a pull request nor a stranger's text further down for its issue", async () => {
    const marker = writeMarker({
      ...key,
      condition: "clean",
      driftSince: null,
      failingSince: null,
      checkedAt: at(23),
      run: "",
      findings: "",
    });
    const found = { state: "open", title: "", labels: [{ name: "drift" }] };
    const listed = [
      { ...found, number: 1, body: marker, pull_request: {} },
      { ...found, number: 2, body: `quoted:\n${marker}` },
    ];
    answer = (_method, path) => ({
      status: 200,
      json: path.endsWith("/issues") ? listed : { login: "jdoe", private: true },
    });
    const tracker = trackerOf({ name: "", stop: async () => {}, ...place() });
    expect(await tracker.find(key)).to.deep.equal([]);
    expect(await tracker.isPublic()).to.equal(false);
  });

  it("takes a repository for public where it cannot tell", async () => {
    answer = () => ({ status: 404, json: { message: "no" } });
    expect(await trackerOf({ name: "", stop: async () => {}, ...place() }).isPublic()).to.equal(true);
  });
});
