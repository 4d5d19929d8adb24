import { expect } from "chai";
import { roleAnswer } from "../../../sandbox/aws/runtime/caller.ts";
import { type Asked, evaluatePolicy } from "../../../sandbox/aws/runtime/policy.ts";
import { VendorError } from "../../../sandbox/model.ts";
import { TestAccount } from "../aws/account.ts";
import { account, topicArn } from "./vendors.ts";

const asked: Asked = {
  principal: "cloudwatch.amazonaws.com",
  action: "sns:Publish",
  resource: topicArn,
  context: { "aws:sourceaccount": account, "aws:sourcearn": `arn:aws:cloudwatch:eu-central-1:${account}:alarm:x` },
};
const statement = {
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
};
const answer = (statements: readonly object[], more: Partial<Asked> = {}) =>
  evaluatePolicy(JSON.stringify({ Statement: statements }), { ...asked, ...more }, true);

describe("policies in the sandbox", () => {
  it("allow what they name, and nothing else", () => {
    expect(answer([statement])).to.equal("allow");
    expect(answer([])).to.equal("none");
    expect(evaluatePolicy("no policy", asked, true)).to.equal("none");
    expect(answer([statement], { principal: "budgets.amazonaws.com" })).to.equal("none");
    expect(answer([statement], { action: "sns:Subscribe" })).to.equal("none");
    expect(answer([statement], { resource: `${topicArn}2` })).to.equal("none");
    expect(answer([{ ...statement, Action: ["SNS:P*"], Resource: "arn:aws:sns:*:?23456789012:*" }])).to.equal("allow");
    expect(answer([{ ...statement, Action: undefined, NotAction: "sns:Subscribe" }])).to.equal("allow");
    expect(answer([{ ...statement, Resource: undefined, NotResource: topicArn }])).to.equal("none");
  });

  it("let a deny decide", () => {
    expect(answer([statement, { ...statement, Effect: "Deny", Action: "*" }])).to.equal("deny");
  });

  it("take an account for its users and roles", () => {
    const principal = `arn:aws:iam::${account}:role/relay`;
    const named = (AWS: unknown) => answer([{ ...statement, Principal: { AWS } }], { principal });
    expect(named(principal)).to.equal("allow");
    expect(named([`arn:aws:iam::${account}:root`])).to.equal("allow");
    expect(named(account)).to.equal("allow");
    expect(named("arn:aws:iam::999999999999:root")).to.equal("none");
    expect(answer([{ ...statement, Principal: "*" }], { principal })).to.equal("allow");
  });

  it("hold to their conditions, whatever the case of a key", () => {
    const under = (Condition: object, context = asked.context) => answer([{ ...statement, Condition }], { context });
    expect(under({ StringEquals: { "AWS:SourceAccount": [account] } })).to.equal("allow");
    expect(under({ StringEquals: { "aws:SourceAccount": "9" } })).to.equal("none");
    expect(under({ StringEquals: { "aws:SourceAccount": account } }, {})).to.equal("none");
    expect(
      under({
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:*:${account}:alarm:*` },
        StringEquals: { "aws:SourceAccount": account },
      }),
    ).to.equal("allow");
    expect(
      under({ ArnLike: { "aws:SourceArn": "arn:aws:budgets::*" }, StringEquals: { "aws:SourceAccount": account } }),
    ).to.equal("none");
  });

  it("are refused where they use what is not modelled", () => {
    expect(() => answer([{ ...statement, Condition: { NumericLessThan: { x: "1" } } }])).to.throw(
      VendorError,
      "the condition operator NumericLessThan",
    );
    expect(() => answer([{ ...statement, Principal: undefined, NotPrincipal: "*" }])).to.throw(
      VendorError,
      "the element NotPrincipal",
    );
  });

  it("of a role count together with its boundary, and a role that is gone has none", () => {
    const test = new TestAccount();
    const vendor = test.vendor();
    const arn = `arn:aws:iam::${account}:role/relay`;
    const allow = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sns:*", Resource: "*" }] });
    const nothing = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] });
    expect(roleAnswer(vendor, arn, asked)).to.equal("none");
    test.store.put("aws/iam-role", "relay", { name: "relay" });
    expect(roleAnswer(vendor, arn, asked)).to.equal("none");
    test.store.put("aws/iam-role-policy", "relay:own", { role: "relay", policy: allow });
    expect(roleAnswer(vendor, arn, asked)).to.equal("allow");
    test.store.put("aws/iam-policy", "arn:boundary", { policy: nothing });
    test.store.put("aws/iam-role", "relay", { name: "relay", permissionsBoundary: "arn:boundary" });
    expect(roleAnswer(vendor, arn, asked)).to.equal("none");
    test.store.put("aws/iam-policy", "arn:boundary", { policy: allow });
    expect(roleAnswer(vendor, arn, asked)).to.equal("allow");
    test.store.put("aws/iam-policy", "arn:deny", { policy: allow.replace("Allow", "Deny") });
    test.store.put("aws/iam-role-policy-attachment", "relay/arn:deny", { role: "relay", policyArn: "arn:deny" });
    expect(roleAnswer(vendor, arn, asked)).to.equal("deny");
    test.store.remove("aws/iam-role", "relay");
    expect(roleAnswer(vendor, arn, asked)).to.equal("none");
  });
});
