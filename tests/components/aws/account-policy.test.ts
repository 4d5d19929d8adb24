import { expect } from "chai";

import { accountInspectPolicy } from "../../../components/aws/account-policy.ts";

const SCOPE = {
  app: "agent-ops",
  accountId: "123456789012",
  region: "eu-central-1",
  project: "agent-ops",
  stack: "account",
};
const INLINE_POLICIES_LIMIT = 10_240;

describe("the policy that looks for drift of the account stack", () => {
  it("changes nothing", () => {
    const actions = statements().flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/:(Describe|Get|List|View)/.test(action))).to.deep.equal([]);
  });

  it("reads secrets of the relay only, and the account stack's own state", () => {
    const readers = statements().filter(({ Action }) => Action.some((one) => /:GetParameter|GetObject/.test(one)));
    const state = "arn:aws:s3:::agent-ops-state-123456789012/.pulumi";
    expect(readers.map(({ Sid, Resource }) => [Sid, ...Resource])).to.deep.equal([
      ["ReadParameters", "arn:aws:ssm:eu-central-1:123456789012:parameter/agent-ops/relay/*"],
      ["StateFormat", `${state}/meta.yaml`],
      [
        "State",
        `${state}/backups/agent-ops/account/*`,
        `${state}/history/agent-ops/account/*`,
        `${state}/locks/organization/agent-ops/account/*`,
        `${state}/stacks/agent-ops/account.json*`,
      ],
    ]);
  });

  it("names everything only where AWS takes nothing less", () => {
    const wide = statements().filter(({ Resource }) => Resource.some((arn) => arn === "*"));
    expect(wide.flatMap(({ Action }) => Action)).to.deep.equal([
      "sns:GetSubscriptionAttributes",
      "ssm:DescribeParameters",
    ]);
  });

  it("fits into what IAM takes", () => {
    const longest = { ...SCOPE, app: "a".repeat(40), project: "p".repeat(50), stack: "k".repeat(50) };
    expect(accountInspectPolicy(longest).length).to.be.below(INLINE_POLICIES_LIMIT);
  });
});

interface StatementJson {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function statements(): readonly StatementJson[] {
  return (JSON.parse(accountInspectPolicy(SCOPE)) as { Statement: readonly StatementJson[] }).Statement;
}
