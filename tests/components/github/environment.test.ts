import { expect } from "chai";

import { resourceAt } from "../support/evaluate.ts";
import { changedBase, evaluateStage } from "../support/example.ts";
import { Vendors } from "../support/vendors.ts";

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

describe("a repository", () => {
  it("must exist and be readable before a role trusts it", async () => {
    const { errors, resources } = await evaluateStage("prod", { vendors: new NoRepository() });

    expect(errors.map(({ message }) => message)).to.deep.equal([
      "GitHub has no repository jdoe/agent-ops, or GITHUB_TOKEN may not read it. Correct github.repository or the token.",
    ]);
    expect(resources.filter(({ address }) => address === "aws:iam/role:Role::pipeline")).to.deep.equal([]);
  });
});

class NoRepository extends Vendors {
  override call(args: Parameters<Vendors["call"]>[0]): Record<string, unknown> {
    return args.token === "github:index/getRepository:getRepository" ? { id: "" } : super.call(args);
  }
}
