import { expect } from "chai";

import { deployBoundaryPolicy, deployPolicy, inspectPolicy } from "../../../components/aws/stage-policies.ts";

const SCOPE = {
  app: "agent-ops",
  stage: "prod",
  accountId: "123456789012",
  region: "eu-central-1",
  project: "agent-ops",
  stack: "prod",
  publishesAlerts: false,
};

const TABLES = "arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-prod-*";
const BUCKETS = "arn:aws:s3:::agent-ops-prod-*-123456789012";
const ROLES = "arn:aws:iam::123456789012:role/agent-ops-prod-*";
const BOUNDARY = "arn:aws:iam::123456789012:policy/agent-ops-prod-boundary";
const ALARMS = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:agent-ops-prod-*";
const BUDGET = "arn:aws:budgets::123456789012:budget/agent-ops-prod-monthly";
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts";
const STATE = "arn:aws:s3:::agent-ops-state-123456789012";
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, in characters without white space. */
const MANAGED_POLICY_LIMIT = 6144;
const INLINE_POLICIES_LIMIT = 10_240;

describe("the policies of a stage in the account stack", () => {
  it("reach nothing outside the stage, apart from its own files in the state bucket", () => {
    const own = [TABLES, BUCKETS, ROLES, BOUNDARY, ALARMS, BUDGET];
    for (const policy of [deployBoundaryPolicy, deployPolicy, inspectPolicy]) {
      const scoped = allowed(policy).filter(({ Sid }) => Sid !== "FindAlarms");
      const resources = scoped.flatMap(({ Resource }) => Resource);
      const outside = resources.filter((arn) => !own.some((start) => arn.startsWith(start)));
      expect(
        outside.filter((arn) => !arn.startsWith(STATE)),
        policy.name,
      ).to.deep.equal([]);
      const state = outside.filter((arn) => arn.startsWith(`${STATE}/`) && !arn.endsWith("meta.yaml"));
      expect(
        state.filter((arn) => !arn.includes("/agent-ops/prod")),
        policy.name,
      ).to.deep.equal([]);
      expect(state, policy.name).to.have.lengthOf(4);
    }
  });

  it("let deploy make and fill roles only under the boundary", () => {
    for (const policy of [deployBoundaryPolicy, deployPolicy]) {
      const filling = allowed(policy).filter(({ Action }) =>
        Action.some((one) => /^iam:(Create|Put|Attach)/.test(one)),
      );
      expect(filling, policy.name).to.deep.equal([
        {
          Sid: "RolesUnderTheCeiling",
          Effect: "Allow",
          Action: ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
          Resource: [ROLES],
          Condition: {
            StringEquals: { "iam:PermissionsBoundary": BOUNDARY },
          },
        },
      ]);
    }
  });

  it("find alarms in the whole account, and do nothing else to those that are not the stage's", () => {
    for (const policy of [deployBoundaryPolicy, deployPolicy, inspectPolicy]) {
      expect(
        allowed(policy).filter(({ Sid }) => Sid === "FindAlarms"),
        policy.name,
      ).to.deep.equal([
        {
          Sid: "FindAlarms",
          Effect: "Allow",
          Action: ["cloudwatch:DescribeAlarms"],
          Resource: ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*"],
        },
      ]);
    }
  });

  it("let deploy make alarms and the stage's budget, but no alarm that does more than tell the topic", () => {
    for (const policy of [deployBoundaryPolicy, deployPolicy]) {
      const monitoring = allowed(policy).filter(
        ({ Resource }) => Resource.includes(ALARMS) || Resource.includes(BUDGET),
      );
      expect(monitoring, policy.name).to.deep.equal([
        {
          Sid: "Alarms",
          Effect: "Allow",
          Action: [
            "cloudwatch:DeleteAlarms",
            "cloudwatch:ListTagsForResource",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
          ],
          Resource: [ALARMS],
        },
        {
          Sid: "AlarmsThatOnlyTell",
          Effect: "Allow",
          Action: ["cloudwatch:PutMetricAlarm"],
          Resource: [ALARMS],
          Condition: { "ForAllValues:StringEquals": { "cloudwatch:AlarmActions": TOPIC } },
        },
        {
          Sid: "Budget",
          Effect: "Allow",
          Action: [
            "budgets:ListTagsForResource",
            "budgets:ModifyBudget",
            "budgets:TagResource",
            "budgets:UntagResource",
            "budgets:ViewBudget",
          ],
          Resource: [BUDGET],
        },
      ]);
    }
  });

  it("let deploy tell the topic only where there is no relay that does", () => {
    for (const policy of [deployBoundaryPolicy, deployPolicy, inspectPolicy]) {
      expect(policy(SCOPE), policy.name).not.to.include("sns:Publish");
    }
    for (const policy of [deployBoundaryPolicy, deployPolicy]) {
      const { Statement } = JSON.parse(policy({ ...SCOPE, publishesAlerts: true })) as { Statement: StatementJson[] };
      expect(Statement, policy.name).to.deep.include({
        Sid: "Alert",
        Effect: "Allow",
        Action: ["sns:Publish"],
        Resource: [TOPIC],
      });
    }
    expect(inspectPolicy({ ...SCOPE, publishesAlerts: true })).not.to.include("sns:Publish");
  });

  it("let deploy change neither itself, nor inspect, nor the boundary of the stage's roles", () => {
    const denied = statements(deployBoundaryPolicy).filter(({ Effect }) => Effect === "Deny");

    expect(denied).to.have.lengthOf(1);
    expect(denied[0]?.Resource).to.deep.equal([
      "arn:aws:iam::123456789012:role/agent-ops-prod-deploy",
      "arn:aws:iam::123456789012:role/agent-ops-prod-inspect",
    ]);
    expect(denied[0]?.Action).to.include.members(["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole"]);
    const onBoundary = allowed(deployBoundaryPolicy).filter(({ Resource }) => Resource.includes(BOUNDARY));
    expect(onBoundary.flatMap(({ Action }) => Action)).to.deep.equal([
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:ListPolicyTags",
      "iam:ListPolicyVersions",
    ]);
    const actions = allowed(deployBoundaryPolicy).flatMap(({ Action }) => Action);
    expect(actions).not.to.include("iam:DeleteRolePermissionsBoundary");
  });

  it("let deploy read no data, and inspect neither read data nor change anything", () => {
    const data = /^(dynamodb:(\*|.*Item|Query|Scan)|s3:(\*|.*Object))$/;
    const outsideState = (policy: Policy) =>
      allowed(policy)
        .filter(({ Resource }) => !Resource.some((arn) => arn.startsWith(STATE)))
        .flatMap(({ Action }) => Action);

    expect(outsideState(deployPolicy).filter((action) => data.test(action))).to.deep.equal([]);
    const inspect = allowed(inspectPolicy).flatMap(({ Action }) => Action);
    expect(inspect.filter((action) => !/:(Describe|Get|List|View)/.test(action))).to.deep.equal([]);
    expect(outsideState(inspectPolicy).filter((action) => data.test(action))).to.deep.equal([]);
  });

  it("fit into what IAM takes", () => {
    const longest = {
      ...SCOPE,
      app: "a".repeat(40),
      stage: "s".repeat(17),
      project: "p".repeat(50),
      stack: "k".repeat(50),
      publishesAlerts: true,
    };

    expect(deployBoundaryPolicy(longest).length).to.be.below(MANAGED_POLICY_LIMIT);
    expect(deployPolicy(longest).length).to.be.below(INLINE_POLICIES_LIMIT);
  });
});

type Policy = (scope: typeof SCOPE) => string;

interface StatementJson {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function statements(policy: Policy): readonly StatementJson[] {
  return (JSON.parse(policy(SCOPE)) as { Statement: readonly StatementJson[] }).Statement;
}

function allowed(policy: Policy): readonly StatementJson[] {
  return statements(policy).filter(({ Effect }) => Effect === "Allow");
}
