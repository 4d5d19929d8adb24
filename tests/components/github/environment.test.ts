import { expect } from "chai";

import { resourceAt } from "../support/evaluate.ts";
import { changedBase, evaluateStage } from "../support/example.ts";

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment::environment";

describe("a GitHub environment", () => {
  it("has its reviewers by number, people and teams, and its wait", async () => {
    const base = changedBase({ github: { reviewers: ["jdoe", "team:platform", "asmith"], waitMinutes: 15 } });
    const { inputs } = resourceAt(await evaluateStage("prod", { config: { base } }), ENVIRONMENT);

    expect(inputs).to.deep.include({ reviewers: [{ users: [4711, 4712], teams: [77] }], waitTimer: 15 });
  });

  it("is there before its branch policies, secrets and variables", async () => {
    const evaluation = await evaluateStage("prod");

    const { urn } = resourceAt(evaluation, ENVIRONMENT);
    const inside = evaluation.resources.filter(
      ({ address, inputs }) => address.startsWith("github:") && "environment" in inputs && address !== ENVIRONMENT,
    );
    expect(inside).to.have.lengthOf(5);
    expect(inside.filter(({ dependencies }) => !dependencies.includes(urn))).to.deep.equal([]);
  });
});
