import { expect } from "chai";
import {
  closed,
  draftsOf,
  opened,
  PROJECT,
  pathsOf,
  placesOf,
  type Recorded,
  type Said,
  TABLE,
  UNKNOWN_TYPE,
  VARIABLE,
  type Values,
  value,
} from "./state.ts";

const places = (given: Recorded, outputs: Values, said: Said) => placesOf(draftsOf(given, outputs, said));

describe("drift that only a provider's inputs show", () => {
  const site = { type: UNKNOWN_TYPE, inputs: { site: { tls: "1.2", tags: [] } }, outputs: { id: "a" } };
  const inputs = { site: { tls: "1.0", tags: null } };

  it("is found at what the provider names, by path or by name, and where it names nothing", () => {
    const found = [["site.tls", value("1.2"), value("1.0")]];
    const said: readonly Said[] = [{ changed: ["site"], paths: ["site.tls"] }, { changed: ["site"] }, {}];
    for (const each of said) expect(places(site, { id: "a" }, { ...each, inputs })).to.deep.equal(found);
  });

  it("is found beside drift that the outputs show, also in the same property", () => {
    const given = { inputs: { a: 1, b: 1, c: { d: 1, e: 1 } }, outputs: { a: 1, c: { d: 1 } } };
    const said = {
      changed: ["a", "b", "c"],
      paths: ["a", "b", "c.d", "c.e"],
      inputs: { a: 2, b: 2, c: { d: 2, e: 2 } },
    };
    expect(pathsOf(draftsOf(given, { a: 2, c: { d: 2 } }, said))).to.deep.equal(["a", "b", "c.d", "c.e"]);
  });

  it("is said once, as the outputs say it, where both show it", () => {
    const said = { changed: ["size"], paths: ["size"], inputs: { size: "2 GB" } };
    expect(places({ inputs: { size: "1 GB" }, outputs: { size: 1 } }, { size: 2 }, said)).to.deep.equal([
      ["size", value(1), value(2)],
    ]);
  });

  const none: readonly (readonly [string, Recorded, Said])[] = [
    ["in what the provider does not name", site, { changed: ["other"], paths: ["other"], inputs }],
    ["where the engine calls the resource unchanged", { ...site, type: VARIABLE }, { op: "same", paths: [], inputs }],
    [
      "between values that mean the same",
      { ...site, inputs: { site: { tags: [], json: '{"a":1}', n: 1 } } },
      {
        changed: ["site"],
        paths: ["site.tags", "site.json", "site.n"],
        inputs: { site: { tags: null, json: '{ "a": 1 }', n: "1" } },
      },
    ],
    ["where inputs are not there to be read", site, { changed: ["site"], paths: ["site.tls"] }],
  ];
  for (const [where, given, said] of none) {
    it(`is none ${where}`, () => expect(draftsOf(given, { id: "a" }, said)).to.deep.equal([]));
  }

  it("shows letters for a secret, also where the provider returns it in clear", () => {
    const given = { inputs: { token: opened("before before") }, outputs: {} };
    for (const token of [closed, "by hand by hand"]) {
      expect(places(given, {}, { changed: ["token"], paths: ["token"], inputs: { token } })).to.deep.equal([
        ["token", { state: "secret", group: "A" }, { state: "secret", group: "B" }],
      ]);
    }
  });

  it("is no secret's where a readable value explains it", () => {
    const given = { inputs: { env: { A: "1", B: closed } }, outputs: { env: { B: closed } } };
    const said = { changed: ["env"], inputs: { env: { A: "2", B: closed } } };
    expect(pathsOf(draftsOf(given, { env: { B: closed } }, said))).to.deep.equal(["env.A"]);
  });
});

describe("what a provider names", () => {
  const rules = { type: UNKNOWN_TYPE, inputs: { a: 1, rules: [{ x: 1 }, { x: 2 }] } };

  it("is looked for beside the path only in the property that shows nothing there", () => {
    const said = { changed: ["a", "rules"], paths: ["a", "rules[1].x"] };
    expect(pathsOf(draftsOf(rules, { a: 2, rules: [{ x: 5 }, { x: 2 }] }, said))).to.deep.equal(["a", "rules[0].x"]);
    expect(pathsOf(draftsOf(rules, { a: 2, rules: [{ x: 5 }, { x: 3 }] }, said))).to.deep.equal(["a", "rules[1].x"]);
  });

  it("has an order, by path or by name; what is not named has none", () => {
    const steps = { type: UNKNOWN_TYPE, inputs: { steps: ["a", "b"], other: ["a", "b"], n: 1 } };
    const actual = { steps: ["b", "a"], other: ["b", "a"], n: 2 };
    expect(pathsOf(draftsOf(steps, actual, { changed: ["steps", "n"] }))).to.have.members([
      "steps[0]",
      "steps[1]",
      "n",
    ]);
    const paths = { changed: ["steps"], paths: ["steps[0]", "steps[1]"] };
    expect(pathsOf(draftsOf(steps, actual, paths))).to.have.members(["steps[0]", "steps[1]"]);
    expect(pathsOf(draftsOf(steps, { ...actual, n: 1 }))).to.deep.equal([]);
  });
});

