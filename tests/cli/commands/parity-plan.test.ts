import { expect } from "chai";
import { planConfigured, planStacks, planStates, rulesOf } from "../../../cli/commands/parity-plan.ts";
import { configOf } from "../../core/config/example.ts";

const request = (given: object = {}) => ({ stages: [], source: "recorded" as const, state: [], ...given });
const configs = ["dev", "prod"].map((stage) =>
  configOf({ stages: ["dev", { name: "prod", stack: "acme/app/live", aliases: ["live"] }] }, { stage }),
);

describe("what parity compares", () => {
  it("is every stage of the configuration, with its stack and aliases", () => {
    expect(planConfigured(request(), configs)).to.deep.equal([
      { name: "dev", aliases: [], stack: "dev" },
      { name: "prod", aliases: ["live"], stack: "acme/app/live" },
    ]);
  });

  it("keeps the promotion order, whatever order was typed", () => {
    expect(planConfigured(request({ stages: ["prod", "dev"] }), configs).map(({ name }) => name)).to.deep.equal([
      "dev",
      "prod",
    ]);
  });

  it("refuses an unknown stage with a suggestion", () => {
    expect(() => planConfigured(request({ stages: ["dev", "prd"] }), configs)).to.throw(
      "There is no stage prd; the stages are dev, prod",
    );
  });

  it("is the stacks named, or all that have a file, where there is no configuration", () => {
    expect(planStacks(request({ stages: ["acme/app/a", "b"] }), []).map(({ name }) => name)).to.deep.equal(["a", "b"]);
    expect(planStacks(request(), ["x", "y"]).map(({ name }) => name)).to.deep.equal(["x", "y"]);
  });

  it("is the exports named, also where a path holds an equals sign", () => {
    expect(planStates(request({ state: ["dev=a=b.json", "prod=p.json"] }), configs)).to.deep.equal([
      { name: "dev", aliases: [], file: "a=b.json" },
      { name: "prod", aliases: ["live"], file: "p.json" },
    ]);
  });

  it("keeps the promotion order of exports where the configuration has all of them, else the order given", () => {
    const names = (state: readonly string[]) => planStates(request({ state }), configs).map(({ name }) => name);
    expect(names(["prod=p.json", "dev=d.json"])).to.deep.equal(["dev", "prod"]);
    expect(names(["qa=q.json", "prod=p.json", "dev=d.json"])).to.deep.equal(["qa", "prod", "dev"]);
  });

  it("needs two stages, each once, and one way to name them", () => {
    expect(() => planStacks(request({ stages: ["a"] }), [])).to.throw("at least two stages; only a was given");
    expect(() => planStates(request({ state: ["a=1", "a=2"] }), [])).to.throw("The stage a is given twice");
    expect(() => planStates(request({ state: ["a.json"] }), [])).to.throw("--state a.json has no stage name");
    expect(() => planStates(request({ stages: ["a"], state: ["a=1"] }), [])).to.throw("cannot be combined");
  });

  it("takes each allowance of the stages once, and mustDiffer only where it is said", () => {
    const secrets = {
      A: { to: ["github"], mustDiffer: true },
      B: { to: ["github"] },
      C: { to: ["github"], mustDiffer: false },
    };
    const allow = [{ address: "*", reason: "r", owner: "o" }];
    const both = ["dev", "prod"].map((stage) => configOf({ secrets, parity: { allow } }, { stage }));
    const rules = rulesOf(both);
    expect(rules.allowances.filter(({ origin }) => origin.includes("parity.allow"))).to.have.length(1);
    expect(rules.mustDiffer).to.include({ A: true, C: false }).and.not.to.have.property("B");
  });
});
