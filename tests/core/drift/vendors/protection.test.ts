import { expect } from "chai";
import {
  declaredEnvironments,
  judgeProtection,
  type SeenRules,
} from "../../../../core/drift/vendors/judge-protection.ts";
import type { Deployment } from "../../../../core/parity/state.ts";
import { deployment, environment, policy } from "./states.ts";

const reviewers = [{ users: [1, 2], teams: [7] }];
const main = { id: 11, kind: "branch", name: "main" } as const;
const rules = (more: Partial<SeenRules> = {}): SeenRules => ({ hasReviewers: true, patterns: [main], ...more });

function judged(state: Deployment, seen: SeenRules) {
  return declaredEnvironments(state).flatMap((declared) => judgeProtection(declared, seen));
}

describe("protection rules that a refresh cannot see", () => {
  const guarded = deployment(environment({ reviewers }), policy(11, { branchPattern: "main", tagPattern: null }));

  it("tell that all reviewers were removed", () => {
    expect(judged(guarded, rules({ hasReviewers: false }))).to.deep.equal([
      {
        code: "drift/changed",
        address: "github:index/repositoryEnvironment:RepositoryEnvironment::environment",
        path: "reviewers",
        recorded: { state: "value", value: [{ teams: [7], users: [1, 2] }] },
        actual: { state: "absent" },
        detail: { vendor: { kind: "reviewers-removed", environment: "prod" } },
      },
    ]);
  });

  it("say nothing of reviewers where there are some: a refresh shows which", () => {
    expect(judged(guarded, rules())).to.deep.equal([]);
  });

  it("say nothing of reviewers where none were declared", () => {
    for (const none of [[], [{ users: [], teams: [] }], null]) {
      const state = deployment(environment({ reviewers: none, preventSelfReview: true }));
      expect(judged(state, rules({ hasReviewers: false, patterns: null }))).to.deep.equal([]);
    }
  });

  it("tell that other branches and tags may deploy", () => {
    const extra = { id: 12, kind: "branch", name: "*" } as const;
    const tag = { id: 13, kind: "tag", name: "v*" } as const;
    expect(judged(guarded, rules({ patterns: [extra, main, tag] }))).to.deep.equal([
      {
        code: "drift/changed",
        address: "github:index/repositoryEnvironment:RepositoryEnvironment::environment",
        path: "deploymentBranchPolicy.customBranchPolicies",
        recorded: { state: "value", value: ["main"] },
        actual: { state: "value", value: ["*", "main", "tag v*"] },
        detail: { vendor: { kind: "branch-patterns", environment: "prod", extra: 2 } },
      },
    ]);
  });

  it("leave to a refresh what became of a declared pattern", () => {
    expect(judged(guarded, rules({ patterns: [{ ...main, name: "changed" }] }))).to.deep.equal([]);
    expect(judged(guarded, rules({ patterns: [] }))).to.deep.equal([]);
    expect(judged(guarded, rules({ patterns: null }))).to.deep.equal([]);
  });

  it("do not look at patterns of which the program says nothing", () => {
    const state = deployment(environment(), policy(11, { environment: "dev", branchPattern: "main" }));
    expect(judged(state, rules())).to.deep.equal([]);
  });

  it("take an environment for the same in other letters", () => {
    const state = deployment(environment(), policy(11, { environment: "PROD", branchPattern: "main" }));
    expect(judged(state, rules({ patterns: [main, { ...main, id: 12 }] }))).to.have.length(1);
  });
});
