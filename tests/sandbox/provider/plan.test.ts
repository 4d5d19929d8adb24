import { expect } from "chai";
import type { BridgeStyle, PropertyModel, ResourceModel, Vendor } from "../../../sandbox/model.ts";
import { type Plan, planResource, withoutUnknowns } from "../../../sandbox/provider/plan.ts";
import { type Fields, unknown } from "../../../sandbox/values.ts";
import { createWorld } from "../../../sandbox/world.ts";

function model(properties: Record<string, PropertyModel>, bridge: BridgeStyle = "sdk"): ResourceModel {
  return { type: "test:index:Thing", kind: "test", bridge, properties, create: never, read: never, delete: never };
}

const never = (): never => {
  throw new Error("a plan asks no vendor");
};

const vendor: Vendor = {
  store: { get: never, list: never, put: never, remove: never, commit: never, kinds: never },
  world: createWorld({}),
  config: {},
  now: never,
  newId: never,
  announce: never,
};

function plan(thing: ResourceModel, inputs: Fields, prior: Fields | null, ignored: string[] = []): Plan {
  return planResource({ model: thing, vendor }, inputs, prior, ignored);
}

/** Path -> kind, with "!" where the change replaces. */
function changes(thing: ResourceModel, prior: Fields, inputs: Fields, ignored: string[] = []): Record<string, string> {
  const { changes: found } = plan(thing, inputs, prior, ignored);
  return Object.fromEntries([...found].map(([path, { kind, replace }]) => [path, replace ? `${kind}!` : kind]));
}

describe("planning a resource in the sandbox", () => {
  it("keeps computed values, and does not know them for a new resource", () => {
    const thing = model({
      name: { type: "string" },
      size: { type: "integer", computed: true },
      arn: { type: "string", outputOnly: true },
    });
    expect(plan(thing, { name: "a" }, null).planned).to.deep.equal({ name: "a", size: unknown, arn: unknown });
    const prior = { name: "a", size: 3, arn: "arn:a" };
    expect(plan(thing, { name: "b" }, prior).planned).to.deep.equal({ name: "b", size: 3, arn: "arn:a" });
    expect(withoutUnknowns({ name: "a", size: unknown })).to.deep.equal({ name: "a", size: undefined });
  });

  it("takes zero values for unset in Terraform's older SDK, but not in its framework", () => {
    const properties: Record<string, PropertyModel> = {
      on: { type: "boolean" },
      text: { type: "string" },
      list: { type: { list: "string" } },
    };
    const prior = { on: false, text: "", list: [] };
    expect(changes(model(properties), prior, {})).to.deep.equal({});
    expect(changes(model(properties, "framework"), prior, {})).to.deep.equal({
      on: "delete",
      text: "delete",
      list: "delete",
    });
  });

  it("plans a default where the program says nothing", () => {
    const thing = model({ on: { type: "boolean", default: true } });
    expect(changes(thing, { on: false }, {})).to.deep.equal({ on: "update" });
  });

  it("finds the deepest change, in objects, lists and maps", () => {
    const thing = model({
      rule: { type: { object: { days: { type: "integer" }, name: { type: "string", replace: true } } } },
      keys: { type: { list: { object: { name: { type: "string" } } } } },
      tags: { type: { map: "string" } },
    });
    const prior = { rule: { days: 1, name: "a" }, keys: [{ name: "x" }], tags: { Stage: "dev", "a.b": "1" } };
    const inputs = {
      rule: { days: 2, name: "b" },
      keys: [{ name: "y" }, { name: "z" }],
      tags: { Stage: "prod", Team: "" },
    };
    expect(changes(thing, prior, inputs)).to.deep.equal({
      "rule.days": "update",
      "rule.name": "update!",
      "keys[0].name": "update",
      "keys[1]": "add",
      "tags.Stage": "update",
      'tags["a.b"]': "delete",
      "tags.Team": "add",
    });
  });

  it("replaces for a change inside a property that replaces", () => {
    const thing = model({ key: { type: { object: { name: { type: "string" } } }, replace: true } });
    expect(changes(thing, { key: { name: "a" } }, { key: { name: "b" } })).to.deep.equal({ "key.name": "update!" });
  });

  it("compares sets without order, also sets of objects with computed parts", () => {
    const element: PropertyModel["type"] = {
      object: { name: { type: "string" }, id: { type: "string", computed: true } },
    };
    const thing = model({ targets: { type: { set: "string" } }, hooks: { type: { set: element } } });
    const prior = {
      targets: ["a", "b"],
      hooks: [
        { name: "x", id: "1" },
        { name: "y", id: "2" },
      ],
    };
    expect(changes(thing, prior, { targets: ["b", "a"], hooks: [{ name: "y" }, { name: "x" }] })).to.deep.equal({});
    expect(changes(thing, prior, { targets: ["b", "c", "d"], hooks: [{ name: "x" }, { name: "y" }] })).to.deep.equal({
      "targets[0]": "delete",
      "targets[1]": "add",
      "targets[2]": "add",
    });
  });

  it("lets a property say what is the same", () => {
    const sameJson = (left: unknown, right: unknown): boolean =>
      JSON.stringify(JSON.parse(String(left))) === JSON.stringify(JSON.parse(String(right)));
    const thing = model({ policy: { type: "string", same: sameJson } });
    expect(changes(thing, { policy: '{ "a": 1 }' }, { policy: '{"a":1}' })).to.deep.equal({});
    expect(changes(thing, { policy: '{ "a": 1 }' }, { policy: '{"a":2}' })).to.deep.equal({ policy: "update" });
  });

  it("takes an unknown value for a change", () => {
    const thing = model({ name: { type: "string", replace: true } });
    expect(changes(thing, { name: "a" }, { name: unknown })).to.deep.equal({ name: "update!" });
  });

  it("ignores changes at the paths that it is told, and plans what was there", () => {
    const thing = model({
      rule: { type: { object: { days: { type: "integer" }, name: { type: "string" } } } },
      on: { type: "boolean" },
    });
    const prior = { rule: { days: 1, name: "a" }, on: false };
    const inputs = { rule: { days: 2, name: "b" }, on: true };
    expect(changes(thing, prior, inputs, ["rule.days", "on"])).to.deep.equal({ "rule.name": "update" });
    expect(plan(thing, inputs, prior, ["rule.days"]).planned["rule"]).to.deep.equal({ days: 1, name: "b" });
  });
});
