import { expect } from "chai";
import { formatProblems } from "../../../core/config/problems-text.ts";
import { FILES, inBase, inStage, problemsOf } from "./example.ts";
import { ruleCases } from "./rules/table.ts";

const KEYS = "app, stages, github, vercel, aws, warehouse, variables, secrets, pipelines, monitoring, parity, drift";
const GITHUB_KEYS = "repository, plan, visibility, bindings, reviewers, waitMinutes";
const LOWER_NAME = "a name of lower-case letters, digits and - that starts with a letter";
const KEY_ATTRIBUTE =
  "the name of a text attribute, or { name, type } with the type S (string), N (number) or B (binary)";
const RESERVED = "any name but those that JavaScript gives every object, such as __proto__, constructor and toString";

describe("the shape of the configuration", () => {
  ruleCases([
    { when: "the small valid base", patch: {}, problems: [] },
    {
      when: "unknown keys, all of them, each with a suggestion where one is near",
      patch: { gihub: {}, zebra: 1, github: { reviewer: ["jdoe"], Plan: "pro" } },
      problems: [
        inBase("github.reviewer", null, `only the keys ${GITHUB_KEYS}`, "Did you mean reviewers?"),
        inBase("github.Plan", null, `only the keys ${GITHUB_KEYS}`, "Did you mean plan?"),
        inBase("gihub", null, `only the keys ${KEYS}`, "Did you mean github?"),
        inBase("zebra", null, `only the keys ${KEYS}`, "Remove zebra: there is no such key."),
      ],
    },
    {
      when: "an unknown key in one of two ways to write a value",
      patch: { warehouse: { lake: { tables: { facts: { hashKey: { name: "pk", typ: "N" } } } } } },
      problems: [
        inBase("warehouse.lake.tables.facts.hashKey.typ", null, "only the keys name, type", "Did you mean type?"),
      ],
    },
    {
      when: "wrong types",
      patch: {
        app: 7,
        stages: "dev",
        github: { waitMinutes: 1.5, reviewers: "jdoe" },
        vercel: [],
        warehouse: { lake: { buckets: { landing: { versioned: "yes" } } } },
      },
      problems: [
        inBase("vercel", "[]", "a map with the keys plan, team, deploy or projects"),
        inBase("app", "7", LOWER_NAME, 'Quote it: "7".'),
        inBase("stages", '"dev"', "a list of stages"),
        inBase("github.reviewers", '"jdoe"', "a list of reviewers"),
        inBase("github.waitMinutes", "1.5", "a whole number of minutes from 0 to 43200"),
        inBase("warehouse.lake.buckets.landing.versioned", '"yes"', "true or false"),
      ],
    },
    {
      when: "lists where maps of the user's own names are due",
      patch: { warehouse: [{ lake: {} }], variables: [], stages: [["dev"], "prod"], secrets: { A: ["github"] } },
      problems: [
        inBase("stages[0]", '["dev"]', "a stage's name, or a map with the keys name, stack and aliases"),
        inBase("warehouse", '[{"lake":{}}]', "a map"),
        inBase("variables", "[]", "a map"),
        inBase("secrets.A", null, "a map with the keys to, from, rotateDays or mustDiffer"),
      ],
    },
    {
      when: "closed choices with a typing error, and without a likeness",
      patch: { github: { plan: "fre", visibility: "secret" } },
      problems: [
        inBase("github.plan", '"fre"', "free, pro, team or enterprise", "Did you mean free?"),
        inBase("github.visibility", '"secret"', "public or private"),
      ],
    },
    {
      when: "values that YAML reads as something else than text",
      patch: {
        variables: { A: { value: true, to: ["github"] }, B: { value: 1, to: ["github"] } },
        aws: { accountId: 123456789012 },
      },
      problems: [
        inBase("aws.accountId", "123456789012", "a quoted text of twelve digits, or null", 'Quote it: "123456789012".'),
        inBase(
          "variables.A.value",
          "true",
          "a text; quote what YAML would read as something else",
          'Quote it: "true".',
        ),
        inBase("variables.B.value", "1", "a text; quote what YAML would read as something else", 'Quote it: "1".'),
      ],
    },
    {
      when: "an account id with a digit missing",
      patch: { aws: { accountId: "12345678901" } },
      problems: [inBase("aws.accountId", '"12345678901"', "a quoted text of twelve digits, or null")],
    },
    {
      when: "names that cannot stand in names at the vendors",
      patch: {
        app: "Shop",
        stages: ["dev", "Prod", { name: "2nd" }, "prod"],
        warehouse: { "my lake": { buckets: { Land: {} } } },
      },
      problems: [
        inBase("app", '"Shop"', LOWER_NAME),
        inBase("stages[1]", '"Prod"', LOWER_NAME),
        inBase("stages[2].name", '"2nd"', LOWER_NAME),
        inBase(
          'warehouse["my lake"]',
          '"my lake"',
          "a name of letters, digits, - and _ that starts with a letter",
          "Choose another name.",
        ),
        inBase(
          'warehouse["my lake"].buckets.Land',
          '"Land"',
          "a bucket's short name: lower-case letters, digits and -",
          "Choose another name.",
        ),
      ],
    },
    {
      when: "a table without its key, and null for one",
      patch: { warehouse: { lake: { tables: { one: {} } } } },
      problems: [
        inBase(
          "warehouse.lake.tables.one.hashKey",
          null,
          KEY_ATTRIBUTE,
          "Add hashKey to warehouse.lake.tables.one; it is required.",
        ),
      ],
    },
    {
      when: "null by a stage where a value is required, in the stage's file",
      patch: {},
      more: { overrides: { aws: { region: null } } },
      problems: [
        inStage(
          "aws.region",
          null,
          "an AWS region, for example eu-central-1",
          "It is required: do not remove it with null in Pulumi.prod.yaml.",
        ),
      ],
    },
    {
      when: "null in the base where a map is due",
      patch: {},
      more: {
        base: {
          app: "shop",
          stages: ["prod"],
          github: { repository: "a/b", visibility: "public" },
          aws: { region: "eu-central-1" },
          warehouse: null,
        },
      },
      problems: [inBase("warehouse", "null", "a map", "Remove the key, or give it a value.")],
    },
    {
      when: "keys that every JavaScript object has, wherever they stand",
      patch: JSON.parse(
        '{"__proto__": {"app": "evil"}, "secrets": {"constructor": {"to": ["github"]}}, "warehouse": {"lake": {"tables": {"toString": {"hashKey": "pk"}}}}}',
      ),
      problems: [
        inBase("warehouse.lake.tables.toString", null, RESERVED, "Choose another name."),
        inBase("__proto__", null, RESERVED, "Choose another name."),
        inBase("secrets.constructor", null, RESERVED, "Choose another name."),
      ],
    },
    {
      when: "a value of the stage's file, in that file",
      patch: {},
      more: { overrides: { github: { plan: "gold" }, vercel: { projects: { web: { framework: 1 } } } } },
      problems: [
        inStage("github.plan", '"gold"', "free, pro, team or enterprise"),
        inStage(
          "vercel.projects.web.framework",
          "1",
          "a framework's slug, for example nextjs, or null",
          'Quote it: "1".',
        ),
      ],
    },
    {
      when: "a required key missing from a map that the stage's file brought in",
      patch: {},
      more: { overrides: { warehouse: { mart: { tables: { facts2: {} } } } } },
      problems: [
        inStage(
          "warehouse.mart.tables.facts2.hashKey",
          null,
          KEY_ATTRIBUTE,
          "Add hashKey to warehouse.mart.tables.facts2; it is required.",
        ),
      ],
    },
  ]);

  it("objects to overrides that are no map", () => {
    expect(problemsOf({}, { overrides: "LOG_LEVEL=debug" })[0]).to.deep.equal({
      path: "stagekeeper:stage",
      file: FILES.stage,
      given: '"LOG_LEVEL=debug"',
      allowed: "a map of what the stage changes",
      next: "Correct it in Pulumi.prod.yaml.",
    });
  });

  it("says what to do where there is no configuration at all", () => {
    expect(problemsOf({}, { base: undefined })).to.deep.equal([
      {
        path: "stagekeeper:base",
        file: FILES.base,
        given: null,
        allowed:
          "a map with the keys app, stages, github, vercel, aws, warehouse, variables, secrets, pipelines, monitoring, parity or drift",
        next: "Write the configuration there; stagekeeper's README has one to begin with.",
      },
    ]);
  });

  it("shows mistakes of shape and of meaning at once, also in one section", () => {
    const problems = problemsOf({
      github: { reviewer: [], plan: "team", visibility: "private", reviewers: ["jdoe"] },
      warehouse: { lake: { tables: { facts: { billing: "free", readd: 1 } } }, mart: { buckets: { landing: {} } } },
      variables: { GITHUB_X: { value: 1, to: ["github"] }, Y: { from: "nowhere", to: ["github"] } },
    });
    expect(problems.map(({ path }) => path.replace("stagekeeper:base.", ""))).to.have.members([
      "github.reviewer",
      "warehouse.lake.tables.facts.billing",
      "warehouse.lake.tables.facts.readd",
      "variables.GITHUB_X.value",
      "github.reviewers",
      "warehouse.mart.buckets.landing",
      "variables.GITHUB_X",
      "variables.Y.from",
    ]);
  });

  it("does not blame a reference to a table that is there, though broken", () => {
    const patch = {
      warehouse: { lake: { tables: { facts: { hashKey: 1 } } } },
      variables: { T: { from: "warehouse.lake.tables.facts.arn", to: ["github"] } },
    };
    expect(problemsOf(patch).map(({ path }) => path)).to.deep.equal([
      "stagekeeper:base.warehouse.lake.tables.facts.hashKey",
    ]);
  });

  it("never shows what may be a secret in the wrong place", () => {
    const canary = "sk-canary";
    const problems = problemsOf(
      {
        secrets: {
          A: canary,
          B: { value: canary, to: ["github"] },
          C: { to: canary },
          D: { to: ["github"], mustDiffer: canary },
          E: { to: [canary, 4711] },
        },
        secret: { A: canary },
        variables: {
          F: { to: ["github"], value: { secure: canary } },
          G: { secret: canary, to: ["github"] },
        },
      },
      { overrides: { secrets: { H: { to: ["github"], valeu: canary } } } },
    );
    expect(problems).to.have.length(11);
    expect(formatProblems(problems)).to.not.match(/canary|4711/);
  });
});
