import { expect } from "chai";
import {
  closed,
  draftsOf,
  opened,
  PROJECT,
  pathsOf,
  placesOf,
  QUEUE,
  type Recorded,
  type Said,
  TABLE,
  UNKNOWN_TYPE,
  VARIABLE,
  type Values,
  value,
} from "./state.ts";

const absent = { state: "absent" };

describe("drift of one resource", () => {
  it("is one finding for each changed property, with what was recorded and what is there", () => {
    const drafts = draftsOf(
      { type: TABLE, inputs: { billingMode: "PROVISIONED", hashKey: "pk" } },
      { billingMode: "PAY_PER_REQUEST", hashKey: "pk" },
      { changed: ["billingMode"], paths: ["billingMode"] },
    );
    expect(drafts).to.deep.equal([
      {
        code: "drift/changed",
        address: `${TABLE}::x`,
        path: "billingMode",
        recorded: value("PROVISIONED"),
        actual: value("PAY_PER_REQUEST"),
        detail: { drift: { stack: "prod", isOpen: false } },
      },
    ]);
  });

  it("is one finding where the resource is gone", () => {
    expect(draftsOf({ inputs: { a: 1 } }, {}, { op: "delete" })).to.deep.equal([
      {
        code: "drift/deleted",
        address: `${QUEUE}::x`,
        path: "",
        recorded: { state: "value" },
        actual: absent,
        detail: { drift: { stack: "prod", isOpen: false } },
      },
    ]);
  });

  it("stands at the property's path, however deep, and where a key was added or removed", () => {
    const drafts = draftsOf(
      { inputs: { tags: { app: "a", "old.key": "b" }, rules: [{ days: 1 }] } },
      { tags: { app: "a", "new.key": "c" }, rules: [{ days: 2 }] },
      { changed: ["tags", "rules"], paths: ['tags["old.key"]', 'tags["new.key"]', "rules[0].days"] },
    );
    expect(placesOf(drafts)).to.have.deep.members([
      ['tags["old.key"]', value("b"), absent],
      ['tags["new.key"]', absent, value("c")],
      ["rules[0].days", value(1), value(2)],
    ]);
  });

  it("is found in what the program does not set: named by the provider or, where it names nothing, seen", () => {
    const project: Recorded = { type: PROJECT, inputs: { name: "web" }, outputs: { name: "web", rootDirectory: null } };
    const actual = { name: "web", rootDirectory: "apps/x" };
    expect(pathsOf(draftsOf(project, actual, { changed: ["rootDirectory"] }))).to.deep.equal(["rootDirectory"]);
    expect(pathsOf(draftsOf(project, actual))).to.deep.equal(["rootDirectory"]);
    expect(pathsOf(draftsOf(project, actual, { changed: ["framework"] }))).to.deep.equal(["rootDirectory"]);
    const thing = { type: UNKNOWN_TYPE, inputs: { name: "web" }, outputs: { name: "web", size: 1 } };
    const larger = { name: "web", size: 2 };
    expect(pathsOf(draftsOf(thing, larger, { inputs: larger })), "it can be set").to.deep.equal(["size"]);
  });

  it("is found in a flag that was never set, where somebody sets it", () => {
    const project = { type: PROJECT, inputs: { name: "web" }, outputs: { name: "web", gitLfs: null } };
    const said = { op: "same", paths: [] } as const;
    expect(pathsOf(draftsOf(project, { name: "web", gitLfs: true }, said))).to.deep.equal(["gitLfs"]);
    expect(pathsOf(draftsOf(project, { name: "web", gitLfs: false }, said))).to.deep.equal([]);
  });

  it("is found in what the program leaves open, though the engine calls the resource unchanged; up would not restore it", () => {
    const variable = { type: VARIABLE, inputs: { key: "A" }, outputs: { key: "A", comment: "" } };
    const [found, ...others] = draftsOf(variable, { key: "A", comment: "by hand" }, { op: "same", paths: [] });
    expect(others).to.deep.equal([]);
    expect(found?.path).to.equal("comment");
    expect(found?.detail?.drift?.isOpen).to.equal(true);
  });

  it("stands at a set as a whole, and at a text that holds JSON with the pointer into it", () => {
    const sets = draftsOf({ inputs: { subnetIds: ["a", "b"] } }, { subnetIds: ["c", "a"] }, { changed: ["subnetIds"] });
    expect(sets.map(({ path, actual }) => [path, actual])).to.deep.equal([["subnetIds", value(["c", "a"])]]);
    const policy = (action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: action }] });
    const texts = draftsOf({ inputs: { policy: policy("a") } }, { policy: policy("b") }, { changed: ["policy"] });
    expect(texts.map(({ path, detail }) => [path, detail?.pointer])).to.deep.equal([["policy", "/Statement/0/Action"]]);
  });

  it("says once what follows from another change", () => {
    const table = { type: TABLE, inputs: { billingMode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 } };
    const names = ["billingMode", "readCapacity", "writeCapacity"];
    const onDemand = { billingMode: "PAY_PER_REQUEST", readCapacity: 0, writeCapacity: 0 };
    expect(pathsOf(draftsOf(table, onDemand, { changed: names, paths: names }))).to.deep.equal(["billingMode"]);
    const more = { billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 1 };
    const capacity = { changed: ["readCapacity"], paths: ["readCapacity"] };
    expect(pathsOf(draftsOf(table, more, capacity))).to.deep.equal(["readCapacity"]);
    const tagged = { inputs: { tags: { a: "1" } }, outputs: { tags: { a: "1" }, tagsAll: { a: "1", stage: "prod" } } };
    const retagged = { tags: { a: "2" }, tagsAll: { a: "2" } };
    const paths = ["tags.a", "tagsAll.a", "tagsAll.stage"];
    const found = draftsOf(tagged, retagged, { changed: ["tags", "tagsAll"], paths });
    expect(pathsOf(found)).to.have.members(["tags.a", "tagsAll.stage"]);
  });
});

