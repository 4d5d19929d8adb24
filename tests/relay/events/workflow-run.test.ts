import { expect } from "chai";
import { readEvent } from "../../../relay/events/index.ts";
import type { Happening, Reading } from "../../../relay/happening.ts";
import { at, type Json, type RunOptions, workflowRun } from "../support/payloads.ts";
import { settings } from "../support/settings.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

function read(payload: Json): Reading {
  return readEvent("workflow_run", payload, settings, now);
}

function happening(options: RunOptions = {}): Happening {
  const reading = read(workflowRun(options));
  if (reading.kind !== "happening") throw new Error(reading.why);
  return reading.happening;
}

function why(payload: Json): string {
  const reading = read(payload);
  return reading.kind === "happening" ? reading.happening.outcome : `${reading.kind}: ${reading.why}`;
}

describe("relay: workflow_run", () => {
  it("tells what failed, where, and when", () => {
    const { order, family, thing, ...told } = happening({ run: 30, attempt: 2, hours: 1 });
    expect(told).to.deep.equal({
      source: "workflow",
      outcome: "failure",
      run: "30/2",
      stage: "prod",
      name: "etl.yml",
      pipeline: "etl",
      verdict: "failure",
      environment: null,
      branch: "main",
      commit: "3484a3fb816e0859fd6e1cea078d76385ff50625",
      link: "https://github.com/octo-org/octo-repo/actions/runs/30",
      at: Date.parse(at(1)),
    });
    expect(order).to.deep.equal([Date.parse(at(1)), 30, 2, 0]);
    expect([family, thing]).to.deep.equal(["workflow 7", '["run","etl.yml","main"]']);
  });

  const outcomes: Readonly<Record<string, string>> = {
    failure: "failure",
    timed_out: "failure",
    startup_failure: "failure",
    stale: "failure",
    success: "success",
    cancelled: "ignored: no outcome",
    action_required: "ignored: no outcome",
    neutral: "ignored: no outcome",
    skipped: "ignored: no outcome",
    constructor: "ignored: no outcome",
  };
  for (const [conclusion, outcome] of Object.entries(outcomes)) {
    it(`takes "${conclusion}" for ${outcome}`, () => {
      expect(why(workflowRun({ conclusion, file: "ci.yml", event: "push" }))).to.equal(outcome);
    });
  }

  it("ignores a run without conclusion", () => {
    expect(why(workflowRun({ conclusion: null }))).to.equal("ignored: no outcome");
  });

  it("takes a cancelled run for a failure where it runs unattended: a pipeline, or on a schedule", () => {
    expect(why(workflowRun({ conclusion: "cancelled", file: "etl.yml", event: "push" }))).to.equal("failure");
    expect(why(workflowRun({ conclusion: "cancelled", file: "ci.yml", event: "schedule" }))).to.equal("failure");
  });

  for (const action of ["requested", "in_progress"]) {
    it(`ignores "${action}"`, () => {
      expect(why(workflowRun({ action }))).to.equal("ignored: not completed");
    });
  }

  it("ignores forks, by their number, their name, and where they are gone", () => {
    const forks = [{ id: 5, full_name: settings.repository }, { full_name: "someone/octo-repo" }, null];
    for (const head_repository of forks) {
      expect(why(workflowRun({ branch: "stage/prod", more: { head_repository } }))).to.equal("ignored: fork");
    }
  });

  for (const event of ["pull_request", "pull_request_target", "merge_group"]) {
    it(`ignores runs of ${event}: their authors see them`, () => {
      expect(why(workflowRun({ event }))).to.equal("ignored: pull request");
    });
  }

  const stages: readonly [RunOptions, string, string | null][] = [
    [{ file: "etl.yml", branch: "main" }, "prod", "etl"],
    [{ file: "etl.yml", branch: "stage/dev" }, "dev", "etl"],
    [{ file: "sync.yml", branch: "main" }, "dev+prod", "sync"],
    [{ file: "ci.yml", branch: "stage/staging" }, "staging", null],
    [{ file: "ci.yml", branch: "main" }, "repository", null],
    [{ file: "ci.yml", branch: "main", event: "push" }, "repository", null],
    [{ file: "etl.yml", branch: "main", event: "workflow_dispatch" }, "prod", "etl"],
    [{ file: "etl.yml", branch: "stage/dev", event: "workflow_dispatch" }, "dev", "etl"],
    [{ file: "ci.yml", branch: "stage/production" }, "repository", null],
    [{ file: "constructor", branch: "main" }, "repository", null],
  ];
  for (const [options, stage, pipeline] of stages) {
    it(`finds ${stage} for ${options.file} on ${options.branch}`, () => {
      const { stage: found, pipeline: known } = happening(options);
      expect([found, known]).to.deep.equal([stage, pipeline]);
    });
  }

  for (const event of ["push", "workflow_dispatch"]) {
    it(`ignores a ${event} of somebody's own branch, also of a pipeline: it is of no stage`, () => {
      for (const file of ["ci.yml", "etl.yml"]) {
        for (const conclusion of ["failure", "success"]) {
          expect(why(workflowRun({ file, event, conclusion, branch: "feature/x" }))).to.equal("ignored: other branch");
        }
      }
      expect(why(workflowRun({ event, more: { head_branch: null } }))).to.equal("ignored: other branch");
    });
  }

  it("goes by the repository's own default branch", () => {
    const payload = (branch: string): Json => {
      const { repository, ...rest } = workflowRun({ branch, event: "push" });
      return { ...rest, repository: { ...(repository as Json), default_branch: "trunk" } };
    };
    expect(why(payload("trunk"))).to.equal("failure");
    expect(why(payload("main"))).to.equal("ignored: other branch");
  });

  it("rather tells a run of any branch than none, where the payload names no default branch", () => {
    const { repository, ...rest } = workflowRun({ branch: "feature/x", event: "push" });
    expect(why({ ...rest, repository: { ...(repository as Json), default_branch: undefined } })).to.equal("failure");
  });

  it("knows the file of a reusable workflow, and goes by the name where there is no path", () => {
    expect(happening({ file: "etl.yml@refs/heads/main" }).name).to.equal("etl.yml");
    const { workflow: _, ...payload } = workflowRun({ more: { path: undefined, name: "Nightly" } });
    const reading = read(payload);
    expect(reading.kind === "happening" && reading.happening.name).to.equal("Nightly");
  });

  it("takes the time of its arrival where the payload has none", () => {
    const more = { updated_at: "yesterday", run_started_at: undefined, created_at: undefined };
    expect(happening({ more }).at).to.equal(now);
  });

  const odd: readonly [string, unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["a text", "run"],
    ["a list", []],
    ["no number", { id: "7" }],
    ["a broken number", { id: 1.5 }],
    ["a number below one", { id: 0 }],
  ];
  for (const [name, workflow_run] of odd) {
    it(`finds no run in ${name}`, () => {
      expect(why({ ...workflowRun(), workflow_run })).to.equal("malformed: no workflow_run");
    });
  }

  it("ignores other events", () => {
    expect(readEvent("push", {}, settings, now)).to.deep.equal({ kind: "ignored", why: "other event" });
  });
});
