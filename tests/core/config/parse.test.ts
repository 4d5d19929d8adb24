import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { parseStageConfig } from "../../../core/config/parse.ts";
import { base, configOf, FILES, problemsOf } from "./example.ts";

const read = (file: string) => parse(readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8")).config;

describe("parsing a stage's configuration", () => {
  it("fills in every default", () => {
    expect(configOf()).to.deep.equal({
      app: "shop",
      stage: { name: "prod", stack: "prod", aliases: [] },
      stages: [
        { name: "dev", stack: "dev", aliases: [] },
        { name: "prod", stack: "prod", aliases: [] },
      ],
      isLast: true,
      github: {
        owner: "acme",
        repository: "shop",
        plan: "free",
        visibility: "public",
        bindings: "environment",
        reviewers: [],
        waitMinutes: 0,
      },
      vercel: {
        plan: "hobby",
        team: null,
        deploy: "branch",
        projects: { web: { framework: null, rootDirectory: null, domains: [], previews: false } },
      },
      aws: { region: "eu-central-1", accountId: null, accountStack: "account" },
      warehouse: {
        lake: {
          runtimeReads: false,
          tables: {
            facts: {
              hashKey: { name: "pk", type: "S" },
              rangeKey: null,
              billing: { mode: "provisioned", read: 1, write: 1 },
              ttl: null,
              pointInTimeRecovery: false,
              indexes: {},
            },
          },
          buckets: { landing: { versioned: false, expireDays: null } },
        },
      },
      variables: {},
      secrets: {},
      pipelines: {},
      monitoring: {
        emails: [],
        budget: null,
        throttleAlarmLayers: [],
        systemErrorOperations: [],
        heartbeatMetric: false,
        relay: "none",
        webhookSecretGeneration: 1,
        chat: false,
      },
      allowances: [],
      driftAllowances: [],
    });
  });

  it("lets the app read the layer named production, unless layers say otherwise", () => {
    const bucket = (name: string) => ({ buckets: { [name]: {} } });
    const reads = (warehouse: object) =>
      Object.entries(configOf({ warehouse }).warehouse)
        .filter(([, layer]) => layer.runtimeReads)
        .map(([name]) => name);
    expect(reads({ production: bucket("a"), quality: bucket("b") })).to.deep.equal(["production"]);
    expect(
      reads({ production: { ...bucket("a"), runtimeReads: false }, gold: { ...bucket("b"), runtimeReads: true } }),
    ).to.deep.equal(["gold"]);
  });

  it("resolves every way to write a table", () => {
    const { warehouse } = configOf({
      warehouse: {
        lake: {
          tables: {
            facts: {
              rangeKey: { name: "day", type: "N" },
              billing: "on-demand",
              ttl: "expires",
              pointInTimeRecovery: true,
              indexes: {
                byDay: { hashKey: { name: "day", type: "N" }, projection: ["a", "b"] },
                byTag: { hashKey: "tag", rangeKey: "pk" },
              },
            },
            units: { hashKey: { name: "id", type: "B" }, billing: "provisioned", read: 5, write: 2 },
          },
        },
      },
    });
    expect(warehouse["lake"]?.tables).to.deep.equal({
      facts: {
        hashKey: { name: "pk", type: "S" },
        rangeKey: { name: "day", type: "N" },
        billing: { mode: "on-demand" },
        ttl: "expires",
        pointInTimeRecovery: true,
        indexes: {
          byDay: { hashKey: { name: "day", type: "N" }, rangeKey: null, projection: ["a", "b"] },
          byTag: { hashKey: { name: "tag", type: "S" }, rangeKey: { name: "pk", type: "S" }, projection: "all" },
        },
      },
      units: {
        hashKey: { name: "id", type: "B" },
        rangeKey: null,
        billing: { mode: "provisioned", read: 5, write: 2 },
        ttl: null,
        pointInTimeRecovery: false,
        indexes: {},
      },
    });
  });

  it("resolves sources and hosts of bindings", () => {
    const config = configOf({
      variables: { A: { value: "", to: ["github"] }, B: { from: "stage.name", to: ["vercel.web"] } },
      secrets: { C: { to: ["github", "vercel.web"], from: "env", rotateDays: 90, mustDiffer: false } },
    });
    expect(config.variables).to.deep.equal({
      A: { source: { kind: "value", value: "" }, to: [{ kind: "github" }] },
      B: { source: { kind: "output", path: "stage.name" }, to: [{ kind: "vercel", project: "web" }] },
    });
    expect(config.secrets).to.deep.equal({
      C: {
        from: "env",
        to: [{ kind: "github" }, { kind: "vercel", project: "web" }],
        rotateDays: 90,
        mustDiffer: false,
      },
    });
  });

  it("takes each stage's part of the lists of stages", () => {
    const patch = {
      pipelines: {
        everywhere: { workflow: "a.yml", everyMinutes: 30, silentAfterMinutes: 480 },
        prodOnly: { workflow: "b.yml", everyMinutes: 30, silentAfterMinutes: 480, stages: ["prod"], heartbeat: "url" },
      },
      monitoring: { throttleAlarms: { stages: ["prod"] } },
      vercel: { projects: { web: { previews: { stages: ["dev"] } } } },
    };
    const views = ["dev", "prod"].map((stage) => configOf(patch, { stage }));
    expect(views.map(({ pipelines }) => Object.keys(pipelines))).to.deep.equal([
      ["everywhere"],
      ["everywhere", "prodOnly"],
    ]);
    expect(views.map(({ monitoring }) => monitoring.throttleAlarmLayers)).to.deep.equal([[], ["lake"]]);
    expect(views.map(({ vercel }) => vercel.projects["web"]?.previews)).to.deep.equal([true, false]);
    expect(views.map(({ isLast }) => isLast)).to.deep.equal([false, true]);
  });

  it("resolves bindings: auto by plan and visibility", () => {
    const modes = (["free", "pro", "team", "enterprise"] as const).map((plan) =>
      (["public", "private"] as const).map((visibility) => configOf({ github: { plan, visibility } }).github.bindings),
    );
    expect(modes).to.deep.equal([
      ["environment", "repository"],
      ["environment", "environment"],
      ["environment", "environment"],
      ["environment", "environment"],
    ]);
  });

  it("finds the stage by its name or by its stack, in full or short", () => {
    const patch = { stages: ["dev", { name: "prod", stack: "acme/shop/live" }] };
    for (const selector of [{ stage: "prod" }, { stack: "live" }, { stack: "acme/shop/live" }]) {
      const parsed = parseStageConfig({ base: base(patch), files: FILES, ...selector });
      expect(parsed.ok && parsed.config.stage.name).to.equal("prod");
    }
  });

  it("names the known stages, or stacks, where there is no such one", () => {
    const patch = { stages: ["dev", { name: "prod", stack: "acme/shop/live" }] };
    const problem = (selector: { stage: string } | { stack: string }) => {
      const parsed = parseStageConfig({ base: base(patch), files: FILES, ...selector });
      return parsed.ok ? [] : parsed.problems;
    };
    const unknown = { path: "stagekeeper:base.stages", file: "Pulumi.yaml" };
    expect(problem({ stage: "prd" })).to.deep.equal([
      { ...unknown, given: '"prd"', allowed: "a stage of the configuration: dev, prod", next: "Did you mean prod?" },
    ]);
    expect(problem({ stack: "sandbox" })).to.deep.equal([
      {
        ...unknown,
        given: '"sandbox"',
        allowed: "a stack of the configuration: dev, acme/shop/live",
        next: "Add sandbox to stages in Pulumi.yaml, or choose one of them.",
      },
    ]);
  });

  it("does not blame the stage where the list of stages is broken", () => {
    expect(problemsOf({ stages: [] }).map(({ path, allowed }) => ({ path, allowed }))).to.deep.equal([
      { path: "stagekeeper:base.stages", allowed: "at least one stage" },
    ]);
  });

  it("tells the file of every value", () => {
    const parsed = parseStageConfig({
      base: base(),
      overrides: { github: { plan: "pro" } },
      stage: "prod",
      files: FILES,
    });
    const origins = parsed.ok ? parsed.origins : new Map();
    expect([origins.get("github.plan"), origins.get("github.repository"), origins.get("app")]).to.deep.equal([
      "stage",
      "base",
      "base",
    ]);
  });

  it("lists allowances as written, then those that lists of stages imply", () => {
    const { allowances } = configOf({
      parity: { allow: [{ address: "*::X", stages: ["dev"], reason: "why", owner: "jdoe", expires: "2026-12-31" }] },
      vercel: { projects: { web: { previews: { stages: ["dev"] } } } },
    });
    expect(allowances.map(({ origin }) => origin)).to.deep.equal([
      "stagekeeper:base.parity.allow[0]",
      "stagekeeper:base.vercel.projects.web.previews.stages",
    ]);
    expect(allowances[0]).to.deep.equal({
      code: null,
      address: "*::X",
      path: null,
      stages: ["dev"],
      reason: "why",
      owner: "jdoe",
      expires: "2026-12-31",
      origin: "stagekeeper:base.parity.allow[0]",
    });
  });

  for (const stage of ["dev", "staging", "prod"]) {
    it(`accepts the example's ${stage}`, () => {
      const file = `Pulumi.${stage}.yaml`;
      const parsed = parseStageConfig({
        base: read("Pulumi.yaml")["stagekeeper:base"].value,
        overrides: read(file)["stagekeeper:stage"],
        stage,
        files: { base: "Pulumi.yaml", stage: file },
      });
      expect(parsed).to.have.property("ok", true);
      const level = parsed.ok && parsed.config.variables["LOG_LEVEL"]?.source;
      expect(level).to.deep.equal({ kind: "value", value: stage === "dev" ? "debug" : "info" });
    });
  }
});