describe("no drift", () => {
  const cases: readonly (readonly [string, Recorded, Values, Said?])[] = [
    [
      "in what the vendor alone sets",
      { inputs: { a: "1" }, outputs: { a: "1", arn: "x", updatedAt: "1" } },
      { a: "1", arn: "y", updatedAt: "2" },
    ],
    [
      "in what the program cannot set, where the provider names nothing",
      {
        type: UNKNOWN_TYPE,
        inputs: { name: "a" },
        outputs: { name: "a", itemCount: 1, endpoint: "x", lastWriter: "p" },
      },
      { name: "a", itemCount: 2, endpoint: "y", lastWriter: "q" },
    ],
    [
      "in outputs beside what the provider names",
      { inputs: { a: "1" }, outputs: { a: "1", inlinePolicies: [] } },
      { a: "1", inlinePolicies: [{ name: "p" }] },
      { changed: ["a"], paths: ["a"] },
    ],
    [
      "between null and an empty list, map or text",
      { inputs: { a: null, b: [], c: {}, d: "" } },
      { a: [], b: null, c: "", d: {} },
    ],
    [
      "in what is empty, however deep",
      { inputs: { rules: [{ filter: {}, days: 1 }] } },
      { rules: [{ filter: { prefix: "" }, days: 1, tags: null }] },
    ],
    ["in the order of a set", { inputs: { targets: ["a", "b"] } }, { targets: ["b", "a"] }],
    [
      "in the order of a set of maps with something empty",
      { type: TABLE, inputs: { attributes: [{ name: "a" }, { name: "b" }] } },
      { attributes: [{ name: "b", type: "" }, { name: "a" }] },
      { changed: ["attributes"] },
    ],
    [
      "in the order of any list, where the provider names no place",
      { inputs: { zones: ["a", "b"] } },
      { zones: ["b", "a"] },
    ],
    ["in how JSON is written", { inputs: { policy: '{"a":1,"b":[1]}' } }, { policy: '{ "b": [1], "a": 1 }' }],
    ["between a number and its text", { inputs: { port: 80 } }, { port: "80" }],
    [
      "in what Pulumi keeps for itself",
      { outputs: { __meta: "1", __pulumi_raw_state_delta: { a: 1 } } },
      { __meta: "2" },
    ],
    [
      "in flags that a vendor filled in",
      { type: PROJECT, inputs: { name: "web" }, outputs: { name: "web", gitLfs: null } },
      { name: "web", gitLfs: false },
    ],
    [
      "in what the provider does not name beside what it names in a property",
      { inputs: { rules: [{ days: 1, old: false }] } },
      { rules: [{ days: 1, old: true }] },
      { changed: ["other"], paths: ["other"] },
    ],
    ["in a secret that is the same in clear", { inputs: { value: opened("hush hush") } }, { value: "hush hush" }],
  ];
  for (const [name, given, outputs, said] of cases) {
    it(name, () => expect(draftsOf(given, outputs, said ?? {})).to.deep.equal([]));
  }
});

