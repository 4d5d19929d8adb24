import { expect } from "chai";
import { planConfigured, planStacks, planStates, rulesOf } from "../../../cli/commands/parity-plan.ts";
import { UserError } from "../../../core/user-error.ts";
import { configOf } from "../../core/config/example.ts";

const request = (given: object = {}) => ({ stages: [], source: "recorded" as const, state: [], ...given });
const exportsOf = (state: readonly string[], given: object = {}) => request({ source: null, state, ...given });
const files = (...stacks: string[]) => ({ stacks, ending: ".yaml" });
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
    const names = (given: object, known = files("x", "y")) => planStacks(request(given), known).map(({ name }) => name);
    expect(names({ stages: ["acme/app/a", "b"] }, files())).to.deep.equal(["a", "b"]);
    expect(names({})).to.deep.equal(["x", "y"]);
    expect(names({ stages: ["acme/app/y", "x"], source: "desired" })).to.deep.equal(["y", "x"]);
  });

  it("refuses to evaluate a stack without a file: any name evaluates to something", () => {
    for (const source of ["desired", null]) {
      expect(() => planStacks(request({ stages: ["dev", "prodd"], source }), files("dev", "prod")))
        .to.throw(
          UserError,
          "There is no Pulumi.prodd.yaml, and so no stack prodd to evaluate; the stacks with a file are dev, prod",
        )
        .with.property(
          "next",
          "Did you mean prod? A stack without configuration needs an empty Pulumi.prodd.yaml, or compare what was deployed: --source recorded.",
        );
    }
    expect(() =>
      planStacks(request({ stages: ["a", "b"], source: "desired" }), { stacks: [], ending: ".yml" }),
    ).to.throw("There is no Pulumi.a.yml, and so no stack a to evaluate; no stack has a file");
  });

  it("is the exports named, also where a path holds an equals sign", () => {
    expect(planStates(exportsOf(["dev=a=b.json", "prod=p.json"]), configs)).to.deep.equal([
      { name: "dev", aliases: [], file: "a=b.json" },
      { name: "prod", aliases: ["live"], file: "p.json" },
    ]);
  });

  it("keeps the promotion order of exports where the configuration has all of them, else the order given", () => {
    const names = (state: readonly string[]) => planStates(exportsOf(state), configs).map(({ name }) => name);
    expect(names(["prod=p.json", "dev=d.json"])).to.deep.equal(["dev", "prod"]);
    expect(names(["qa=q.json", "prod=p.json", "dev=d.json"])).to.deep.equal(["qa", "prod", "dev"]);
  });

  it("needs two stages, each once, and one way to name them", () => {
    expect(() => planStacks(request({ stages: ["a"] }), files())).to.throw("at least two stages; only a was given");
    expect(() => planStates(exportsOf(["a=1", "a=2"]), [])).to.throw("The stage a is given twice");
    expect(() => planStates(exportsOf(["a.json"]), [])).to.throw("--state a.json has no stage name");
    expect(() => planStates(exportsOf(["a=1"], { stages: ["a"] }), [])).to.throw(
      "Stages and --state cannot be combined",
    );
    for (const source of ["desired", "recorded"])
      expect(() => planStates(exportsOf(["a=1", "b=2"], { source }), [])).to.throw(
        "--source and --state cannot be combined",
      );
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
