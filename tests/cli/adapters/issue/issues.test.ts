import { expect } from "chai";
import { openIssues, runOf } from "../../../../cli/adapters/issue/issues.ts";
import { UserError } from "../../../../core/user-error.ts";

describe("where --issue keeps issues", () => {
  const env = { GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "jdoe/infra" };

  it("is the repository of the configuration, else the one that the workflow runs in", () => {
    expect(() => openIssues(env, "jdoe/agent-ops")).to.not.throw();
    expect(() => openIssues({ ...env, GITHUB_REPOSITORY: "no/repo/sitory" }, "jdoe/agent-ops")).to.not.throw();
    expect(() => openIssues(env, null)).to.not.throw();
    expect(() => openIssues({ GITHUB_TOKEN: "t" }, null)).to.throw(UserError, "--issue does not know the repository");
    expect(() => openIssues({ ...env, GITHUB_REPOSITORY: "../x/y" }, null)).to.throw(
      UserError,
      "cannot use the repository ../x/y",
    );
  });

  it("is told before anything is checked that there is no token", () => {
    expect(() => openIssues({ GITHUB_REPOSITORY: "jdoe/infra" }, null)).to.throw(UserError, "GITHUB_TOKEN is not set");
    expect(() => openIssues({ ...env, GITHUB_TOKEN: "" }, null)).to.throw(UserError, "GITHUB_TOKEN is not set");
  });
});

describe("the run that an issue names", () => {
  const actions = { GITHUB_RUN_ID: "42", GITHUB_RUN_ATTEMPT: "3", GITHUB_REPOSITORY: "jdoe/agent-ops" };

  it("is that of GitHub Actions, with its page", () => {
    expect(runOf(actions, 7)).to.deep.equal({
      run: "42.3",
      runUrl: "https://github.com/jdoe/agent-ops/actions/runs/42/attempts/3",
    });
    const enterprise = runOf({ ...actions, GITHUB_SERVER_URL: "https://git.acme.dev" }, 7);
    expect(enterprise.runUrl).to.equal("https://git.acme.dev/jdoe/agent-ops/actions/runs/42/attempts/3");
  });

  it("is the process elsewhere, and where the variables make no sense", () => {
    expect(runOf({}, 7)).to.deep.equal({ run: "0.7", runUrl: null });
    expect(runOf({ ...actions, GITHUB_RUN_ID: "42](x)" }, 7)).to.deep.equal({ run: "0.7", runUrl: null });
  });

  it("has no page whose address could end a link or leave the web", () => {
    expect(runOf({ ...actions, GITHUB_SERVER_URL: "javascript:alert(1)//" }, 7).runUrl).to.equal(null);
    expect(runOf({ ...actions, GITHUB_REPOSITORY: "jdoe/x) [y](z" }, 7).runUrl).to.equal(
      "https://github.com/jdoe/x%29%20[y]%28z/actions/runs/42/attempts/3",
    );
    expect(runOf({ ...actions, GITHUB_REPOSITORY: "" }, 7).runUrl).to.equal(null);
  });
});