describe("drift of secrets", () => {
  const secret = (group: string) => ({ state: "secret", group });
  const states = (given: Recorded, outputs: Values, said: Said = {}) => placesOf(draftsOf(given, outputs, said));

  it("is found by what the provider names, and shows letters only", () => {
    const given = { inputs: { value: closed } };
    expect(states(given, { value: closed }, { changed: ["value"] })).to.deep.equal([
      ["value", secret("A"), secret("B")],
    ]);
    expect(states(given, { value: closed }, { changed: ["value"], paths: ["value"] })).to.have.length(1);
    expect(states(given, { value: closed }, { changed: ["name"] })).to.deep.equal([]);
  });

  const canary = "canary-by-hand";
  const places: readonly (readonly [string, Recorded, Values, Said?])[] = [
    ["recorded outputs", { inputs: { v: "x" }, outputs: { v: closed } }, { v: canary }],
    ["recorded inputs", { inputs: { v: closed }, outputs: { v: "before" } }, { v: canary }],
    ["the vendor's inputs", { inputs: { v: "before" } }, { v: canary }, { inputs: { v: closed } }],
    ["additionalSecretOutputs", { inputs: { v: "before" }, additionalSecretOutputs: ["v"] }, { v: canary }],
    [
      "an element that has moved",
      {
        inputs: {
          env: [
            { n: "A", v: "plain" },
            { n: "B", v: closed },
          ],
        },
      },
      { env: [{ n: "B", v: canary }] },
    ],
    [
      "a member of what was added",
      { inputs: { env: [{ n: "A", v: closed }] } },
      {
        env: [
          { n: "A", v: closed },
          { n: "B", v: canary },
        ],
      },
    ],
    ["a map that is secret as a whole", { inputs: { env: closed } }, { env: { KEY: canary } }],
    ["a value that became another kind", { inputs: { env: { v: closed } } }, { env: canary }],
  ];
  for (const [where, given, outputs, said = {}] of places) {
    it(`shows no value that is secret in ${where}, also where the provider returns it in clear`, () => {
      const changed = Object.keys(outputs);
      const drafts = draftsOf(given, outputs, { changed, ...said });
      expect(drafts).to.have.length.greaterThan(0);
      expect(JSON.stringify(drafts)).not.to.contain(canary);
    });
  }

  it("shows no secret of the state where somebody pasted it into a plain property", () => {
    const given = { inputs: { password: opened("correct horse"), note: "none" } };
    const [found] = draftsOf(
      given,
      { password: closed, note: "it is correct horse" },
      { changed: ["note"], paths: ["note"] },
    );
    expect(found?.actual).to.deep.equal({ state: "value" });
    expect(found?.recorded).to.deep.equal({ state: "value" });
  });

  it("is a change of the whole resource where nothing else explains an update", () => {
    expect(states({ inputs: { value: closed } }, { value: closed })).to.deep.equal([
      ["", { state: "value" }, { state: "value" }],
    ]);
  });

  it("shows nothing of what was added with a secret in it, not even the rest", () => {
    const given = { inputs: { env: [{ n: "A", v: closed }] } };
    const outputs = {
      env: [
        { n: "A", v: closed },
        { n: "B", v: canary },
      ],
    };
    expect(states(given, outputs, { changed: ["env"] })).to.deep.equal([
      ["env[1]", { state: "absent" }, { state: "value" }],
    ]);
  });

  it("says removed and added secrets as such", () => {
    const said = { changed: ["env"], paths: ["env.A"] };
    expect(states({ inputs: { env: { A: closed, B: "1" } } }, { env: { B: "1" } }, said)).to.deep.equal([
      ["env.A", secret("A"), { state: "absent" }],
    ]);
  });
});
