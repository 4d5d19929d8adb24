import { expect } from "chai";
import { AutoName, type PropertyModel, type ResourceModel } from "../../../sandbox/model.ts";
import { checkInputs } from "../../../sandbox/provider/check.ts";
import { type Fields, unknown } from "../../../sandbox/values.ts";

function check(
  properties: Record<string, PropertyModel>,
  inputs: Fields,
  more: { oldInputs?: Fields; proposedName?: string; name?: string } = {},
) {
  const never = (): never => {
    throw new Error("a check asks no vendor");
  };
  const model: ResourceModel = {
    type: "test:index:Thing",
    kind: "test",
    bridge: "sdk",
    properties,
    create: never,
    read: never,
    delete: never,
  };
  const request = { inputs, oldInputs: null, name: "Thing", seed: new Uint8Array([1]), proposedName: "", ...more };
  return checkInputs(model, request);
}

describe("checking inputs in the sandbox", () => {
  it("says everything that is wrong at once, with the path of each", () => {
    const even: PropertyModel = { type: "integer", rules: [(value) => (Number(value) % 2 === 0 ? null : "odd")] };
    const { refusals } = check(
      { name: { type: "string", required: true }, count: even, rules: { type: { list: { object: { days: even } } } } },
      { count: 3, rules: [{ days: 2 }, { days: 5 }], unheard: 1 },
    );
    expect(refusals.map(({ path, reason }) => `${path}: ${reason}`)).to.deep.equal([
      'unheard: the sandbox does not model the property "unheard"; sandbox/README.md lists what it models',
      ": Missing required property 'name'",
      "count: odd",
      "rules[1].days: odd",
    ]);
  });

  it("takes numbers and booleans as text, as the real providers do, and nothing else", () => {
    const { inputs, refusals } = check(
      { count: { type: "integer" }, on: { type: "boolean" }, name: { type: "string" } },
      { count: "5", on: "true", name: 7 },
    );
    expect(inputs).to.include({ count: 5, on: true, name: "7" });
    expect(refusals).to.deep.equal([]);
    const wrong = check(
      { count: { type: "integer" }, list: { type: { list: "string" } } },
      { count: "five", list: "x" },
    ).refusals;
    expect(wrong.map(({ reason }) => reason)).to.deep.equal([
      'Incorrect attribute value type. Inappropriate value for attribute "count": integer required',
      'Incorrect attribute value type. Inappropriate value for attribute "list": list of string required',
    ]);
  });

  it("asks no rule about a value that is not known yet", () => {
    const refused: PropertyModel = { type: "string", rules: [() => "never right"] };
    expect(check({ name: refused }, { name: unknown }).refusals).to.deep.equal([]);
    expect(check({ name: refused }, { name: "x" }).refusals).to.have.length(1);
  });

  it("marks the defaults that it filled in, in every object", () => {
    const { inputs } = check(
      {
        on: { type: "boolean", default: true },
        off: { type: "boolean", default: false },
        rule: { type: { object: { days: { type: "integer", default: 7 } } } },
      },
      { rule: {} },
    );
    expect(inputs).to.deep.equal({ __defaults: ["on"], on: true, rule: { __defaults: ["days"], days: 7 } });
  });

  describe("names", () => {
    const named = {
      name: { type: "string", default: new AutoName({ maxLength: 12, lowerCase: true }) },
    } satisfies Record<string, PropertyModel>;

    it("are made from the logical name, cut to fit, and kept", () => {
      const first = check(named, {}, { name: "WarehouseTable" }).inputs;
      expect(first["name"]).to.match(/^ware-[0-9a-f]{7}$/);
      expect(first["__defaults"]).to.deep.equal(["name"]);
      expect(check(named, {}, { name: "Other", oldInputs: first }).inputs["name"]).to.equal(first["name"]);
    });

    it("are made anew where the program gave one before", () => {
      const before = { name: "mine", __defaults: [] };
      expect(check(named, {}, { oldInputs: before }).inputs["name"]).to.match(/^thin-[0-9a-f]{7}$/);
    });

    it("follow the program and the engine", () => {
      expect(check(named, { name: "Mine" }).inputs).to.deep.equal({ name: "Mine", __defaults: [] });
      expect(check(named, {}, { proposedName: "Thing-dev" }).inputs["name"]).to.equal("thing-dev");
    });
  });
});
