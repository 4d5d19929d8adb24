import { expect } from "chai";
import { type DriftAdapters, drift } from "../../../cli/commands/drift.ts";
import type { StackAccess } from "../../../cli/commands/drift-access.ts";
import { keepDriftIssues } from "../../../cli/commands/drift-issues.ts";
import type { IssueTracker } from "../../../cli/commands/living-issue.ts";
import { readMarker } from "../../../core/issue/record.ts";
import { UserError } from "../../../core/user-error.ts";
import { driftFinding, driftReport } from "../../core/issue/reports.ts";

const now = (): Date => new Date("2026-11-24T12:00:00Z");

describe("the issues of a drift check", () => {
  let opened: string[];
  let events: string[];
  let logged: string[];
  let refuses: boolean;
  beforeEach(() => {
    [opened, events, logged, refuses] = [[], [], [], false];
  });

  const tracker = {
    find: async () => {
      if (refuses) throw new UserError("GitHub answered 403", "");
      return [];
    },
    open: async ({ body }: { body: string }) => opened.push(body),
    isPublic: async () => false,
  } as unknown as IssueTracker;
  const desk = () => ({
    tracker,
    run: { run: "1.1", runUrl: null, redact: null, now, log: () => undefined },
    project: "agent-ops",
    stages: ["dev", "prod", "account"],
    accounts: ["account"],
    stackOf: (stage: string) => stage,
    close: async () => {
      events.push("closed");
    },
  });
  const locked = { findLock: async () => ({ owner: "ci@runner", pid: "7", since: new Date("2026-11-24T10:00:00Z") }) };
  const check = (
    keepsIssues: boolean,
    given: Partial<DriftAdapters> = {},
    stages: readonly string[] = ["dev", "prod"],
  ) =>
    drift(
      {
        stages,
        timeoutMinutes: 1,
        parallel: 1,
        keepsIssues,
        report: { format: "json", outputs: [], failOn: "error", redact: "none", allowIncomplete: false },
      },
      {
        configuration: async () => null,
        knownStacks: async () => [],
        open: async () => ({
          stack: () => locked as unknown as StackAccess,
          secrets: [],
          close: async () => undefined,
        }),
        openIssues: async () => {
          events.push("opened");
          return desk();
        },
        now,
        progress: () => undefined,
        print: () => events.push("reported"),
        log: (line) => logged.push(line),
        write: () => undefined,
        projectFile: async () => "Pulumi.yaml",
        version: "0.0.0",
        terminal: { columns: 80, hasColour: false },
        ...given,
      },
    );

  it("are one for each stage, with that stage's findings only", async () => {
    const report = driftReport(["dev", "prod"], [driftFinding({ stage: "dev", path: "ttl" }), driftFinding()]);
    await keepDriftIssues([report], desk());
    expect(opened.map((body) => readMarker(body)?.stack)).to.deep.equal(["dev", "prod"]);
    expect(opened[0]).to.contain("`ttl`").and.not.contain("`billingMode`");
    expect(opened[1]).to.contain("PAY_PER_REQUEST").and.not.contain("`ttl`");
  });

  it("are kept after the report, and only where that is asked", async () => {
    expect(await check(false)).to.equal(2);
    expect([events, opened]).to.deep.equal([["reported"], []]);
    events = [];
    expect(await check(true)).to.equal(2);
    expect(events).to.deep.equal(["opened", "reported", "closed"]);
    expect(opened[0]).to.contain("is locked by ci@&#8203;runner").and.contain("2 hours ago");
  });

  it("say so too where the check did not even begin, which stays a failure", async () => {
    const failing = () => Promise.reject(new UserError("The Pulumi engine is not installed", "Run npm start."));
    const error = await check(true, { open: failing }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError).and.have.property("message", "The Pulumi engine is not installed");
    expect(opened.map((body) => readMarker(body))).to.deep.include.members([
      {
        project: "agent-ops",
        stack: "prod",
        condition: "failed",
        driftSince: null,
        failingSince: "2026-11-24T12:00:00Z",
        checkedAt: "2026-11-24T12:00:00Z",
        run: "1.1",
        findings: "",
      },
    ]);
    expect(opened.length).to.equal(2);
    expect(opened[0]).to.contain("- The Pulumi engine is not installed");
    expect(events).to.deep.equal(["opened", "closed"]);
  });

  const broken = { configuration: () => Promise.reject(new UserError("The configuration has 1 problem")) };
  for (const [what, names, told] of [
    ["those that were named", ["prod", "account"], ["prod", "account"]],
    ["all stages where none was named", [], ["dev", "prod"]],
    ["none for a name that nobody knows", ["prd", "dev"], ["dev"]],
  ] as const) {
    it(`say so too where the configuration is wrong: ${what}`, async () => {
      const error = await check(true, broken, names).catch((reason: unknown) => reason);
      expect(error).to.have.property("message", "The configuration has 1 problem");
      const records = opened.map((body) => readMarker(body));
      expect(records.map((record) => [record?.stack, record?.condition])).to.deep.equal(
        told.map((stack) => [stack, "failed"]),
      );
      for (const body of opened) expect(body).to.contain("- The configuration has 1 problem");
      expect(events).to.deep.equal(["opened", "closed"]);
    });
  }

  it("say so too where the stacks could not be listed, which is tried once", async () => {
    let asked = 0;
    const knownStacks = async () => {
      asked += 1;
      throw new UserError("The project's stacks could not be listed");
    };
    await check(true, { knownStacks }, []).catch((reason: unknown) => reason);
    expect([asked, opened.length]).to.deep.equal([1, 2]);
  });

  it("are all tried, and what was refused is told at the end, by reason", async () => {
    const refused = async ({ stack }: { stack: string }) => {
      if (stack === "staging") return [];
      throw new UserError(`GitHub answered ${stack === "qa" ? 500 : 403}`, "Give the token the right.");
    };
    const given = { ...desk(), tracker: { ...tracker, find: refused } as unknown as IssueTracker };
    const report = driftReport(["dev", "staging", "qa", "prod"], []);
    const incomplete = report.stages.map((stage) => ({ stage, reason: "locked" }));
    const error = await keepDriftIssues([{ ...report, incomplete }], given).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError);
    expect(error).to.include({
      message: "dev and prod: GitHub answered 403\nqa: GitHub answered 500",
      next: "Give the token the right.",
    });
    expect(opened.map((body) => readMarker(body)?.stack)).to.deep.equal(["staging"]);

    const broken = async (key: { stack: string }) => {
      if (key.stack === "dev") throw new TypeError("bug");
      return refused(key);
    };
    const run = { ...desk().run, log: (line: string) => logged.push(line) };
    const withBug = { ...given, run, tracker: { ...tracker, find: broken } as unknown as IssueTracker };
    const bug = await keepDriftIssues([{ ...report, incomplete }], withBug).catch((reason: unknown) => reason);
    expect(bug).to.be.instanceOf(TypeError);
    expect(logged).to.include.members(["prod: GitHub answered 403", "qa: GitHub answered 500"]);
  });

  it("do not hide why the check did not begin, where they are refused too", async () => {
    refuses = true;
    const failing = () => Promise.reject(new UserError("The Pulumi engine is not installed", "Run npm start."));
    const error = await check(true, { open: failing }).catch((reason: unknown) => reason);
    expect(error).to.have.property("message", "The Pulumi engine is not installed");
    expect([logged, events]).to.deep.equal([["GitHub answered 403"], ["opened", "closed"]]);
  });

  it("are not touched by a bug", async () => {
    const error = await check(true, { open: () => Promise.reject(new TypeError("bug")) }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TypeError);
    expect([opened, events]).to.deep.equal([[], ["opened", "closed"]]);
  });
});
