import { expect } from "chai";

import { policyDocument } from "../../../components/aws/policy.ts";

describe("a policy document", () => {
  it("is the same text whatever the order of actions, resources and values", () => {
    const one = policyDocument([
      { sid: "A", actions: ["b", "a"], resources: ["y", "x"], conditions: { StringEquals: { key: ["2", "1"] } } },
    ]);
    const other = policyDocument([
      { sid: "A", actions: ["a", "b"], resources: ["x", "y"], conditions: { StringEquals: { key: ["1", "2"] } } },
    ]);

    expect(one).to.equal(other);
    expect(one).to.equal(
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["a","b"],"Resource":["x","y"],"Condition":{"StringEquals":{"key":["1","2"]}}}]}',
    );
  });

  it("has no resources in a trust policy, and writes a single value as a scalar", () => {
    const document = policyDocument([
      { sid: "A", effect: "Deny", federated: "arn", actions: ["a"], conditions: { StringEquals: { key: ["1"] } } },
    ]);

    expect(JSON.parse(document)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "A",
          Effect: "Deny",
          Principal: { Federated: "arn" },
          Action: ["a"],
          Condition: { StringEquals: { key: "1" } },
        },
      ],
    });
  });
});
