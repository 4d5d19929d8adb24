import { expect } from "chai";
import { mockState } from "../../../cli/adapters/program/mock-vendors.ts";

const accounts = { accountId: "123456789012", region: "eu-central-1", owner: "jdoe" };

describe("what an evaluated program sees of its resources", () => {
  const arns: Readonly<Record<string, string>> = {
    "aws:budgets/budget:Budget": "arn:aws:budgets::123456789012:budget/x",
    "aws:cloudwatch/logGroup:LogGroup": "arn:aws:logs:eu-central-1:123456789012:log-group:x",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:x",
    "aws:dynamodb/table:Table": "arn:aws:dynamodb:eu-central-1:123456789012:table/x",
    "aws:iam/role:Role": "arn:aws:iam::123456789012:role/x",
    "aws:lambda/function:Function": "arn:aws:lambda:eu-central-1:123456789012:function:x",
    "aws:s3/bucket:Bucket": "arn:aws:s3:::x",
    "aws:sns/topic:Topic": "arn:aws:sns:eu-central-1:123456789012:x",
    "aws:sqs/queue:Queue": "arn:aws:sqs:eu-central-1:123456789012:x",
  };
  for (const [type, arn] of Object.entries(arns)) {
    it(`has AWS's ARN for ${type}`, () => expect(mockState(type, "x", {}, accounts)["arn"]).to.equal(arn));
  }

  it("leaves the first slash of a parameter's name out of its ARN", () => {
    expect(mockState("aws:ssm/parameter:Parameter", "p", { name: "/app/secret" }, accounts)).to.deep.include({
      name: "/app/secret",
      arn: "arn:aws:ssm:eu-central-1:123456789012:parameter/app/secret",
    });
  });

  it("has an address of AWS's form for a function, always the same", () => {
    const state = () => mockState("aws:lambda/functionUrl:FunctionUrl", "relay", {}, accounts)["functionUrl"];
    expect(state()).to.match(/^https:\/\/[0-9a-f]{16}\.lambda-url\.eu-central-1\.on\.aws\/$/);
    expect(state()).to.equal(state());
  });

  it("lets what the program says count", () => {
    const inputs = { arn: "arn:aws:sns:eu-central-1:123456789012:alerts", policy: "{}" };
    expect(mockState("aws:sns/topicPolicy:TopicPolicy", "p", inputs, accounts)).to.deep.include(inputs);
  });
});