describe("what the program leaves open", () => {
  const unchanged = { op: "same", paths: [] } as const;

  it("is nothing that the program sets: its provider would have said that it changed", () => {
    const project = { type: PROJECT, inputs: { name: "web", nodeVersion: "22.x", buildCommand: "" } };
    const actual = { name: "web", nodeVersion: "24.x", buildCommand: "make", framework: "astro" };
    const found = draftsOf(project, actual, unchanged);
    expect(pathsOf(found)).to.have.members(["buildCommand", "framework"]);
    expect(found.map(({ detail }) => detail?.drift?.isOpen)).to.deep.equal([true, true]);
  });

  it("may lie within what the program sets", () => {
    const recovery = (days: number, enabled = true) => ({
      pointInTimeRecovery: { enabled, recoveryPeriodInDays: days },
    });
    const table = { type: TABLE, inputs: { pointInTimeRecovery: { enabled: true } }, outputs: recovery(35) };
    expect(pathsOf(draftsOf(table, recovery(7), unchanged))).to.deep.equal([
      "pointInTimeRecovery.recoveryPeriodInDays",
    ]);
    expect(pathsOf(draftsOf(table, recovery(35, false), unchanged))).to.deep.equal([]);
  });

  it("is not said of what the program sets where its provider names nothing", () => {
    const [found] = draftsOf({ type: PROJECT, inputs: { name: "web" } }, { name: "other" }, { paths: [] });
    expect(found?.detail?.drift?.isOpen).to.equal(false);
  });
});

describe("ignoreChanges", () => {
  const cases: readonly (readonly [string, Recorded, Values, Said])[] = [
    [
      "what is left open",
      { type: PROJECT, inputs: { name: "web" }, ignoreChanges: ["nodeVersion"] },
      { name: "web", nodeVersion: "24.x" },
      { op: "same", paths: [] },
    ],
    [
      "what is not named beside a name",
      { inputs: { name: "a", size: 1 }, ignoreChanges: ["size"] },
      { name: "a", size: 2 },
      { changed: ["name"] },
    ],
    ["what is not named at all", { inputs: { size: 1 }, ignoreChanges: ["size"] }, { size: 2 }, {}],
    [
      "a place within a property",
      { inputs: { tags: { "cost.center": "a" } }, ignoreChanges: ['tags["cost.center"]'] },
      { tags: { "cost.center": "b" } },
      { changed: ["tags"] },
    ],
    [
      "every element of a list",
      { inputs: { rules: [{ days: 1 }, { days: 1 }] }, ignoreChanges: ["rules[*].days"] },
      { rules: [{ days: 2 }, { days: 3 }] },
      { changed: ["rules"] },
    ],
    [
      "every key of a map, in inputs too",
      { inputs: { tags: { a: "1" } }, outputs: {}, ignoreChanges: ["tags.*"] },
      {},
      { changed: ["tags"], inputs: { tags: { a: "2", b: "3" } } },
    ],
    [
      "a secret",
      { inputs: { env: { A: closed } }, ignoreChanges: ["env.A"] },
      { env: { A: closed } },
      { changed: ["env"] },
    ],
    ["all", { inputs: { a: 1 }, ignoreChanges: ["*"] }, { a: 2 }, {}],
  ];
  for (const [what, given, outputs, said] of cases) {
    it(`holds for ${what}`, () => {
      expect(draftsOf(given, outputs, said)).to.deep.equal([]);
      const { ignoreChanges: _, ...without } = given;
      expect(draftsOf(without, outputs, said), "without it").not.to.deep.equal([]);
    });
  }

  it("holds for nothing beside it, and not for what is gone", () => {
    const given = { inputs: { a: 1, rules: [{ x: 1 }, { x: 1 }] }, ignoreChanges: ["a", "rules[0]", "not [a path"] };
    const actual = { a: 2, rules: [{ x: 2 }, { x: 2 }] };
    expect(pathsOf(draftsOf(given, actual, { changed: ["a", "rules"] }))).to.deep.equal(["rules[1].x"]);
    expect(draftsOf(given, {}, { op: "delete" })).to.have.length(1);
  });
});
