import { expect } from "chai";
import { readEvent } from "../../../relay/events/index.ts";
import type { Happening, Reading } from "../../../relay/happening.ts";
import { at, deploymentStatus, type Json, jobStatus, vercelStatus } from "../support/payloads.ts";
import { settings } from "../support/settings.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

function read(payload: Json, used = settings): Reading {
  return readEvent("deployment_status", payload, used, now);
}

function happening(payload: Json, used = settings): Happening {
  const reading = read(payload, used);
  if (reading.kind !== "happening") throw new Error(reading.why);
  return reading.happening;
}

function why(payload: Json): string {
  const reading = read(payload);
  return reading.kind === "happening" ? reading.happening.outcome : `${reading.kind}: ${reading.why}`;
}

describe("relay: deployment_status", () => {
  it("tells what failed, where, and when", () => {
    const { order, family, thing, ...told } = happening(deploymentStatus({ hours: 1, deployment: 30 }));
    expect(told).to.deep.equal({
      source: "deployment",
      outcome: "failure",
      run: null,
      stage: "prod",
      name: "prod",
      pipeline: null,
      verdict: "failure",
      environment: "prod",
      branch: "main",
      commit: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
      link: "https://deploy.example.com/log/1",
      at: Date.parse(at(1)),
    });
    expect(order).to.deep.equal([Date.parse(at(1)), 30, 300, 0]);
    expect([family, thing]).to.deep.equal(["environment prod", "deployment"]);
  });

  const states: Readonly<Record<string, string>> = {
    failure: "failure",
    error: "failure",
    success: "success",
    inactive: "ignored: no outcome",
    in_progress: "ignored: no outcome",
    queued: "ignored: no outcome",
    pending: "ignored: no outcome",
    waiting: "ignored: no outcome",
    constructor: "ignored: no outcome",
  };
  for (const [state, outcome] of Object.entries(states)) {
    it(`takes "${state}" for ${outcome}, also from Vercel and from a job`, () => {
      expect(why(deploymentStatus({ state }))).to.equal(outcome);
      expect(why(vercelStatus({ state }))).to.equal(outcome);
      expect(why(jobStatus({ state }))).to.equal(outcome);
    });
  }

  const environments: readonly [string, string, string][] = [
    ["prod", "main", "prod"],
    ["Prod", "main", "prod"],
    ["live", "main", "prod"],
    ["staging", "stage/prod", "staging"],
    ["github-pages", "stage/dev", "dev"],
    ["github-pages", "refs/heads/stage/dev", "dev"],
    ["github-pages", "main", "repository"],
    ["production", "main", "repository"],
  ];
  for (const [environment, ref, stage] of environments) {
    it(`finds ${stage} for environment ${environment} and ref ${ref}`, () => {
      expect(happening(deploymentStatus({ environment, ref })).stage).to.equal(stage);
    });
  }

  describe("of a job of GitHub Actions", () => {
    it("belongs to its run's workflow, and to its environment's stage", () => {
      const told = happening(jobStatus({ run: 30, attempt: 2, environment: "staging", workflowId: 11 }));
      expect(told).to.include({
        source: "job",
        family: "workflow 11",
        run: "30/2",
        stage: "staging",
        name: "deploy.yml",
      });
      expect(told.thing).to.equal('["job","staging","deploy"]');
    });

    it("is no success of another job of the same environment", () => {
      const one = happening(jobStatus({ job: "one" }));
      expect(one.thing).to.not.equal(happening(jobStatus({ job: "two" })).thing);
    });

    it("names the pipeline", () => {
      expect(happening(jobStatus({ file: "etl.yml" })).pipeline).to.equal("etl");
    });

    const stopped = "ignored: no outcome";
    const cancelled: readonly [string, Parameters<typeof jobStatus>[0], string][] = [
      ["a job that was cancelled", { jobEnd: "cancelled" }, stopped],
      ["a run that was cancelled", { runEnd: "cancelled" }, stopped],
      ["a job that failed in a run that was cancelled", { jobEnd: "failure", runEnd: "cancelled" }, "failure"],
      ["a job that succeeded before its run was cancelled", { state: "success", runEnd: "cancelled" }, "success"],
      ["a cancelled job of a pipeline", { jobEnd: "cancelled", file: "etl.yml" }, "failure"],
      ["a cancelled job on a schedule", { jobEnd: "cancelled", event: "schedule" }, "failure"],
      ["a cancelled job that still ends", {}, "failure"],
      [
        "steps on the way of a cancelled pipeline",
        { state: "inactive", runEnd: "cancelled", file: "etl.yml" },
        stopped,
      ],
    ];
    for (const [name, options, outcome] of cancelled) {
      it(`takes ${name} for ${outcome}, as it does with a run`, () => {
        expect(why(jobStatus(options))).to.equal(outcome);
      });
    }

    it("says that it was cancelled, where that is a failure", () => {
      expect(happening(jobStatus({ jobEnd: "cancelled", file: "etl.yml" })).verdict).to.equal("cancelled");
    });

    it("is ignored on somebody's own branch where its environment is no stage's", () => {
      expect(why(jobStatus({ environment: "preview", branch: "feature/x" }))).to.equal("ignored: preview");
      expect(happening(jobStatus({ environment: "prod", branch: "feature/x" })).stage).to.equal("prod");
      expect(happening(jobStatus({ environment: "preview", branch: "stage/dev" })).stage).to.equal("dev");
      expect(happening(jobStatus({ environment: "github-pages", branch: "main" })).stage).to.equal("repository");
    });

    it("is ignored in a pull request's run", () => {
      expect(why(jobStatus({ event: "pull_request" }))).to.equal("ignored: pull request");
    });
  });

  describe("of Vercel", () => {
    const projects: readonly [string, string, string][] = [
      ["Production – agent-ops-web-prod", "agent-ops-web-prod", "prod"],
      ["Production - agent-ops-web-dev", "agent-ops-web-dev", "dev"],
      ["Production — agent-ops-web-staging", "agent-ops-web-staging", "staging"],
      ["Production – another-project", "another-project", "repository"],
      ["Production – constructor", "constructor", "repository"],
    ];
    for (const [environment, name, stage] of projects) {
      it(`finds ${stage} for ${environment}`, () => {
        expect(happening(vercelStatus({ environment }))).to.include({ source: "vercel", name, stage });
      });
    }

    it("finds the project in the link where the environment does not name it", () => {
      const more = { target_url: "https://vercel.com/acme/agent-ops-web-dev/JCFQvUmeHnh8j23XucijSoMNNK73" };
      const told = happening(vercelStatus({ environment: "Production", more }));
      expect(told).to.include({ name: "agent-ops-web-dev", stage: "dev" });
    });

    it("finds the stage by the branch, and by the only project", () => {
      const bare = vercelStatus({ environment: "Production" });
      expect(happening(bare).stage).to.equal("repository");
      expect(happening(vercelStatus({ environment: "Production", ref: "stage/staging" })).stage).to.equal("staging");
      const only = { ...settings, vercelProjects: { web: "prod" } };
      expect(happening(bare, only).stage).to.equal("prod");
    });

    it("does not take another project for the only one of a stage", () => {
      const only = { ...settings, vercelProjects: { web: "prod" } };
      const other = vercelStatus({ environment: "Production – other-thing" });
      expect(happening(other, only)).to.include({ name: "other-thing", stage: "repository" });
      const onBranch = vercelStatus({ environment: "Production – other-thing", ref: "stage/dev" });
      expect(happening(onBranch, only).stage).to.equal("dev");
    });

    it("takes no other's word for a deployment of Vercel's", () => {
      const told = happening(deploymentStatus({ environment: "Production – agent-ops-web-prod" }));
      expect(told).to.include({ source: "deployment", stage: "repository" });
    });

    it("judges each project by itself", () => {
      const one = happening(vercelStatus({ environment: "Production – agent-ops-web-prod" }));
      expect(one.family).to.not.equal(
        happening(vercelStatus({ environment: "Production – agent-ops-web-dev" })).family,
      );
    });

    it("ignores previews, but not those of a stage's branch", () => {
      const environment = "Preview – agent-ops-web-dev";
      expect(why(vercelStatus({ environment }))).to.equal("ignored: preview");
      expect(why(vercelStatus({ environment: "Preview", ref: "feature" }))).to.equal("ignored: preview");
      expect(happening(vercelStatus({ environment, ref: "stage/dev" })).stage).to.equal("dev");
    });

    it("shows no commit as a branch", () => {
      expect(happening(vercelStatus()).branch).to.equal(null);
    });
  });

  const odd: readonly [string, Json, string][] = [
    ["no status", { deployment_status: undefined }, "malformed: no deployment_status"],
    ["a status of another kind", { deployment_status: [] }, "malformed: no deployment_status"],
    ["no deployment", { deployment: null }, "malformed: no deployment_status"],
    ["another action", { action: "edited" }, "ignored: not created"],
    ["no environment", { deployment_status: { state: "failure" }, deployment: {} }, "malformed: no environment"],
  ];
  for (const [name, change, answer] of odd) {
    it(`answers "${answer}" to ${name}`, () => {
      expect(why({ ...deploymentStatus(), ...change })).to.equal(answer);
    });
  }
});
