import { expect } from "chai";
import { readEvent } from "../../relay/events/index.ts";
import { type Family, judge, NOTHING_KNOWN } from "../../relay/incident.ts";
import { deploymentStatus, type Json, jobStatus, vercelStatus, workflowRun } from "./support/payloads.ts";
import { settings } from "./support/settings.ts";

type Event = readonly [name: "workflow_run" | "deployment_status", payload: Json];

const run = (options: Parameters<typeof workflowRun>[0]): Event => [
  "workflow_run",
  workflowRun({ file: "deploy.yml", event: "push", ...options }),
];
const job = (options: Parameters<typeof jobStatus>[0]): Event => ["deployment_status", jobStatus(options)];

/** What is judged of events of one family, in the order in which they are heard of. */
function verdicts(...events: readonly Event[]): readonly string[] {
  let family: Family = NOTHING_KNOWN;
  let name: string | null = null;
  return events.map(([event, payload]) => {
    const reading = readEvent(event, payload, settings, 0);
    if (reading.kind !== "happening") throw new Error(reading.why);
    name ??= reading.happening.family;
    expect(reading.happening.family).to.equal(name);
    const judgement = judge(family, reading.happening);
    family = judgement.family;
    return judgement.verdict;
  });
}

const failed = { conclusion: "failure" };
const succeeded = { conclusion: "success" };

describe("relay: incident", () => {
  it("says nothing of a success where nothing was wrong", () => {
    expect(verdicts(run({ ...succeeded, hours: 0 }), run({ ...succeeded, hours: 1 }))).to.deep.equal(["fine", "fine"]);
  });

  it("tells a failure once, counts its repeats, and tells its end once", () => {
    const events = [failed, failed, failed, succeeded, succeeded].map((end, hours) => run({ ...end, hours }));
    expect(verdicts(...events)).to.deep.equal(["failure", "repeat", "repeat", "recovered", "fine"]);
  });

  it("tells the next failure anew", () => {
    const events = [failed, succeeded, failed, succeeded].map((end, hours) => run({ ...end, hours }));
    expect(verdicts(...events)).to.deep.equal(["failure", "recovered", "failure", "recovered"]);
  });

  it("hears the same again as late", () => {
    const one = run({ ...failed, hours: 1 });
    const two = run({ ...succeeded, hours: 2 });
    expect(verdicts(one, one, two, one, two)).to.deep.equal(["failure", "late", "recovered", "late", "late"]);
  });

  it("lets the later one count, whichever comes first", () => {
    const events = [succeeded, failed, succeeded].map((end, hours) => run({ ...end, hours }));
    const [, , last] = events;
    if (last === undefined) throw new Error("three events");
    expect(verdicts(last, ...events)).to.deep.equal(["fine", "late", "late", "late"]);
  });

  it("tells what is later by time, then by run, then by attempt; at the same point a success counts", () => {
    expect(verdicts(run({ ...failed, run: 9, hours: 0 }), run({ ...succeeded, run: 8, hours: 1 }))[1]).to.equal(
      "recovered",
    );
    const same = { hours: 1, run: 8 };
    expect(verdicts(run({ ...failed, ...same }), run({ ...succeeded, hours: 1, run: 9 }))[1]).to.equal("recovered");
    expect(verdicts(run({ ...failed, ...same }), run({ ...succeeded, hours: 1, run: 7 }))[1]).to.equal("late");
    expect(verdicts(run({ ...failed, ...same }), run({ ...succeeded, ...same, attempt: 2 }))[1]).to.equal("recovered");
    expect(verdicts(run({ ...failed, ...same, attempt: 2 }), run({ ...succeeded, ...same }))[1]).to.equal("late");
    expect(verdicts(run({ ...failed, ...same }), run({ ...succeeded, ...same }))[1]).to.equal("recovered");
    expect(verdicts(run({ ...succeeded, ...same }), run({ ...failed, ...same }))[1]).to.equal("late");
  });

  it("judges branches, files and jobs apart", () => {
    expect(
      verdicts(
        run({ ...failed, branch: "main", hours: 0 }),
        run({ ...succeeded, branch: "stage/dev", hours: 1 }),
        run({ ...failed, branch: "main", file: "other.yml", hours: 2 }),
        run({ ...succeeded, branch: "main", hours: 3 }),
      ),
    ).to.deep.equal(["failure", "fine", "failure", "recovered"]);
    expect(
      verdicts(
        job({ job: "a", hours: 0, run: 1 }),
        job({ job: "b", hours: 1, run: 2, state: "success" }),
        job({ job: "a", environment: "dev", hours: 2, run: 3 }),
        job({ job: "a", hours: 3, run: 4, state: "success" }),
      ),
    ).to.deep.equal(["failure", "fine", "failure", "recovered"]);
  });

  it("keeps since when, how often, and the incident's name", () => {
    let family = NOTHING_KNOWN;
    const things = [failed, failed, succeeded, failed].map((end, hours) => {
      const reading = readEvent("workflow_run", workflowRun({ ...end, hours }), settings, 0);
      if (reading.kind !== "happening") throw new Error(reading.why);
      const judgement = judge(family, reading.happening);
      family = judgement.family;
      return judgement.thing;
    });
    const first = Date.parse("2026-11-24T10:00:00Z");
    expect(things.map(({ since, failures, isOpen }) => [since - first, failures, isOpen])).to.deep.equal([
      [0, 1, true],
      [0, 2, true],
      [0, 2, false],
      [3 * 3_600_000, 1, true],
    ]);
    const names = things.map(({ incident }) => incident);
    expect(new Set(names.slice(0, 3)).size).to.equal(1);
    expect(names[3]).to.not.equal(names[0]);
  });

  describe("of a job that deploys, heard of as its deployment and as its run", () => {
    const both = { run: 1, hours: 0 };
    const nexts = [
      { run: 2, hours: 1 },
      { run: 1, attempt: 2, hours: 1 },
    ];

    it("is told once, whichever comes first", () => {
      expect(verdicts(job(both), run({ ...failed, ...both }))).to.deep.equal(["failure", "same failure"]);
      expect(verdicts(run({ ...failed, ...both }), job(both))).to.deep.equal(["failure", "same failure"]);
    });

    it("recovers once, whichever was told", () => {
      const next = { run: 2, hours: 1 };
      const healed = [job({ ...next, state: "success" }), run({ ...succeeded, ...next })];
      expect(verdicts(job(both), run({ ...failed, ...both }), ...healed)).to.deep.equal([
        ...["failure", "same failure"],
        ...["recovered", "fine"],
      ]);
      expect(verdicts(run({ ...failed, ...both }), job(both), ...healed)).to.deep.equal([
        ...["failure", "same failure"],
        ...["fine", "recovered"],
      ]);
    });

    it("repeats without a word in its next run and its next attempt", () => {
      for (const next of nexts) {
        const events = [job(both), run({ ...failed, ...both }), job(next), run({ ...failed, ...next })];
        expect(verdicts(...events)).to.deep.equal(["failure", "same failure", "repeat", "same failure"]);
      }
    });

    it("is told once, and recovers once, where tests fail first and the deployment in the next attempt or run", () => {
      for (const branch of ["stage/prod", "main"]) {
        for (const next of nexts) {
          const events = [
            run({ ...failed, ...both, branch }),
            job({ ...next, branch }),
            run({ ...failed, ...next, branch, hours: 2 }),
            job({ branch, run: 3, hours: 3, state: "success" }),
            run({ ...succeeded, branch, run: 3, hours: 4 }),
          ];
          expect(verdicts(...events)).to.deep.equal(["failure", "same failure", "repeat", "fine", "recovered"]);
        }
      }
    });

    it("is told anew where it fails after the run has recovered, or has succeeded itself since the run failed", () => {
      const again = { run: 3, hours: 3 };
      const recovered = [run({ ...failed, ...both }), run({ ...succeeded, run: 2, hours: 1 }), job(again)];
      expect(verdicts(...recovered)).to.deep.equal(["failure", "recovered", "failure"]);
      const healed = [run({ ...failed, ...both }), job({ run: 2, hours: 1, state: "success" }), job(again)];
      expect(verdicts(...healed)).to.deep.equal(["failure", "fine", "failure"]);
    });

    it("is told once where two jobs of a run fail in one stage, and twice where in two stages", () => {
      expect(verdicts(job({ ...both, job: "a" }), job({ ...both, job: "b" }))).to.deep.equal([
        "failure",
        "same failure",
      ]);
      const stages = [job(both), job({ ...both, environment: "dev" }), run({ ...failed, ...both })];
      expect(verdicts(...stages)).to.deep.equal(["failure", "failure", "same failure"]);
    });

    it("hides no later failure of the run after the deployment has recovered", () => {
      const next = { run: 2, hours: 1 };
      const events = [
        job(both),
        run({ ...failed, ...both }),
        job({ ...next, state: "success" }),
        run({ ...failed, ...next }),
      ];
      expect(verdicts(...events)).to.deep.equal(["failure", "same failure", "recovered", "failure"]);
    });

    const otherwhere = { ...failed, run: 2, hours: 1 };

    it("covers the workflow's other failures in its stage and on its branch", () => {
      const onMain = [job({ ...both, branch: "main" }), run({ ...failed, ...both, branch: "main" })];
      expect(verdicts(...onMain, run({ ...otherwhere, branch: "main" }))[2]).to.equal("same failure");
      expect(verdicts(...onMain, run({ ...otherwhere, branch: "stage/prod" }))[2]).to.equal("same failure");
    });

    it("covers them until it recovers, and no longer than until a run succeeds", () => {
      const branch = "main";
      const events = [
        job({ ...both, branch }),
        run({ ...failed, ...both, branch }),
        run({ ...succeeded, branch, run: 2, hours: 1 }),
        run({ ...failed, branch, run: 3, hours: 2 }),
      ];
      expect(verdicts(...events).slice(2)).to.deep.equal(["fine", "failure"]);
    });

    it("covers nothing on another branch that is of another stage, or of none", () => {
      expect(verdicts(job(both), run({ ...otherwhere, branch: "stage/dev" }))[1]).to.equal("failure");
      expect(verdicts(job(both), run({ ...otherwhere, branch: "feature", event: "schedule" }))[1]).to.equal("failure");
      const pages = job({ ...both, environment: "github-pages" });
      expect(verdicts(pages, run({ ...otherwhere, branch: "feature", event: "schedule" }))[1]).to.equal("failure");
      expect(verdicts(run({ ...otherwhere, branch: "stage/dev" }), job({ run: 3, hours: 2 }))[1]).to.equal("failure");
    });
  });

  it("judges Vercel's and other tools' deployments, too", () => {
    const vercel = (state: string, hours: number): Event => ["deployment_status", vercelStatus({ state, hours })];
    const other = (state: string, hours: number): Event => ["deployment_status", deploymentStatus({ state, hours })];
    expect(verdicts(vercel("failure", 0), vercel("error", 1), vercel("success", 2))).to.deep.equal([
      ...["failure", "repeat", "recovered"],
    ]);
    expect(verdicts(other("error", 0), other("success", 1))).to.deep.equal(["failure", "recovered"]);
  });

  it("remembers a bounded number of things, those that are failing before those that are not", () => {
    let family = NOTHING_KNOWN;
    const hear = (event: Event) => {
      const reading = readEvent(...event, settings, 0);
      if (reading.kind !== "happening") throw new Error(reading.why);
      const judgement = judge(family, reading.happening);
      family = judgement.family;
      return judgement.verdict;
    };
    hear(run({ ...failed, branch: "failing", event: "schedule", hours: 0 }));
    for (let hours = 1; hours <= 60; hours += 1)
      hear(run({ ...succeeded, branch: `branch ${hours}`, event: "schedule", hours }));
    expect(Object.keys(family.things)).to.have.length(24);
    expect(JSON.stringify(family).length).to.be.below(8_192);
    expect(hear(run({ ...failed, branch: "failing", event: "schedule", hours: 61 }))).to.equal("repeat");
    expect(hear(run({ ...failed, branch: "branch 60", event: "schedule", hours: 59 }))).to.equal("late");
  });
});
